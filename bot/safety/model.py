"""What was learnt from the lines: how much a message is like those of each label.

Two things are added up. What its words say: linear support vector machines over letters, words, kinds of words and
rules. And what its meaning adds: the same machines over its vector, and the nearest line, which speaks for what only
one of them says. How all this is learnt is in learning.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bot.bags import Bag, Features
from bot.language.neighbours import Neighbours
from bot.safety import reading as seen_as
from bot.safety.lines import LABELS, NONE
from bot.safety.reading import Reading
from encoder.encoder import WIDTH


class View(NamedTuple):
    """`within` as in Bag; `weight` in likeness; `at_least` as many messages must share a feature."""

    features: Features
    within: Features | None
    weight: float
    at_least: int


VIEWS = (
    View(seen_as.single, seen_as.letters, 1.0, 3),
    View(seen_as.words, None, 1.0, 2),
    View(seen_as.kinds, None, 2.0, 2),
    View(seen_as.pairs, None, 1.0, 2),
    View(seen_as.rules, None, 1.0, 2),
)
NEAREST = 3.0  # what the cosine with the nearest line counts beside the machine's score
# How far below each threshold of parts a part may be, by its words and by what they mean where they stand, before it is
# not read by itself, which takes ten times as long. Of 300 parts of held-out messages that raise a label the one least
# told in this way is 0.96 below, and none of those past 0.6 changed a verdict; seven of eight parts are below this.
UNHEARD = 0.75


@dataclass(frozen=True)
class Machine:
    """One score a label from the views: `weights` of each bag, shape (features, labels); of the vectors, shape
    (768, labels), None without an encoder; `offsets`, shape (labels,)."""

    weights: tuple[np.ndarray, ...]
    of_meaning: np.ndarray | None
    offsets: np.ndarray


@dataclass(frozen=True)
class SafetyModel:
    """Plain data, so that it can be stored in the model archive.

    Attributes:
        lines: the meanings of the lines by label, in the order of LABELS; None without an encoder.
        thresholds: the score from which each label is raised.
        suicide: one score for emergencies alone, above nought for those of suicide; None where there is nothing to
            learn it from.
        thresholds_of_parts: the same for a part of a message, heard by itself.
    """

    bags: tuple[Bag, ...]
    machine: Machine
    lines: Neighbours | None
    thresholds: np.ndarray
    thresholds_of_parts: np.ndarray
    suicide: Machine | None

    def is_suicide(self, reading: Reading, vector: np.ndarray | None) -> bool:
        """Whether an emergency is more like those of suicide than like any other."""
        if self.suicide is None:
            return False
        score = self._of_words(self.suicide, reading)[0]
        if self.suicide.of_meaning is not None and vector is not None:
            score += (vector @ self.suicide.of_meaning)[0]
        return bool(score > 0)

    def scores(self, reading: Reading, vector: np.ndarray | None) -> np.ndarray:
        """Shape (labels,), in the order of RAISED. `vector` is needed if, and only if, fit was given vectors."""
        return self.of_words(reading) + self.of_meaning(vector)

    def of_words(self, reading: Reading) -> np.ndarray:
        """What the words say, shape (labels,)."""
        return self._of_words(self.machine, reading)

    def _of_words(self, machine: Machine, reading: Reading) -> np.ndarray:
        total = machine.offsets.copy()
        for bag, weights in zip(self.bags, machine.weights, strict=True):
            places, values = bag.row(reading)
            total += values @ weights[places]
        return total

    def of_meaning(self, vector: np.ndarray | None) -> np.ndarray:
        """What the meaning adds, shape (labels,); nothing without an encoder."""
        if self.lines is None or self.machine.of_meaning is None or vector is None:
            return np.zeros(len(self.thresholds), dtype=np.float32)
        return added_by_meaning(vector[None], self.machine.of_meaning, self.lines)[0]

    def may_be_raised(self, of_words: np.ndarray, in_context: np.ndarray | None) -> bool:
        """Whether a part of a message might be raised if it was read by itself, going by what its words say and by what
        they mean where they stand, shape (768,). Where that is not known, it might."""
        if self.machine.of_meaning is None or in_context is None:
            return True
        likely = of_words + in_context @ self.machine.of_meaning
        return bool((likely >= self.thresholds_of_parts - UNHEARD).any())


def added_by_meaning(vectors: np.ndarray, weights: np.ndarray, lines: Neighbours) -> np.ndarray:
    """Shape (messages, labels): what the machine makes of vectors, shape (messages, 768), and how much nearer each
    label's nearest line is than that of none."""
    cosines = lines.scores(meanings(vectors))
    none = LABELS.index(NONE)
    return np.asarray(vectors @ weights + NEAREST * (cosines[:, :none] - cosines[:, none:]), dtype=np.float32)


def meanings(vectors: np.ndarray) -> np.ndarray:
    """Of vectors in full, what is compared as it is."""
    return np.ascontiguousarray(vectors[:, :WIDTH])
