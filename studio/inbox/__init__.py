"""Real messages that the assistant did not understand well: masked, grouped, and settled by an editor."""
