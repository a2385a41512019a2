"""The house before a street ("flat 2, 12", "Rose Cottage", "one oh four"), and a house number by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.entities.found import Found
from bot.entities.places.gazetteer import Street
from bot.entities.said import Word

_NUMBER = re.compile(r"\d{1,4}[a-z]?")
_ALONE = re.compile(r"\d{1,3}[a-z]?")
BESIDE = frozenset(["", ",", "-", ".", "\n", ",\n"])  # marks between house, street and village
_CALLED = frozenset(["number", "no", "num"])
_FLATS = {"flat": "Flat", "apartment": "Apartment", "apt": "Apartment", "unit": "Unit", "plot": "Plot"}
_WHICH_FLAT = frozenset("basement garden upper lower top first ground middle".split())
_LETTERS = frozenset("abcdefgh")
_MOST_DIGITS = 4
_LONGEST_NAME = 6  # words
# Numbers of other things: "the number 42" is a bus, "reference number 14" a reference.
_OF_OTHER_THINGS = frozenset(
    """bus phone mobile telephone card reference ref case account ticket permit order pin contact lamp column post
    platform bay route line registration reg crime nhs insurance invoice policy model serial same page any a
    the""".split()
)
_COUNTED = frozenset(
    """bus buses route service priority thing things time times day days week weeks month months year years hour hours
    minute minutes bin bins bag bags people of call calls point reason tram train rule choice""".split()
)
_STANDS_AT = frozenset("at is its it's im i'm we're were house".split())


def before(words: Sequence[Word], keys: Sequence[str], street_at: int, street: Street) -> tuple[str, int]:
    """The house named or numbered before a street, as the council writes it, and the word it begins with.

    `keys` are the words without apostrophes. Without a house: "" and the street's own place.
    """
    if not street_at or words[street_at].mark not in BESIDE:
        return "", street_at
    house, start = _named(words, keys, street_at, street) or _numbered(words, keys, street_at)
    if not house:
        return "", street_at
    house, start = _with_flat(words, keys, start, house)
    if house.startswith(tuple(_FLATS.values())) and (building := _named(words, keys, start, street)):
        house, start = f"{house}, {building[0]}", building[1]
    called = start and keys[start - 1] in _CALLED and words[start].mark in ("", ".")
    return house, start - 1 if called else start


def alone(words: Sequence[Word]) -> Iterator[Found]:
    """ "Number 42", "no. 14a", "flat two": a house without its street."""
    for at, (called, number) in enumerate(pairwise(words)):
        if called.text not in _CALLED and called.text not in _FLATS:
            continue
        prior = words[at - 1].text if at else ""
        follows = words[at + 2] if at + 2 < len(words) else None
        counted = follows is not None and follows.text in _COUNTED and follows.mark == ""
        if not _ALONE.fullmatch(number.text) or number.mark not in ("", ".", ":", "-") or counted:
            continue
        if prior in _OF_OTHER_THINGS or (called.text == "no" and number.said):
            continue
        if number.text == "1" and number.said and called.text in _CALLED and prior not in _STANDS_AT:
            continue  # "my number one complaint"
        value = number.text.upper()
        value = f"{_FLATS[called.text]} {value}" if called.text in _FLATS else value
        yield Found("house_number", value, called.start, number.end)


def _named(words: Sequence[Word], keys: Sequence[str], end: int, street: Street) -> tuple[str, int] | None:
    if end > 1 and keys[end - 1] in ("on", "in"):  # Rose Cottage on Church Lane
        end -= 1
    for start in range(max(end - _LONGEST_NAME, 0), end):
        house = street.houses.get(tuple(keys[start:end]))
        if house and _together(words, start, end):
            return house, start
    return None


def _numbered(words: Sequence[Word], keys: Sequence[str], end: int) -> tuple[str, int]:
    last = end - 1
    letter = ""
    if keys[last] in _LETTERS and last and keys[last - 1].isdecimal() and _together(words, last - 1, end):
        letter, last = keys[last].upper(), last - 1
    if not _NUMBER.fullmatch(keys[last]):
        return "", end
    number, start = keys[last].upper(), last
    # "One oh four", "one twenty three": told in parts, but not the flat before it.
    while (
        start
        and words[start].said
        and words[start - 1].said
        and words[start].mark == ""
        and keys[start - 1].isdecimal()
        and len(keys[start - 1]) + len(number) <= _MOST_DIGITS
        and not (start > 1 and keys[start - 2] in _FLATS)
    ):
        start -= 1
        number = keys[start] + number
    a_year = len(number) == 4 and number[:2] in ("19", "20")
    if a_year and start and keys[start - 1] in ("in", "since", "from"):
        return "", end
    return number + letter, start


def _with_flat(words: Sequence[Word], keys: Sequence[str], start: int, house: str) -> tuple[str, int]:
    """ "Flat 2, 12", "12, flat 2", "basement flat, 20" or only "flat 2", as Flat 2, 12; else the house as it is."""
    if start >= 2 and keys[start - 2] in _FLATS and _together(words, start - 2, start + 1):
        number = keys[start - 1]
        if _NUMBER.fullmatch(number) or number in _LETTERS:
            return f"{_FLATS[keys[start - 2]]} {number.upper()}, {house}", start - 2
    if start < 1 or keys[start - 1] not in _FLATS or words[start].mark not in BESIDE:
        return house, start
    flat = _FLATS[keys[start - 1]]
    if start >= 2 and keys[start - 2] in _WHICH_FLAT:
        return f"{keys[start - 2].title()} {flat}, {house}", start - 2
    if start >= 2 and _NUMBER.fullmatch(keys[start - 2]) and _together(words, start - 2, start):
        return f"{flat} {house}, {keys[start - 2].upper()}", start - 2
    return f"{flat} {house}", start - 1


def _together(words: Sequence[Word], start: int, end: int) -> bool:
    return all(word.mark in BESIDE for word in words[start + 1 : end])
