"""What we ask of Twilio by REST: calls placed and moved, texts, the number's settings."""
