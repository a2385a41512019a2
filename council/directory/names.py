"""The names of many people, found by how they sound: indexed once, asked about a few words at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from council.directory.known import known
from council.directory.said import name_words
from council.directory.sounds import Sound, plain, sound_of
from council.directory.spellings import heard_as
from council.names import FIRST_NAMES
from council.people import Person

WORTH_KEEPING = 0.5  # nearness below which two names are not the same misheard
# A nickname the council gave somebody is surer than one that most people of that name have, and that than how the
# letters of a name are said.
LISTED, GENERAL, RESPELLED = 1.0, 0.97, 0.93
MOST_REMEMBERED = 20_000

# Parts of a surname that stand before it.
_PARTICLES = frozenset("st de la le van von der den al el ap ab bin ibn da dos di du mc mac o thi".split())

Near = dict[int, float]  # of people, by their place in the directory, how near


class NameIndex:
    """First names and surnames apart, each with who has it."""

    def __init__(self, people: Sequence[Person]) -> None:
        parts = [_parts(person) for person in people]
        self._firsts = _Forms((place, form) for place, (first, _) in enumerate(parts) for form in first)
        self._surnames = _Forms((place, form) for place, (_, last) in enumerate(parts) for form in last)
        self.first_names = lru_cache(MOST_REMEMBERED)(self._firsts.near)
        self.surnames = lru_cache(MOST_REMEMBERED)(self._surnames.near)

    def is_written(self, word: str) -> bool:
        """Whether somebody's first name, nickname or surname is written so."""
        return word in self._firsts.written or word in self._surnames.written


class _Forms:
    """Ways a kind of name may be written or heard, and the people each belongs to."""

    def __init__(self, named: Iterable[tuple[int, tuple[str, float]]]) -> None:
        owners: dict[Sound, dict[int, float]] = {}
        self.written: set[str] = set()
        for place, (form, sure) in named:
            sound = sound_of(form)
            having = owners.setdefault(sound, {})
            having[place] = max(having.get(place, 0.0), sure)
            if sure >= GENERAL:  # "may" is how Mei is heard, and nobody is written so
                self.written.add(sound.written)
        sounds = list(owners)
        self._owners = list(owners.values())
        self._written = [sound.written for sound in sounds]
        self._full = [sound.full for sound in sounds]
        self._bones = [sound.bones for sound in sounds]

    def near(self, said: str, least: float = 0.0) -> Near:
        """Who may be called what was said, WORTH_KEEPING near at least, by forms that are as sure as `least`. The same
        measure as sounds.nearness, all at once."""
        if not self._owners:
            return {}
        sound = sound_of(said)
        written, full, bones = (
            process.cdist([one], many, scorer=OSA.normalized_similarity, dtype=np.float32)[0]
            for one, many in (
                (sound.written, self._written),
                (sound.full, self._full),
                (sound.bones, self._bones),
            )
        )
        score = np.maximum(
            written, np.maximum(0.6 * full + 0.4 * bones, 0.5 * written + 0.3 * full + 0.2 * bones)
        )
        score = np.minimum(score, 0.99)
        score[(written == 1.0) | ((full == 1.0) & (len(sound.full) > 1))] = 1.0
        found: Near = {}
        for form in np.flatnonzero(score >= WORTH_KEEPING):
            for place, sure in self._owners[form].items():
                if sure < least:
                    continue
                found[place] = max(found.get(place, 0.0), float(score[form]) * sure)
        return found


def _parts(person: Person) -> tuple[dict[tuple[str, float], None], dict[tuple[str, float], None]]:
    """The forms of somebody's first name and of their surname, each with how sure it is."""
    words = name_words(person.name)
    given, surname = _split(words, hyphens=_hyphens(person.name))
    firsts: dict[tuple[str, float], None] = {}
    for name in dict.fromkeys((" ".join(given), given[0])):
        firsts |= dict.fromkeys(_heard_as(name, LISTED))
        for other in known().nicknames.get(name, ()):
            firsts |= dict.fromkeys(_heard_as(other, GENERAL))
    for nickname in person.nicknames:
        firsts |= dict.fromkeys(_heard_as(" ".join(name_words(nickname)), LISTED))
    surnames = dict.fromkeys(_heard_as(" ".join(surname), LISTED))
    if len(surname) > 1:
        for part in (surname[-1], surname[0]):
            if part not in _PARTICLES:
                surnames |= dict.fromkeys(_heard_as(part, GENERAL))
        surnames |= dict.fromkeys(_heard_in_parts(surname))
    return _with_respelled(person.name, firsts), _with_respelled(person.name, surnames)


def _with_respelled(name: str, forms: dict[tuple[str, float], None]) -> dict[tuple[str, float], None]:
    """Each form also as its letters are said: accents are gone from it, and looked up in the name."""
    accented = {plain(word): word for word in re.split(r"[\s-]+", name.lower())}
    for form, _ in tuple(forms):
        part = [accented.get(word, word) for word in form.split()]
        forms |= dict.fromkeys((heard, RESPELLED) for heard in heard_as(name, part))
    return forms


def _heard_as(name: str, sure: float) -> Iterator[tuple[str, float]]:
    yield name, sure
    for heard in known().sounds.get(name, ()):
        yield heard, sure


def _heard_in_parts(surname: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Tudor-Smythe is Tudor-Smith too."""
    for place, part in enumerate(surname):
        for heard in known().sounds.get(part, ()):
            yield " ".join((*surname[:place], heard, *surname[place + 1 :])), GENERAL


def _hyphens(name: str) -> int:
    """How many words the last hyphenated name has: Tudor-Smythe two, Haddock one."""
    return len(name_words(name.rsplit(maxsplit=1)[-1])) if name.split() else 1


def _split(words: Sequence[str], *, hyphens: int) -> tuple[Sequence[str], Sequence[str]]:
    """First name and surname: "Wei Ling" and "Chan", "Dominic" and "St John"."""
    start = max(len(words) - hyphens, 1)
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    return words[:start], words[start:] or words[-1:]


@cache
def _first_name_sounds() -> frozenset[str]:
    names = {*FIRST_NAMES, *known().nicknames, *known().sounds}
    heard = {spelt for name in names for spelt in known().sounds.get(name, ())}
    return frozenset(sound_of(name).full for name in names | heard)


def is_a_first_name(word: str) -> bool:
    """Whether it sounds just as a first name does that many have, or that is spelled otherwise: shaun, efa."""
    sound = sound_of(plain(word)).full
    return len(sound) > 1 and sound in _first_name_sounds()


__all__ = ["GENERAL", "NameIndex", "Near", "is_a_first_name"]
