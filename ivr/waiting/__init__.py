"""Callers who wait for a person, on Twilio: plain queues or TaskRouter."""
