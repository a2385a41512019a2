"""Counted features of messages as sparse rows, weighed by how rare they are (TF-IDF).

Scikit-learn's vectorizers do this for many messages at once and take three times as long for one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

Features = Callable[[Any], Iterable[str]]  # of a message, however it is read; one met twice counts twice
Row = tuple[np.ndarray, np.ndarray]
MOST_REMEMBERED = 50_000  # words come from outside: no memory without end


class Bag:
    """One way of seeing messages: the place of each feature and its weight. Rows have length 1.

    Attributes:
        features: gives a message's features or, where `within` is set, its words, each of which has features of its
            own. Those of a word are looked up once: letters in a row are nine of ten features, and words come again.
        places: of the features in a row.
        rarity: their weights, shape (features,).
    """

    def __init__(
        self, features: Features, within: Features | None, places: dict[str, int], rarity: np.ndarray
    ) -> None:
        self.features, self.within, self.places, self.rarity = features, within, places, rarity
        self._places_in = lru_cache(MOST_REMEMBERED)(self._looked_up)

    def __reduce__(self) -> tuple[type[Bag], tuple[Any, ...]]:
        return Bag, (self.features, self.within, self.places, self.rarity)

    @classmethod
    def fit(
        cls, features: Features, within: Features | None, messages: Sequence[Any], at_least: int = 1
    ) -> tuple[Bag, Rows]:
        """The bag and the messages' rows. Features that fewer than `at_least` of them have can teach nothing."""
        having: Counter[str] = Counter()
        of_word = cache(within) if within else None
        for message in messages:
            found = set(features(message))
            having.update(set().union(*map(of_word, found)) if of_word else found)
        kept = sorted(feature for feature, count in having.items() if count >= at_least)
        rarity = [math.log((1 + len(messages)) / (1 + having[feature])) + 1 for feature in kept]
        places = {feature: place for place, feature in enumerate(kept)}
        bag = cls(features, within, places, np.array(rarity, dtype=np.float32))
        return bag, stacked(bag.rows(messages), len(kept))

    def rows(self, messages: Iterable[Any]) -> list[Row]:
        return [self.row(message) for message in messages]

    def row(self, message: Any) -> Row:
        """Places, in order, and values of the features a message has."""
        found = self.features(message)
        if self.within is None:
            every = self._looked_up_all(found)
        else:
            every = np.concatenate([_NOWHERE, *map(self._places_in, found)])
        if not len(every):
            return _NOWHERE, np.empty(0, dtype=np.float32)
        places, often = _counted(every)
        values = self.rarity[places] * (1 + np.log(often.astype(np.float32)))
        return places, values / np.float32(math.sqrt(values @ values))

    def _looked_up(self, word: str) -> np.ndarray:
        return self._looked_up_all(self.within(word) if self.within else (word,))

    def _looked_up_all(self, features: Iterable[str]) -> np.ndarray:
        """The places of those that are known."""
        found = map(self.places.get, features)
        return np.array([place for place in found if place is not None], dtype=np.int32)


_NOWHERE = np.empty(0, dtype=np.int32)


def _counted(every: np.ndarray) -> Row:
    """Each once, in order, and how often it was there: numpy.unique in a third of its time."""
    every.sort()
    first = np.empty(len(every) + 1, dtype=bool)
    first[0] = first[-1] = True
    np.not_equal(every[1:], every[:-1], out=first[1:-1])
    starts = np.flatnonzero(first)
    return every[starts[:-1]], starts[1:] - starts[:-1]


@dataclass(frozen=True)
class Rows:
    """Sparse rows in the layout of scipy's CSR matrices. For one message these take longer to make than to use."""

    data: np.ndarray
    indices: np.ndarray
    indptr: np.ndarray
    shape: tuple[int, int]

    @classmethod
    def of(cls, matrix: csr_matrix) -> Rows:
        return cls(matrix.data, matrix.indices, matrix.indptr, matrix.shape)

    def matrix(self) -> csr_matrix:
        return csr_matrix((self.data, self.indices, self.indptr), shape=self.shape)

    def each(self) -> Iterator[Row]:
        """The places and values of each row."""
        for start, end in zip(self.indptr, self.indptr[1:], strict=False):
            yield self.indices[start:end], self.data[start:end]


def stacked(rows: Sequence[Row], width: int) -> Rows:
    """Shape (rows, width), float32."""
    ends = np.cumsum([0, *(len(places) for places, _ in rows)])
    places = np.concatenate([_NOWHERE, *(places for places, _ in rows)])
    values = np.concatenate([np.empty(0, dtype=np.float32), *(values for _, values in rows)])
    return Rows(values, places, ends, (len(rows), width))


def letters(word: str, sizes: Sequence[int]) -> list[str]:
    """So many letters in a row of a word, its beginning and end marked by a space."""
    marked = f" {word} "
    found: list[str] = []
    for size in sizes:
        found += [marked[start : start + size] for start in range(max(1, len(marked) - size + 1))]
        if size >= len(marked):
            break  # a short word is whole once
    return found


def in_a_row(tokens: Sequence[str], longest: int) -> Iterator[str]:
    """One token, two in a row and so on up to `longest`."""
    yield from tokens
    for size in range(2, longest + 1):
        for start in range(len(tokens) - size + 1):
            yield " ".join(tokens[start : start + size])
