"""Who is meant when a resident asks for somebody: by name as it sounds, by role, team or extension."""
