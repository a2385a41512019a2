"""Trains drafts off the live assistant and compares them with it, one job at a time, in a process of its own."""
