"""What runs inside Rasa, tested in the bot's own Python."""
