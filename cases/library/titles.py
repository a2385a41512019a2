"""Which of the loans some words mean: by their titles as people say them, or as a recogniser hears them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from rapidfuzz import fuzz

ALIKE = 82  # of 100: a title, its spaces left out, anywhere in the words, so that "middle march" is one
WORD_ALIKE = 88  # the same of one word that no other title has, and with which a book may well be called
SHORTEST = 4  # letters of such a word, or of a title, that cannot be met by chance
ALL_BUT = re.compile(
    r"(?i)\b(?:all but|but not|except(?: for)?|apart from|other than|not the|leave(?: out)?)\b"
)
_EMPTY = frozenset("the and for from with through every that this one book books year town your".split())


def meant(titles: Mapping[str, str], said: str) -> list[str]:
    """The numbers of the items that are meant, out of {number: title}; none where no title is near."""
    if (but := ALL_BUT.search(said)) and (left := _named(titles, said[but.end() :])):
        return [item for item in titles if item not in left]
    return _named(titles, said)


def _named(titles: Mapping[str, str], said: str) -> list[str]:
    words, run = _words(said), "".join(_words(said))
    shared = [word for title in titles.values() for word in set(_words(title))]
    return [item for item, title in titles.items() if _is_named(_words(title), words, run, shared)]


def _is_named(title: list[str], words: list[str], run: str, shared: list[str]) -> bool:
    whole = "".join(title)
    if len(whole) >= SHORTEST and len(run) >= len(whole) - 2 and fuzz.partial_ratio(whole, run) >= ALIKE:
        return True
    own = [word for word in title if len(word) >= SHORTEST and word not in _EMPTY and shared.count(word) == 1]
    return any(fuzz.ratio(word, one) >= WORD_ALIKE for word in own for one in words)


def _words(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return re.findall(r"[a-z0-9]+", plain.replace("'", "").replace("’", ""))
