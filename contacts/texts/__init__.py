"""Text messages: how long they are, who may get them, and how they leave."""
