"""What a turn is answered with outside a form: answers, small talk, yes and no, and what was not understood."""
