"""The council's people by their names, with light slips. Who is meant when names sound alike is for the directory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.entities.found import Found, TaughtRule
from bot.entities.said import Said, Word, plain_words, squashed

_TITLES = frozenset("mr mrs miss ms mister dr sir".split())
# What comes before somebody's name. A first name may be an everyday word (win, rob, mo), so without it none is read.
_ASKING = frozenset(
    """pass passed speak talk spoke talking speaking spoken chat put through transfer transferred connect connected
    get asked ask message looking look see meet met rang ring phone call called email emailed letter dealt dealing
    deal hold""".split()
)
_ASKED_WITH = frozenset("to with for from of by after about".split())
_ASKED_STRAIGHT = frozenset(
    "get ask see called named contact phone email emailed rang hi hello dear met through".split()
)
_IS = frozenset("is".split())
_THERE = frozenset("there in about around available free back still at on off working".split())
_INTRODUCING = (("name", "is"), ("this", "is"), ("i", "am"), ("it", "is"))
_REACH = 4  # words back in which the asking may stand
_FUZZY_FROM = 6  # letters; a slip in a shorter name makes another word


class People(TaughtRule):
    """`person` as the council writes the name; a name that several share stays as it was said."""

    def know(self, knowledge: Mapping[str, Sequence[str]]) -> None:
        """`knowledge`: of each full name, the nicknames."""
        self._whole: dict[str, set[str]] = {}
        self._short: dict[str, set[str]] = {}
        self._surnames: dict[str, set[str]] = {}
        for name, nicknames in knowledge.items():
            first, *_, surname = _key(name).split()
            self._surnames.setdefault(surname, set()).add(name)
            for short in (first, surname, *map(_key, nicknames)):
                self._short.setdefault(short, set()).add(name)
            for first_name in (_key(name).removesuffix(f" {surname}"), *map(_key, nicknames)):
                self._whole.setdefault(f"{first_name} {surname}", set()).add(name)
        self._firsts = {whole.split()[0] for whole in self._whole}
        self._lasts = {whole.split()[-1] for whole in self._whole}

    def find(self, said: Said) -> Iterator[Found]:
        words = said.words
        keys = [squashed(word.text) for word in words]
        place = 0
        while place < len(words):
            found = self._at(words, keys, place)
            if found:
                names, length = found
                last = place + length - 1
                value = next(iter(names)) if len(names) == 1 else " ".join(keys[place : last + 1]).title()
                yield Found("person", value, words[place].start, words[last].end)
                place = last
            place += 1

    def _at(self, words: Sequence[Word], keys: Sequence[str], place: int) -> tuple[set[str], int] | None:
        """Who is named from a word on, and in how many words."""
        if _introduces(keys, place - 1 if place and keys[place - 1] in _TITLES else place):
            return None
        if keys[place] in self._firsts:
            for length in (3, 2):
                told = keys[place : place + length]
                if len(told) == length and (names := self._whole.get(" ".join(told))):
                    return names, length
        if place and keys[place - 1] in _TITLES:
            return _once(self._nearly(keys[place], self._surnames), 1)
        if not _asked_for(keys, place):
            return None
        pair = " ".join(keys[place : place + 2])
        if len(keys) > place + 1 and words[place + 1].mark == "":
            near = self._nearly(pair, self._whole)
            if near and (keys[place] in self._firsts or keys[place + 1] in self._lasts):
                return near, 2
            if names := self._short.get(pair):  # Wei Ling
                return names, 2
        return _once(self._nearly(keys[place], self._short), 1)

    @staticmethod
    def _nearly(said: str, known: Mapping[str, set[str]]) -> set[str] | None:
        """Those called so, or so but for a slip: one letter in a name, two in a long one."""
        if said in known:
            return known[said]
        if len(said) < _FUZZY_FROM:
            return None
        most = 1 if len(said) < 10 else 2
        near = process.extract(said, known.keys(), scorer=OSA.distance, score_cutoff=most, limit=2)
        only = near and (len(near) == 1 or near[0][1] < near[1][1])
        return known[near[0][0]] if only else None


def called(people: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Of the people in council/teams.yml, the nicknames by full name."""
    return {str(person["name"]): [str(nick) for nick in person.get("nicknames", ())] for person in people}


def _asked_for(keys: Sequence[str], place: int) -> bool:
    """ "Speak to Trev", "get Trev", "is Trev there"."""
    before = keys[max(place - _REACH, 0) : place]
    if not before:
        return False
    if before[-1] in _ASKED_STRAIGHT:
        return True
    if before[-1] in _ASKED_WITH and not _ASKING.isdisjoint(before):
        return True
    return before[-1] in _IS and place + 1 < len(keys) and keys[place + 1] in _THERE


def _introduces(keys: Sequence[str], place: int) -> bool:
    """ "My name is", "it's": a resident who shares a name with one of our people."""
    before = tuple(keys[max(place - 2, 0) : place])
    return before[-1:] in (("its",), ("im",), ("names",)) or before in _INTRODUCING


def _once(names: set[str] | None, length: int) -> tuple[set[str], int] | None:
    return (names, length) if names else None


def _key(name: str) -> str:
    return " ".join(plain_words(name))
