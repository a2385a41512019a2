"""What a caller may have said where a speech recogniser wrote something else: "counsel tax", "a green been".

A noisy channel (Kernighan, Church and Gale 1990): each word that does not fit its neighbours may stand for one that
sounds like it, and the sentences that residents are likeliest to say, given what was written, are read beside the
written one. A right word is safe: what is in no doubt is never put up for a change, and a sentence is read again only
where another is much likelier.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from bot.language.phonetics import MOST_REMEMBERED, sounds
from bot.language.vocabulary import END, START, Vocabulary, english

# Chosen on phrases that training had not seen, with speech noise (bench/speech.py).
WRONG = 0.15  # the share of words that are taken to be misheard
EACH_OFF = 2.0  # by how much each sound off makes a word less likely to be heard (natural logarithm)
ANY_OTHER = 1.5  # the same for being one of the many words that sound alike
JOINED = 0.08  # the share of those errors that cut a word in two
IN_NO_DOUBT = 3  # times a word has stood beside its neighbours: it is right
GAIN = 0.1  # in natural logarithms a word: a sentence that is likelier by less is not worth another reading
MOST_KEPT = 3  # sentences
MOST_CANDIDATES = 16  # for a word
BEAM = 12  # beginnings of sentences that are followed
MOST_WORDS = 60  # of a message: time must not grow without limit
MOST_OFF = 2  # sounds; one in three of a short word
COMMON_ENGLISH = 3e-6  # of running English: the words residents may use besides those of the phrases

Beginning = tuple[float, tuple[str, ...]]


class Meant(NamedTuple):
    """A sentence that may have been said; the shares of all of them add up to 1."""

    words: str
    share: float


class Mishearings:
    """Only words that the pronouncing dictionary has can be heard as others."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary, self._order = vocabulary, vocabulary.order
        said = {word for word in vocabulary.known if word.isalpha()}
        said |= {word for word, share in english().items() if share >= COMMON_ENGLISH}
        self._by_sound: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(said):
            for sound in sounds(word):
                self._by_sound[sound].append(word)
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        for sound in self._by_sound:
            self._by_length[len(sound)].append(sound)
        self._candidates = lru_cache(MOST_REMEMBERED)(self._search)
        self._share = lru_cache(MOST_REMEMBERED)(self._logarithm)

    def meant(self, text: str) -> list[Meant]:
        """The likeliest sentences, the likeliest first; none where the written one is as good as any."""
        words = text.split()
        if not 1 < len(words) <= MOST_WORDS:
            return []
        found = self._sentences(words)
        written = self._of(words)
        if found[0][0] - written <= GAIN * (len(words) + 1):
            return []
        # The scores of two sentences differ by much more than their chances of being right.
        weights = [math.exp(0.3 * (score - found[0][0])) for score, _ in found]
        return [
            Meant(" ".join(path[2:]), weight / sum(weights))
            for (_, path), weight in zip(found, weights, strict=True)
        ]

    def _sentences(self, words: Sequence[str]) -> list[Beginning]:
        """The best few, each with its logarithm and two STARTs before its words."""
        reached: list[list[Beginning]] = [[] for _ in range(len(words) + 1)]
        reached[0] = [(0.0, (START, START))]
        for place, word in enumerate(words):
            best = sorted(reached[place], reverse=True)[:BEAM]
            reached[place + 1] += self._longer(best, self._options(words, place))
            if place + 1 < len(words):
                reached[place + 2] += self._longer(best, self._joined(word, words[place + 1]))
        whole = [(score + self._share(*path[-2:], END), path) for score, path in reached[-1]]
        return sorted(whole, reverse=True)[:MOST_KEPT]

    def _longer(
        self, beginnings: Sequence[Beginning], options: Sequence[tuple[str, float]]
    ) -> list[Beginning]:
        return [
            (score + heard + self._share(*path[-2:], word), (*path, word))
            for score, path in beginnings
            for word, heard in options
        ]

    def _of(self, words: Sequence[str]) -> float:
        """The logarithm of a sentence that was heard as it was said."""
        around = [START, START, *words, END]
        said = sum(map(self._share, around, around[1:], around[2:]))
        return said + len(words) * math.log(1 - WRONG)

    def _options(self, words: Sequence[str], place: int) -> Sequence[tuple[str, float]]:
        pairs, word = self._order.pairs, words[place]
        before = words[place - 1] if place else START
        after = words[place + 1] if place + 1 < len(words) else END
        beside = pairs.get((before, word), 0) + pairs.get((word, after), 0)
        itself = (word, math.log(1 - WRONG))
        return (itself,) if beside >= IN_NO_DOUBT else (itself, *self._candidates(word))

    def _search(self, word: str) -> tuple[tuple[str, float], ...]:
        """Words that may have been heard as this one, each with the logarithm of that."""
        found: dict[str, float] = {}
        for sound in sounds(word):
            for near, off in self._near(sound):
                for other in self._by_sound[near]:
                    found[other] = max(found.get(other, -math.inf), -EACH_OFF * off)
        found.pop(word, None)
        alone = self._vocabulary.share
        likeliest = sorted(found, key=lambda other: (-found[other] - 0.7 * math.log(alone(other)), other))
        return tuple(
            (other, math.log(WRONG) - ANY_OTHER + found[other]) for other in likeliest[:MOST_CANDIDATES]
        )

    def _near(self, sound: str) -> Iterator[tuple[str, int]]:
        """Sounds of a few more, fewer or other letters, each with how many."""
        most = min(MOST_OFF, max(1, len(sound) // 3))
        for length in range(len(sound) - most, len(sound) + most + 1):
            for near, off, _ in process.extract(
                sound,
                self._by_length.get(length, ()),
                scorer=Levenshtein.distance,
                score_cutoff=most,
                limit=None,
                processor=None,
            ):
                yield near, off

    def _joined(self, first: str, second: str) -> list[tuple[str, float]]:
        """ "pot whole" may be one word, where no phrase has the two side by side."""
        if (first, second) in self._order.pairs:
            return []
        return [
            (word, math.log(WRONG * JOINED))
            for one in sounds(first)
            for two in sounds(second)
            for word in self._by_sound.get(one + two, ())
            if self._order.counts[word]
        ]

    def _logarithm(self, two_before: str, before: str, word: str) -> float:
        return math.log(self._order.share(two_before, before, word))
