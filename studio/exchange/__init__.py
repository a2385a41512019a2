"""In and out: phrases from other systems' files, and everything as a plain Rasa project."""
