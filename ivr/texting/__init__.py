"""Texts to the council's number: Twilio's messaging webhook."""
