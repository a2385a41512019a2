"""Counted features of messages as sparse rows, weighed by how rare they are (TF-IDF)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from bot.safety.reading import Reading

Features = Callable[[Reading], Iterator[str]]


@dataclass(frozen=True)
class Bag:
    """One way of seeing messages: a feature's place and its weight. Rows have length 1."""

    features: Features
    places: dict[str, int]
    rarity: np.ndarray

    @classmethod
    def fit(cls, features: Features, readings: Iterable[Reading], at_least: int) -> Bag:
        """Features that fewer than `at_least` of the messages have are left out: they can teach nothing."""
        seen: Counter[str] = Counter()
        total = 0
        for reading in readings:
            seen.update(set(features(reading)))
            total += 1
        kept = sorted(feature for feature, count in seen.items() if count >= at_least)
        rarity = [math.log((1 + total) / (1 + seen[feature])) + 1 for feature in kept]
        places = {feature: place for place, feature in enumerate(kept)}
        return cls(features, places, np.array(rarity, dtype=np.float32))

    def row(self, reading: Reading) -> tuple[np.ndarray, np.ndarray]:
        """Places and values of the features a message has."""
        counts: Counter[int] = Counter()
        for feature in self.features(reading):
            place = self.places.get(feature)
            if place is not None:
                counts[place] += 1
        found = np.fromiter(counts.keys(), dtype=np.intp, count=len(counts))
        values = self.rarity[found] * (
            1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))
        )
        length = float(np.sqrt(values @ values))
        return found, values / length if length else values

    def matrix(self, readings: Sequence[Reading]) -> csr_matrix:
        rows = [self.row(reading) for reading in readings]
        starts = np.cumsum([0, *(len(found) for found, _ in rows)])
        places = np.concatenate([found for found, _ in rows])
        values = np.concatenate([value for _, value in rows])
        return csr_matrix((values, places, starts), shape=(len(rows), len(self.places)), dtype=np.float32)
