"""Waiting for a person: the queue with its cards, its order, who is rung, and the ways out of it."""
