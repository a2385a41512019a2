"""Scores the assistant's understanding on labelled messages, by the label rules of the taxonomy.

A label a+b names several intents, the main one first: the first counts as exact, any as acceptable. signpost_* counts
as out_of_scope, in labels and in guesses.
"""
