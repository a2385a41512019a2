"""The words residents and the council use, with how often they follow each other; what corrections go by."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

OFTEN = 3  # times a word that no dictionary has must occur in the phrases before it is a word and no slip
EVERYDAY = 3.5e-4  # of running English: a commoner word ("home", "new") is nobody's own, even in a title
START, END = "<", ">"

# How much of a word's share is that among the residents' own words; the rest is its share of English. What is left for
# words that neither has, and how far a place with many different followers leans on what else is known (Witten and
# Bell 1991). Chosen on phrases that were held out, with speech noise (bench/speech.py).
OWN, UNHEARD_OF = 0.75, 1e-7
OPEN_AFTER_ONE, OPEN_AFTER_TWO = 1.0, 1.5

_WORD = re.compile(r"[a-z]+")


@cache
def english() -> dict[str, float]:
    """Some 82,000 English words with their share of running text (the list that symspellpy ships)."""
    text = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    counts = {word: int(count) for word, count in (line.split() for line in text.splitlines() if line)}
    total = sum(counts.values())
    return {word: count / total for word, count in counts.items()}


@dataclass
class WordOrder:
    """How likely a word is after others: a model of one to three words in a row."""

    counts: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    triples: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._weigh()

    def __getstate__(self) -> tuple[Counter[str], Counter[tuple[str, str]], Counter[tuple[str, str, str]]]:
        return self.counts, self.pairs, self.triples

    def __setstate__(
        self, state: tuple[Counter[str], Counter[tuple[str, str]], Counter[tuple[str, str, str]]]
    ) -> None:
        self.counts, self.pairs, self.triples = state
        self._weigh()

    @classmethod
    def of(cls, texts: Iterable[str]) -> WordOrder:
        counts: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        triples: Counter[tuple[str, str, str]] = Counter()
        for text in texts:
            words = text.split()
            counts.update([*words, END])  # an end is as likely as a common word
            around = [START, START, *words, END]
            pairs.update(itertools.pairwise(around[1:]))
            triples.update(zip(around, around[1:], around[2:], strict=False))
        return cls(counts, pairs, triples)

    def share(self, two_before: str, before: str, word: str) -> float:
        """The probability of a word, above 0, given the two before it; START stands before the first."""
        share = OWN * self.counts[word] / self._total + (1 - OWN) * english().get(word, 0.0) + UNHEARD_OF
        for seen, (times, different), open_ in (
            (self.pairs.get((before, word), 0), self._after_one.get(before, _NEVER), OPEN_AFTER_ONE),
            (
                self.triples.get((two_before, before, word), 0),
                self._after_two.get((two_before, before), _NEVER),
                OPEN_AFTER_TWO,
            ),
        ):
            if times:
                share = (seen + open_ * different * share) / (times + open_ * different)
        return share

    def _weigh(self) -> None:
        """How many words, and how many different ones, followed each word and each two."""
        self._total = max(self.counts.total(), 1)
        after_one: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        after_two: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        for (before, _), times in self.pairs.items():
            of = after_one[before]
            of[0], of[1] = of[0] + times, of[1] + 1
        for (two_before, before, _), times in self.triples.items():
            of = after_two[two_before, before]
            of[0], of[1] = of[0] + times, of[1] + 1
        self._after_one = {key: (times, different) for key, (times, different) in after_one.items()}
        self._after_two = {key: (times, different) for key, (times, different) in after_two.items()}


_NEVER = (0, 0)


@dataclass(frozen=True)
class Vocabulary:
    """Counted over the training phrases and the council's own words.

    Attributes:
        phrases: how many phrases were counted.
        council: words from the catalogue's titles and hints: what a caller may well have meant.
        known: words that are not slips, from the phrases, the council's words and, in `is_known`, the dictionary.
    """

    phrases: int
    order: WordOrder
    council: frozenset[str]
    known: frozenset[str] = field(repr=False)

    @classmethod
    def of(cls, texts: Iterable[str], council: Iterable[str]) -> Vocabulary:
        """Texts as normalise.py leaves them. Council words are counted as often as a word that occurs often."""
        texts, council = list(texts), list(council)
        own = {
            word
            for phrase in council
            for word in phrase.split()
            if word.isalpha() and english().get(word, 0) < EVERYDAY
        }
        order = WordOrder.of([*texts, *council * OFTEN])
        known = {word for word, count in order.counts.items() if count >= OFTEN or word in english()}
        return cls(len(texts), order, frozenset(own), frozenset(known | own))

    def count(self, word: str) -> int:
        return self.order.counts[word]

    def share(self, word: str) -> float:
        """Of what residents say, above 0."""
        return self.order.share("", "", word)

    def has_some(self, text: str) -> bool:
        """Whether any word of a text is one that people use: not of "12345" nor of "flibble"."""
        return any(self.is_known(word) for word in text.split() if word.isalpha())

    def is_known(self, word: str) -> bool:
        return word in self.known or word in english() or not _WORD.fullmatch(word)
