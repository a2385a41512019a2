"""Somebody asked for by name, post, team or extension: what the words wish, whom they mean, and what is said to it."""
