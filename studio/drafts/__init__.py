"""Drafts: each a git branch with a work tree of its own, and the record of who changed what."""
