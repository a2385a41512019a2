"""The council's streets as the pipeline keeps them: how they are written, and what a slip of them is near to."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from jellyfish import metaphone
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.entities.said import plain_words

# The last word of a street, as it is shortened, slipped on a keyboard or written by a recogniser.
_KINDS = {
    "road": ("rd", "roads", "raod", "rode", "roda"),
    "street": ("st", "str", "stret", "steet", "streat", "strret"),
    "lane": ("ln", "la", "lain", "layne", "lnae", "lanes"),
    "avenue": ("ave", "av", "aven", "avenu", "avanue", "aveneue", "avinue"),
    "close": ("cl", "cls", "clse", "clos", "clothes"),
    "drive": ("dr", "drv", "driv", "dirve"),
    "crescent": ("cres", "cresc", "cr", "cresent", "crecent", "crescant"),
    "terrace": ("terr", "ter", "tce", "terace", "terrase", "terace"),
    "gardens": ("gdns", "gdn", "gds"),
    "grove": ("gr", "gro", "grv", "grov", "groves"),
    "place": ("pl", "plc"),
    "court": ("ct", "crt", "cort"),
    "square": ("sq", "sqr"),
    "way": ("wy",),
    "hill": ("hl", "hil"),
    "walk": ("wk", "wlk"),
    "row": ("roe",),
    "rise": ("rize",),
    "view": ("vw",),
    "park": ("pk",),
    "mews": ("mws",),
    "green": ("grn",),
    "bridge": ("brg",),
    "parade": ("pde",),
}
_KIND = {short: kind for kind, shorts in _KINDS.items() for short in shorts}
_FIRST = {"saint": "st", "mount": "mt", "great": "gt", "upper": "upr", "lower": "lwr"}
MOST_WORDS = 5  # of a street's name
_Y_AS_VOWEL = re.compile(
    r"(?<=\w)y(?=[aeiou])"
)  # "myall" is written by its sound, and has no consonant there
SHORT = 4  # letters; a slip in a shorter name makes another word
MOST_LETTERS_BY_SOUND = 3  # that may differ between two spellings of one sound
_NUMBERED = re.compile(r"\d+[a-z]?")
_FLAT = re.compile(r"(?i)^.*\bflat\b[^,]*,\s*|^flat \w+,?\s*")


Names = Mapping[tuple[str, ...], str]  # by their words, in the plain form of said.py


@dataclass(frozen=True)
class Street:
    """`name` as the council writes it, the houses on it that have names, and the places it is in."""

    name: str
    houses: Names
    localities: Names

    @classmethod
    def of(cls, name: str, houses: Iterable[str], localities: Iterable[str]) -> Street:
        """Of the houses, The Lodge is known as "lodge" too."""
        named = {tuple(plain_words(house)): house for house in houses}
        shorter = {words[1:]: house for words, house in named.items() if words[0] == "the" and words[1:]}
        return cls(name, {**shorter, **named}, {tuple(plain_words(place)): place for place in localities})


class Streets:
    """Finds a street by its words, exactly or with a slip."""

    def __init__(self, streets: Iterable[Street]) -> None:
        self._by_kind: dict[str, dict[str, Street]] = {}
        for street in streets:
            *name, kind = spelling(plain_words(street.name))
            self._by_kind.setdefault(kind, {})["".join(name)] = street
        self._by_sound: dict[tuple[str, str], list[str]] = {}
        for kind, names in self._by_kind.items():
            for written in names:
                self._by_sound.setdefault((kind, metaphone(written)), []).append(written)

    def __contains__(self, kind: str) -> bool:
        """Whether a word can be the last of a street: "lane", "ln"."""
        return kind_of(kind) in self._by_kind

    def exactly(self, words: Sequence[str]) -> Street | None:
        """Spaces do not count: a recogniser writes Larkspur Way as "lark spur way"."""
        *name, kind = spelling(words)
        return self._by_kind[kind].get("".join(name))

    def nearly(self, words: Sequence[str]) -> tuple[Street, int] | None:
        """The one street of the same kind whose name is a slip away, or sounds the same, and by how many letters.

        None when two are as near. "Mil" is Mill sooner than Mile: a letter not doubled counts as no slip.
        """
        *name, kind = spelling(words)
        said, known = "".join(name), self._by_kind[kind]
        most = 1 if len(said) < 8 else 2
        near = process.extract(said, known.keys(), scorer=OSA.distance, score_cutoff=most, limit=3)
        alike = [written for written, _, _ in near if _undoubled(written) == _undoubled(said)]
        best = [] if len(said) < SHORT else [written for written, far, _ in near if far == near[0][1]]
        found = alike or best or self._sounding(said, kind)
        if len(found) != 1:
            return None
        return known[found[0]], 0 if alike else OSA.distance(said, found[0])

    def _sounding(self, said: str, kind: str) -> list[str]:
        """Names a recogniser may have written so: "fairy road" is Ferry Road, "myall lane" is Mill Lane, but a "free
        road" is not. Of several with one sound, the nearest by its letters."""
        if len(said) <= SHORT:
            return []
        sound = metaphone(_Y_AS_VOWEL.sub("i", said))
        far = {name: OSA.distance(said, name) for name in self._by_sound.get((kind, sound), ())}
        near = {name: letters for name, letters in far.items() if letters <= MOST_LETTERS_BY_SOUND}
        least = min(near.values(), default=0)
        return [name for name, letters in near.items() if name[0] == said[0] and letters == least]


def spelling(words: Sequence[str]) -> list[str]:
    """Words of a street in one spelling: Saint Anne's Cl and st annes close are one."""
    if len(words) < 2:
        return ["", *words][-2:]
    return [_FIRST.get(words[0], words[0]), *words[1:-1], kind_of(words[-1])]


def kind_of(word: str) -> str:
    return _KIND.get(word, word)


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


def read_streets(path: Path) -> list[dict[str, Any]]:
    """The streets of the council's address file (columns as in cases/gazetteer.py), as Street's fields."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        homes = sorted(
            {
                tuple(row[name].strip() for name in ("street", "house", "locality"))
                for row in csv.DictReader(file)
            }
        )
    found = []
    for street, here in groupby(homes, key=lambda home: home[0]):
        houses, localities = set(), set()
        for _, house, locality in here:
            localities.add(locality)
            named = _FLAT.sub("", house)
            if not _NUMBERED.fullmatch(named.lower()):
                houses.add(named)
        found.append({"name": street, "houses": sorted(houses), "localities": sorted(localities)})
    return found
