"""The words residents and the council use, with how often they follow each other; what corrections go by."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

OFTEN = 3  # times a word that no dictionary has must occur in the phrases before it is a word and no slip
EVERYDAY = 3.5e-4  # of running English: a commoner word ("home", "new") is nobody's own, even in a title

_WORD = re.compile(r"[a-z]+")
COMMON = 1e-3  # of running English: "the", "my", "out"
START, END = "<", ">"


@cache
def english() -> dict[str, float]:
    """Some 82,000 English words with their share of running text (the list that symspellpy ships)."""
    text = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    counts = {word: int(count) for word, count in (line.split() for line in text.splitlines() if line)}
    total = sum(counts.values())
    return {word: count / total for word, count in counts.items()}


@dataclass(frozen=True)
class Vocabulary:
    """Counted over the training phrases and the council's own words.

    Attributes:
        council: words from the catalogue's titles and hints: what a caller may well have meant.
        known: words that are not slips, from the phrases, the council's words and, in `is_known`, the dictionary.
    """

    counts: Counter[str]
    pairs: Counter[tuple[str, str]]
    council: frozenset[str]
    known: frozenset[str] = field(repr=False)

    @classmethod
    def of(cls, texts: Iterable[str], council: Iterable[str]) -> Vocabulary:
        """Texts as normalise.py leaves them. Council words are counted as often as a word that occurs often."""
        counts: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        own: set[str] = set()
        for phrase in council:
            words = phrase.split()
            own.update(word for word in words if word.isalpha() and english().get(word, 0) < EVERYDAY)
            _count(words, counts, pairs, OFTEN)
        for text in texts:
            _count(text.split(), counts, pairs, 1)
        known = {word for word, count in counts.items() if count >= OFTEN or word in english()}
        return cls(counts, pairs, frozenset(own), frozenset(known | own))

    def is_known(self, word: str) -> bool:
        return word in self.known or word in english() or not _WORD.fullmatch(word)

    def seen_between(self, before: str, word: str, after: str, *, telling: bool = False) -> int:
        """How often a word has stood after one word or before the other; `telling`: of neighbours such as "the" none
        counts. The ends of a message are nobody's neighbours."""
        return sum(
            self.pairs[pair]
            for pair, neighbour in (((before, word), before), ((word, after), after))
            if neighbour not in (START, END) and not (telling and english().get(neighbour, 0) > COMMON)
        )


def _count(words: Sequence[str], counts: Counter[str], pairs: Counter[tuple[str, str]], times: int) -> None:
    around = [START, *words, END]
    for word in around[:-1]:
        counts[word] += times
    for pair in itertools.pairwise(around):
        pairs[pair] += times
