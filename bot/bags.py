"""Counted features of messages as sparse rows, weighed by how rare they are (TF-IDF).

Scikit-learn's vectorizers do this for many messages at once and take three times as long for one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

Features = Callable[
    [Any], Iterable[str]
]  # of a message, however it is read; a feature met twice counts twice
Row = tuple[np.ndarray, np.ndarray]
MOST_REMEMBERED = 50_000  # words come from outside: no memory without end


@dataclass(frozen=True)
class Bag:
    """One way of seeing messages: a feature's place and its weight. Rows have length 1."""

    features: Features
    places: dict[str, int]
    rarity: np.ndarray

    @classmethod
    def fit(cls, features: Features, messages: Sequence[Any], at_least: int = 1) -> tuple[Bag, csr_matrix]:
        """The bag and the messages' rows. Features that fewer than `at_least` of them have can teach nothing."""
        counted = [Counter(features(message)) for message in messages]
        having: Counter[str] = Counter()
        for counts in counted:
            having.update(counts.keys())
        kept = sorted(feature for feature, count in having.items() if count >= at_least)
        rarity = [math.log((1 + len(messages)) / (1 + having[feature])) + 1 for feature in kept]
        places = {feature: place for place, feature in enumerate(kept)}
        bag = cls(features, places, np.array(rarity, dtype=np.float32))
        return bag, stacked([bag._row(counts) for counts in counted], len(kept))

    def rows(self, messages: Iterable[Any]) -> list[Row]:
        return [self.row(message) for message in messages]

    def row(self, message: Any) -> Row:
        """Places and values of the features a message has."""
        return self._row(Counter(self.features(message)))

    def _row(self, counts: Counter[str]) -> Row:
        places = self.places
        known = [(places[feature], count) for feature, count in counts.items() if feature in places]
        if not known:
            return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.float32)
        found = np.array([place for place, _ in known], dtype=np.int32)
        often = np.array([count for _, count in known], dtype=np.float32)
        values = self.rarity[found] * (1 + np.log(often))
        return found, values / np.float32(math.sqrt(values @ values))


def stacked(rows: Sequence[Row], width: int) -> csr_matrix:
    """Shape (rows, width), float32."""
    ends = np.cumsum([0, *(len(places) for places, _ in rows)])
    places = np.concatenate([places for places, _ in rows]) if rows else np.empty(0, dtype=np.int32)
    values = np.concatenate([values for _, values in rows]) if rows else np.empty(0, dtype=np.float32)
    return csr_matrix((values, places, ends), shape=(len(rows), width))


def letters(words: str, sizes: Sequence[int]) -> Iterator[str]:
    """So many letters in a row within a word, its beginning and end marked by a space."""
    for word in words.split():
        yield from _letters(word, tuple(sizes))


@lru_cache(MOST_REMEMBERED)
def _letters(word: str, sizes: Sequence[int]) -> tuple[str, ...]:
    marked = f" {word} "
    found: list[str] = []
    for size in sizes:
        found += [marked[start : start + size] for start in range(max(1, len(marked) - size + 1))]
        if size >= len(marked):
            break  # a short word is whole once
    return tuple(found)


def in_a_row(tokens: Sequence[str], longest: int) -> Iterator[str]:
    """One token, two in a row and so on up to `longest`."""
    yield from tokens
    for size in range(2, longest + 1):
        for start in range(len(tokens) - size + 1):
            yield " ".join(tokens[start : start + size])
