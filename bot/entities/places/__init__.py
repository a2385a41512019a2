"""Homes and streets of the council."""
