"""What a message names (an address, a day, a number), found by a spaCy pipeline of small rules and read by Rasa."""
