"""Puts words into one shape before they are compared: case, accents, punctuation and long digit strings."""

from __future__ import annotations

import re
import unicodedata

MOST_CHARACTERS = 2_000  # past this a message is read only so far: time must not grow without limit

_NOT_WORDS = re.compile(r"[^\w\s£]+")
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc]")
_LONG_NUMBER = re.compile(r"\d{3,}")


def normalise(text: str) -> str:
    """Lower case, no accents, no punctuation, and every number of three digits or more as one same word."""
    text = unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).lower()
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    text = _NOT_WORDS.sub(" ", _APOSTROPHES.sub("", text))
    text = _LONG_NUMBER.sub("number", text)
    return " ".join(text.replace("_", " ").split())
