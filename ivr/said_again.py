"""Saying again: finding what had not been heard when the caller broke in."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"(?<=[.?!])\s+")


def not_heard(said: list[str], until: str) -> list[str]:
    """What is left of a prompt from the sentence in which the caller broke in.

    Args:
        said: the prompt, text by text.
        until: what had been heard. After the first, words are counted, not compared: the voice may have been
            given them in another spelling.
    Returns:
        All of it when nobody broke in, or only after its last word, or into another prompt than this.
    """
    words, sentences = (
        until.split(),
        [part for text in said for part in _SENTENCE.split(text) if part.strip()],
    )
    if not words or not sentences or words[0].casefold() != sentences[0].split()[0].casefold():
        return said
    heard = len(words)
    for place, sentence in enumerate(sentences):
        heard -= len(sentence.split())
        if heard < 0:
            return sentences[place:]
    return said
