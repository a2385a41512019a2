"""Content editors teach the assistant, test what they taught and release it. The files are the truth."""
