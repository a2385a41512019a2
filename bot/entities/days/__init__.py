"""Days and times of day, resolved in London."""
