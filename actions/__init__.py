"""Rasa custom actions, thin: read what was said, call a service function, pick the reply."""
