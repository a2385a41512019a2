"""The phone: Twilio's voice webhook, and a call simulator."""
