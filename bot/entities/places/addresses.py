"""Homes and streets of the council, said or typed with slips: "14 mil lane", "flat 3 the maltings wharf street"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.entities.found import Found, TaughtRule
from bot.entities.places import houses
from bot.entities.places.gazetteer import MOST_WORDS, Street, Streets
from bot.entities.said import Said, Word, squashed

_WITHIN = frozenset(["", "-", "."])  # marks inside one street's name: St. Anne's Close, lark-spur way
# No slip of a name begins with these: "on" is not the start of Hawthorn.
_LITTLE = frozenset("a an and at by for from in is my near of off on or our outside the to your".split())
# "The Green" is also half of "the green bin": such a name needs a house or a word of place before it, no bin after.
_PLACES = frozenset("at on off near opposite outside by down up along round around across".split())
_HOUSES = frozenset("cottage house forge lodge farm rectory".split())
_NOT_AFTER = frozenset(
    """bin bins one ones box bag bags sack sacks caddy lid recycling rubbish waste party space spaces belt light card
    energy man cross""".split()
)
_NOT_AFTER_PLACE = frozenset("wasnt was has hasnt didnt".split())


class Addresses(TaughtRule):
    """`address` as 14 Mill Lane, `street` as Mill Lane, both with the village when it is said, and `house_number`."""

    def know(self, knowledge: Any) -> None:
        """`knowledge`: the streets, as read_streets gives them."""
        self._streets = Streets(
            Street.of(street["name"], street["houses"], street["localities"]) for street in knowledge
        )

    def find(self, said: Said) -> Iterator[Found]:
        words, keys = said.words, [squashed(word.text) for word in said.words]
        after = 0  # a word belongs to one street
        for last, word in enumerate(keys):
            if word in self._streets and (found := self._street(words, keys, after, last + 1)):
                street, first = found
                yield _home(words, keys, first, last + 1, street)
                after = last + 1
        yield from houses.alone(words)

    def _street(
        self, words: Sequence[Word], keys: Sequence[str], after: int, end: int
    ) -> tuple[Street, int] | None:
        """The street that ends before a word, and the word it begins with: the longest exact one, else the nearest."""
        first = end - 1
        while first > after and end - first < MOST_WORDS and words[first].mark in _WITHIN:
            first -= 1
        starts = range(first, end - 1)
        for start in starts:
            if street := self._streets.exactly(keys[start:end]):
                everyday = keys[start] == "the" and not _a_place(words, keys, start, end, street)
                return None if everyday else (street, start)
        near = [
            (found[1], start, found[0])
            for start in starts
            if keys[start] not in _LITTLE and not keys[start][0].isdigit()
            if (found := self._streets.nearly(keys[start:end]))
        ]
        if not near:
            return None
        _, start, street = min(near, key=lambda candidate: candidate[:2])
        return street, start


def _home(words: Sequence[Word], keys: Sequence[str], first: int, last: int, street: Street) -> Found:
    house, start = houses.before(words, keys, first, street)
    end, locality = _locality(words, keys, last, street)
    place = f"{street.name}, {locality}" if locality else street.name
    if not house:
        return Found("street", place, words[first].start, words[end - 1].end)
    joiner = " " if re.search(r"\d[A-Z]?$", house) else ", "
    return Found("address", f"{house}{joiner}{place}", words[start].start, words[end - 1].end)


def _locality(words: Sequence[Word], keys: Sequence[str], last: int, street: Street) -> tuple[int, str]:
    """The place after "Nether Marl" or "in Nether Marl" behind a street, and the village; no village is ""."""
    if last < len(words) and words[last].mark in houses.BESIDE:
        start = last + (keys[last] in ("in", "at"))
        for named, locality in street.localities.items():
            if tuple(keys[start : start + len(named)]) == named:
                return start + len(named), locality
    return last, ""


def _a_place(words: Sequence[Word], keys: Sequence[str], first: int, end: int, street: Street) -> bool:
    after = keys[end] if end < len(keys) else ""
    before = keys[first - 1] if first else ""
    if after in _NOT_AFTER:
        return False
    housed = before[:1].isdigit() or before in _HOUSES
    return (
        housed
        or bool(_locality(words, keys, end, street)[1])
        or (before in _PLACES and after not in _NOT_AFTER_PLACE)
    )
