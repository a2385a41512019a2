"""One turn of the form after another: what was said, what it changes, what to say and ask next."""
