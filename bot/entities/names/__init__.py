"""What the council calls its own: bins, people, roles and teams."""
