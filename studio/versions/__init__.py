"""Versions of the content: what changed from one to another in words, and how two changes go together. Pure."""
