"""What became of an intent that a version does not have any more: its phrases tell.

An intent whose phrases stand together under a name that nobody knew has been renamed; under one there was before, it
has been merged into that; in no one place, it has gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

TOGETHER = 0.8  # of its phrases: whoever renames an intent may change a few of them as well
ITSELF = 0.5  # of the phrases of an intent that took in another: with fewer, it is not what it was

# By the name of their intent; of one that has none yet, nothing.
Phrases = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Fate:
    """`name` is the new one, or that of the intent which has the phrases now; empty for one that has gone."""

    kind: Literal["renamed", "merged", "gone"]
    name: str = ""


GONE = Fate("gone")


def fates(base: Phrases, version: Phrases) -> dict[str, Fate]:
    """What became of the intents that `version` lacks, in the order in which it can be done again.

    An intent of which this cannot be told for sure is not in it: where its place was taken by one that is another now,
    as when two intents exchanged their names.
    """
    lost = [name for name, phrases in base.items() if phrases and name not in version]
    places: dict[str, list[str]] = {}
    for name, phrases in version.items():
        for phrase in phrases:
            places.setdefault(phrase, []).append(name)
    found: dict[str, Fate] = {}
    came: dict[str, list[str]] = {}
    for name in lost:
        there = _home(base[name], places)
        if not there:
            found[name] = GONE
        elif there not in base:
            came.setdefault(there, []).append(name)
        elif len(set(base[there]) & set(version[there])) >= ITSELF * len(set(base[there])):
            found[name] = Fate("merged", there)
    renamed: dict[str, Fate] = {}
    for new, names in came.items():
        # Of several that are one now, that which gave the first phrases had the name changed; the others joined it.
        first = min(names, key=lambda name: _first_place(base[name], version[new]))
        renamed[first] = Fate("renamed", new)
        found |= {name: Fate("merged", new) for name in names if name != first}
    order = {"merged": 0, "gone": 1}
    return renamed | dict(sorted(found.items(), key=lambda one: order[one[1].kind]))


def _home(phrases: Sequence[str], places: Mapping[str, Sequence[str]]) -> str:
    """The intent that has nearly all of some phrases; empty where none has."""
    wanted = set(phrases)
    counts = Counter(name for phrase in wanted for name in set(places.get(phrase, ())))
    for name, count in counts.most_common(1):
        if count >= TOGETHER * len(wanted):
            return name
    return ""


def _first_place(phrases: Sequence[str], among: Sequence[str]) -> int:
    wanted = set(phrases)
    return next((place for place, phrase in enumerate(among) if phrase in wanted), len(among))
