"""Council words got back from what a speech recogniser made of them: "counsel tax", "flight tipping", "a green been".

A word is replaced only by a council word that sounds like it, and only where its neighbours say so: "been" in "my been
was left" is a bin, in "I have been waiting" it is not. What stands beside what is counted over the training phrases;
what sounds like what comes from the CMU Pronouncing Dictionary, as the package eng-to-ipa carries it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.distance import Levenshtein

from bot.language.vocabulary import END, START, Vocabulary

# How often the council's word must have stood beside these neighbours, and how many times as often as the word heard.
# Chosen with bench/speech_noise.py: lower breaks right words in clean text.
SAME_SOUND_SEEN, NEAR_SOUND_SEEN, TIMES = 2, 2, 2
UNUSUAL = 4  # times in the phrases: a word heard that is commoner than this is not replaced for a near sound
NEAR_FROM = 3  # sounds: shorter words are near to everything
MOST_REMEMBERED = 20_000  # words come from outside: no memory without end

Sound = tuple[str, ...]


@lru_cache(MOST_REMEMBERED)
def pronunciations(word: str) -> tuple[Sound, ...]:
    """How a word sounds, most usual first, without stress: "bin" is (("B", "IH", "N"),). Empty for unknown words."""
    ways = _dictionary().get(word, ())
    return tuple(dict.fromkeys(tuple(sound.rstrip("012") for sound in way.upper().split()) for way in ways))


@cache
def _dictionary() -> dict[str, list[str]]:
    file = files("eng_to_ipa").joinpath("resources/CMU_dict.json")
    found: dict[str, list[str]] = json.loads(file.read_text(encoding="utf-8"))
    return found


class Sounds:
    """Indexes the council's words by how they sound. Only words that the dictionary has can be heard as others."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._by_sound: defaultdict[Sound, list[str]] = defaultdict(list)
        self._with_one_left_out: defaultdict[Sound, list[Sound]] = defaultdict(list)
        for word in sorted(vocabulary.council):
            for sound in pronunciations(word):
                self._by_sound[sound].append(word)
        for sound in self._by_sound:
            for shorter in _with_one_left_out(sound):
                self._with_one_left_out[shorter].append(sound)
        self._candidates: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def recovered(self, text: str) -> str:
        words = text.split()
        place = 0
        while place < len(words):
            joined = self._joined(words[place : place + 2])
            if joined:
                words[place : place + 2] = [joined]
            else:
                before = words[place - 1] if place else START
                after = words[place + 1] if place + 1 < len(words) else END
                words[place] = self._meant(before, words[place], after)
            place += 1
        return " ".join(words)

    def _meant(self, before: str, word: str, after: str) -> str:
        same, near = self._sounding_like(word)
        fits = self._fitting(same, before, word, after, SAME_SOUND_SEEN, telling=False)
        return fits or self._fitting(near, before, word, after, NEAR_SOUND_SEEN, telling=True) or word

    def _fitting(
        self, candidates: tuple[str, ...], before: str, word: str, after: str, least: int, *, telling: bool
    ) -> str | None:
        if not candidates:
            return None
        best, most = (
            None,
            max(TIMES * self._vocabulary.seen_between(before, word, after, telling=telling), least - 1),
        )
        for candidate in candidates:
            seen = self._vocabulary.seen_between(before, candidate, after, telling=telling)
            if seen > most:
                best, most = candidate, seen
        return best

    def _joined(self, words: list[str]) -> str | None:
        """ "pot whole" is one word: no phrase has the two side by side, and together they sound like a council word."""
        if len(words) < 2 or self._vocabulary.pairs[words[0], words[1]]:
            return None
        for first in pronunciations(words[0]):
            for second in pronunciations(words[1]):
                # Short words join into everything: "a lone", "bus as".
                if min(len(first), len(second)) >= NEAR_FROM and (
                    found := self._by_sound.get(first + second)
                ):
                    return found[0]
        return None

    def _sounding_like(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Council words that sound the same as a word, and those that sound nearly the same."""
        if word in self._vocabulary.council:
            return (), ()
        if word not in self._candidates:
            if len(self._candidates) > MOST_REMEMBERED:
                self._candidates.clear()
            self._candidates[word] = self._search(word)
        return self._candidates[word]

    def _search(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        sounds = pronunciations(word)
        same = [other for sound in sounds for other in self._by_sound.get(sound, ())]
        if self._vocabulary.counts[word] >= UNUSUAL:
            return tuple(same), ()
        near = [
            other
            for sound in sounds
            if len(sound) >= NEAR_FROM
            for heard in self._one_off(sound)
            for other in self._by_sound[heard]
            if not _related(word, other)
        ]
        return tuple(same), tuple(near)

    def _one_off(self, sound: Sound) -> list[Sound]:
        """The council's sounds at distance one: two that are that near have a form with one left out in common."""
        nearby = dict.fromkeys(
            heard
            for shorter in _with_one_left_out(sound)
            for heard in self._with_one_left_out.get(shorter, ())
        )
        return [
            heard
            for heard in nearby
            if len(heard) >= NEAR_FROM and Levenshtein.distance(sound, heard, score_cutoff=1) == 1
        ]


def _with_one_left_out(sound: Sound) -> set[Sound]:
    """A sound itself, and all that is left of it without one of its parts."""
    return {sound} | {sound[:place] + sound[place + 1 :] for place in range(len(sound))}


def _related(first: str, second: str) -> bool:
    """Forms of one word: "hole" and "holes" sound nearly the same and both are right."""
    return first.startswith(second[:-1]) or second.startswith(first[:-1])
