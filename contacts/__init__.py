"""One contact from any channel: its turns, transcript, outcome and place in the queue for a person."""
