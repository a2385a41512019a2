"""How words sound to a British ear, after the CMU Pronouncing Dictionary as the package eng-to-ipa carries it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

MOST_REMEMBERED = 20_000  # words come from outside: no memory without end

_PHONES = (
    "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH"
).split()
VOWELS = frozenset("AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW".split())
_LETTERS = {phone: chr(0x100 + place) for place, phone in enumerate(_PHONES)}
PHONE_OF = {letter: phone for phone, letter in _LETTERS.items()}


@lru_cache(MOST_REMEMBERED)
def sounds(word: str) -> tuple[str, ...]:
    """The ways a lower-case word is said, the most usual first, none for an unknown word.

    Each is a string with one character for each sound (PHONE_OF tells which), so that they can be compared quickly.
    """
    ways = (way.upper().split() for way in _dictionary().get(word, ()))
    plain = ([phone.rstrip("012") for phone in way] for way in ways)  # without stress
    return tuple(dict.fromkeys("".join(_LETTERS[phone] for phone in _british(way)) for way in plain))


def _british(phones: Sequence[str]) -> list[str]:
    """Most of Britain says an R only before a vowel, so "court" is "caught"."""
    return [
        phone
        for phone, following in zip(phones, [*phones[1:], ""], strict=True)
        if phone != "R" or following in VOWELS
    ]


@cache
def _dictionary() -> dict[str, list[str]]:
    file = files("eng_to_ipa").joinpath("resources/CMU_dict.json")
    found: dict[str, list[str]] = json.loads(file.read_text(encoding="utf-8"))
    return found
