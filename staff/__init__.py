"""The people who work here: their accounts, how they sign in and what each role may open."""
