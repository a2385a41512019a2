"""What is learnt from the lines: how much a message is like those of each label.

Two things are added up. A linear support vector machine for each label, over letters, words, kinds of words, rules and
meaning, weighs what the lines have in common; and the nearest line in meaning speaks for what only one of them says.
The score from which a label is raised is chosen on lines that were held out.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from bot.bags import Bag, Features
from bot.language.neighbours import Neighbours
from bot.safety import reading as seen_as
from bot.safety.lines import LABELS, NONE, RAISED
from bot.safety.reading import Reading

# The views with their weight in likeness and how many messages must share a feature.
VIEWS: tuple[tuple[Features, float, int], ...] = (
    (seen_as.letters, 1.0, 3),
    (seen_as.words, 1.0, 2),
    (seen_as.kinds, 2.0, 2),
    (seen_as.pairs, 1.0, 2),
    (seen_as.rules, 1.0, 2),
)
MEANING = 2.0  # the weight of the vectors among the views
NEAREST = 2.0  # what the cosine with the nearest line counts beside the machine's score
REGULARISATION = 0.5
RAISED_COUNT = 2.0  # how much a line of a label counts beside one of none: there are far fewer
TOLERANCE = 0.05
FOLDS = 3
SEED = 42
# The share of messages held out that each label may take by mistake: of look-alikes written for this, and of phrases
# of ordinary enquiries, of which there are hundreds a day. Danger may take the most: one missed may cost a life, a
# false alarm costs a sentence about 999.
MOST_ALIKE = 0.05
MOST_ORDINARY = {"emergency": 0.02, "safeguarding": 0.0075, "distress": 0.0075, "abuse": 0.005}


@dataclass(frozen=True)
class Machine:
    """One score a label from the views: `weights` of each bag, shape (features, labels); of the vectors, shape
    (384, labels), None without an encoder; `offsets`, shape (labels,)."""

    weights: tuple[np.ndarray, ...]
    of_meaning: np.ndarray | None
    offsets: np.ndarray


@dataclass(frozen=True)
class SafetyModel:
    """Plain data, so that it can be stored in the model archive.

    Attributes:
        lines: the meanings of the lines by label, in the order of LABELS; None without an encoder.
        thresholds: the score from which each label is raised.
    """

    bags: tuple[Bag, ...]
    machine: Machine
    lines: Neighbours | None
    thresholds: np.ndarray

    def scores(self, reading: Reading, vector: np.ndarray | None) -> np.ndarray:
        """Shape (labels,), in the order of RAISED. `vector` is needed if, and only if, fit was given vectors."""
        total = self.machine.offsets.copy()
        for bag, weights in zip(self.bags, self.machine.weights, strict=True):
            places, values = bag.row(reading)
            total += values @ weights[places]
        if self.lines and self.machine.of_meaning is not None and vector is not None:
            total += vector @ self.machine.of_meaning + _nearest(self.lines, vector[None])[0]
        return total


@dataclass(frozen=True)
class Examples:
    """What is learnt from, one row each.

    Attributes:
        labels: places in LABELS.
        ordinary: marks phrases of enquiries; the others are lines written for this.
        vectors: None without an encoder.
    """

    readings: Sequence[Reading]
    labels: np.ndarray
    ordinary: np.ndarray
    vectors: np.ndarray | None

    @property
    def telling(self) -> np.ndarray:
        """Those a message is compared with one by one: all but the thousands of ordinary phrases."""
        return ~self.ordinary | (self.labels != LABELS.index(NONE))


def fit(examples: Examples) -> SafetyModel:
    bags, views = zip(
        *(Bag.fit(features, examples.readings, at_least) for features, _, at_least in VIEWS), strict=True
    )
    rows = hstack(
        [view * np.sqrt(weight) for view, (_, weight, _) in zip(views, VIEWS, strict=True)], format="csr"
    )
    if examples.vectors is not None:
        rows = hstack([rows, csr_matrix(examples.vectors * np.sqrt(MEANING))], format="csr")
    with ThreadPoolExecutor(1) as meanwhile:  # the library beneath lets go of Python's lock
        fitted = meanwhile.submit(_fitted, rows, examples.labels)
        thresholds = _thresholds(_held_out(rows, examples), examples)
        weights, offsets = fitted.result()
    ends = np.cumsum([view.shape[1] for view in views])
    of_views = np.split(weights, ends)
    machine = Machine(
        tuple(
            part * np.float32(np.sqrt(weight)) for part, (_, weight, _) in zip(of_views, VIEWS, strict=False)
        ),
        None if examples.vectors is None else of_views[-1] * np.float32(np.sqrt(MEANING)),
        offsets,
    )
    return SafetyModel(tuple(bags), machine, _lines(examples, np.arange(len(examples.labels))), thresholds)


def _fitted(rows: csr_matrix, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights, shape (features, labels), and offsets, shape (labels,), float32."""
    machines = []
    for label in range(len(RAISED)):
        machine = LinearSVC(
            C=REGULARISATION, tol=TOLERANCE, class_weight={True: RAISED_COUNT}, random_state=SEED
        )
        machines.append(machine.fit(rows, labels == label))
    weights = np.array([machine.coef_[0] for machine in machines], dtype=np.float32)
    offsets = np.array([machine.intercept_[0] for machine in machines], dtype=np.float32)
    return np.ascontiguousarray(weights.T), offsets


def _held_out(rows: csr_matrix, examples: Examples) -> np.ndarray:
    """What each example scores with models that have not seen it, shape (examples, labels)."""
    scores = np.empty((len(examples.labels), len(RAISED)), dtype=np.float32)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    for train, held_out in folds.split(examples.labels, examples.labels):
        weights, offsets = _fitted(rows[train], examples.labels[train])
        scores[held_out] = rows[held_out] @ weights + offsets
        lines = _lines(examples, train)
        if lines and examples.vectors is not None:
            scores[held_out] += _nearest(lines, examples.vectors[held_out])
    return scores


def _lines(examples: Examples, places: np.ndarray) -> Neighbours | None:
    if examples.vectors is None:
        return None
    telling = places[examples.telling[places]]
    return Neighbours.of(examples.vectors[telling], examples.labels[telling])


def _nearest(lines: Neighbours, vectors: np.ndarray) -> np.ndarray:
    """Shape (messages, labels): how much nearer each label's nearest line is than that of none."""
    cosines = lines.scores(vectors)
    none = LABELS.index(NONE)
    return np.asarray(NEAREST * (cosines[:, :none] - cosines[:, none:]), dtype=np.float32)


def _thresholds(scores: np.ndarray, examples: Examples) -> np.ndarray:
    none = examples.labels == LABELS.index(NONE)
    alike, ordinary = none & ~examples.ordinary, none & examples.ordinary
    thresholds = np.quantile(scores[alike], 1 - MOST_ALIKE, axis=0)
    if ordinary.any():
        least = [
            np.quantile(scores[ordinary, place], 1 - MOST_ORDINARY[label])
            for place, label in enumerate(RAISED)
        ]
        thresholds = np.maximum(thresholds, least)
    return np.asarray(thresholds, dtype=np.float32)
