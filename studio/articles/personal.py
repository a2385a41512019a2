"""Whose names, homes and numbers may stand in an article, which every resident reads.

An article is full of what a message would have masked: the council's own address, charities' numbers, "the D V L A".
So only what hardly is anybody's but a person's is told: a first and a last name, a house in a street, a mobile.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from studio.masking.masking import personal

_TELLS = {
    "a name": re.compile(r"[^\W\d_]{2,}[\s.'’-]+[^\W\d_]{2,}.*"),
    "an address": re.compile(r"\d.*"),
    "a phone number": re.compile(r"(?:\+?44|0)[\s,]?7.*"),
    "a National Insurance number": re.compile(r"[A-Z]{2}(?: ?\d\d){3} ?[A-D]", re.IGNORECASE),
    "a date of birth": re.compile(r".+"),
    "a vehicle registration": re.compile(r".+"),
}
_SPELT = re.compile(r"(?:\b\w\b[\s,]*)+")  # 0 7 7, D V L A


def somebodys(text: str, ours: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """What it seems to be, and the words. `ours`: lines of the council's own address."""
    own = {" ".join(line.casefold().split()) for line in ours}
    for line in text.splitlines():
        for what, words in personal(line):
            tells = _TELLS.get(what)
            if (
                tells
                and tells.fullmatch(words)
                and not _SPELT.fullmatch(words)
                and words.casefold() not in own
            ):
                yield what, words
