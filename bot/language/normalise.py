"""Puts words into one shape before they are compared: case, accents, punctuation and long digit strings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MOST_CHARACTERS = 2_000  # past this a message is read only so far: time must not grow without limit
REMEMBERED = 256  # texts: several readers of one message ask for the same words

_NOT_WORDS = re.compile(r"[^\w\s£]+")
# Zero-width and direction marks stand inside a word without parting it.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc]")
_LONG_NUMBER = re.compile(r"\d{3,}")


@lru_cache(REMEMBERED)
def normalise(text: str) -> str:
    """Lower case, no accents, no punctuation, and every number of three digits or more as one same word."""
    text = text[:MOST_CHARACTERS]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).lower()
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    text = _NOT_WORDS.sub(" ", _APOSTROPHES.sub("", text.lower()))
    text = _LONG_NUMBER.sub("number", text)
    return " ".join(text.replace("_", " ").split())
