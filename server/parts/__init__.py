"""The parts that server/wiring.py puts together, a class for each side of the house: made on first use, then kept."""
