"""What is learnt from the lines: how much a message is like those of each label.

Two things are added up. A linear support vector machine for each label, over letters, words, kinds of words, rules and
meaning, weighs what the lines have in common; and the nearest line in meaning speaks for what only one of them says.
The score from which a label is raised is chosen on lines that were held out.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from bot.bags import Bag, Features, stacked
from bot.language.neighbours import Neighbours
from bot.safety import reading as seen_as
from bot.safety.lines import DANGER, LABELS, NONE, RAISED
from bot.safety.reading import Reading
from encoder.encoder import WIDTH

# The views with their weight in likeness and how many messages must share a feature.
VIEWS: tuple[tuple[Features, float, int], ...] = (
    (seen_as.letters, 1.0, 3),
    (seen_as.words, 1.0, 2),
    (seen_as.kinds, 2.0, 2),
    (seen_as.pairs, 1.0, 2),
    (seen_as.rules, 1.0, 2),
)
MEANING = 2.0  # the weight of the vectors among the views
NEAREST = 3.0  # what the cosine with the nearest line counts beside the machine's score
REGULARISATION = 0.5
RAISED_COUNT = 2.0  # how much a line of a label counts beside one of none: there are far fewer
TOLERANCE = 0.05
FOLDS = 3
SEED = 42
LINE, SAMPLE, NEAR = range(3)  # where an example is from; see council/safety/ordinary.yml for the last two
# The share of messages held out that each label may take by mistake: of look-alikes written for this, and of phrases
# of ordinary enquiries, of which there are hundreds a day. Danger may take the most: one missed may cost a life, a
# false alarm costs a sentence about 999.
MOST_ALIKE = {"emergency": 0.08, "safeguarding": 0.05, "distress": 0.05, "abuse": 0.05}
MOST_ORDINARY = {"emergency": 0.03, "safeguarding": 0.0075, "distress": 0.0075, "abuse": 0.005}
# The same for a part of a message that is heard by itself: a sentence of a story may sound like anything.
MOST_ALIKE_IN_PARTS, MOST_ORDINARY_IN_PARTS = 0.02, 0.005


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
        emergencies: the meanings of the emergencies, those of suicide as label 1; None without an encoder.
        threshold_of_parts: the score from which a part of a message, heard by itself, is danger.
    """

    bags: tuple[Bag, ...]
    machine: Machine
    lines: Neighbours | None
    thresholds: np.ndarray
    threshold_of_parts: float
    emergencies: Neighbours | None

    def is_suicide(self, vector: np.ndarray) -> bool:
        """Whether the nearest emergency to one is one of suicide."""
        return (
            self.emergencies is not None
            and int(self.emergencies.scores(_meanings(vector[None]))[0].argmax()) == 1
        )

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
class Parts:
    """Parts of the examples that `heard_in_parts` names, one row each; `of` is the example's place. They are not learnt
    from, as nobody has labelled them; they show how often a part of a harmless message sounds like danger."""

    readings: Sequence[Reading]
    of: np.ndarray
    vectors: np.ndarray | None


@dataclass(frozen=True)
class Examples:
    """What is learnt from, one row each.

    Attributes:
        labels: places in LABELS.
        kinds: LINE for what was written for this, SAMPLE and NEAR for the two sorts of ordinary phrases.
        suicide: marks the emergencies of that kind.
        vectors: the encoder's in full, shape (examples, 768); None without one.
    """

    readings: Sequence[Reading]
    labels: np.ndarray
    kinds: np.ndarray
    suicide: np.ndarray
    vectors: np.ndarray | None
    parts: Parts

    @property
    def lines(self) -> np.ndarray:
        """Those a message is compared with one by one: all but the thousands of ordinary phrases."""
        return self.kinds == LINE

    @property
    def alike(self) -> np.ndarray:
        """Look-alikes."""
        return self.lines & (self.labels == LABELS.index(NONE))

    @property
    def ordinary(self) -> np.ndarray:
        """Those that ordinary phrases are judged by: the others were chosen for how they sound."""
        return self.kinds == SAMPLE


def fit(examples: Examples) -> SafetyModel:
    bags, views = zip(
        *(Bag.fit(features, examples.readings, at_least) for features, _, at_least in VIEWS), strict=True
    )
    rows = _weighed(views, examples.vectors)
    parts = _weighed(
        [stacked(bag.rows(examples.parts.readings), len(bag.places)) for bag in bags], examples.parts.vectors
    )
    # One after the other: machines fitted at the same time share the library's one source of chance, and then the same
    # lines give another model each time.
    weights, offsets = _fitted(rows, examples.labels)
    of_wholes, of_parts = _held_out(rows, parts, examples)
    ends = np.cumsum([view.shape[1] for view in views])
    of_views = np.split(weights, ends)
    machine = Machine(
        tuple(
            part * np.float32(np.sqrt(weight)) for part, (_, weight, _) in zip(of_views, VIEWS, strict=False)
        ),
        None if examples.vectors is None else of_views[-1] * np.float32(np.sqrt(MEANING)),
        offsets,
    )
    return SafetyModel(
        tuple(bags),
        machine,
        _lines(examples, np.arange(len(examples.labels))),
        _thresholds(of_wholes, examples),
        _threshold_of_parts(of_parts, examples),
        _emergencies(examples),
    )


def heard_in_parts(readings: Sequence[Reading], labels: np.ndarray) -> np.ndarray:
    """The places of the examples whose parts are wanted: those of no danger that the first fold holds out."""
    return np.flatnonzero((folds_of(readings) == 0) & (labels == LABELS.index(NONE)))


def folds_of(readings: Sequence[Reading]) -> np.ndarray:
    """The fold of each, by its words alone: one more line puts no other into another fold."""
    return np.array([zlib.crc32(reading.words.encode()) % FOLDS for reading in readings])


def _weighed(views: Sequence[csr_matrix], vectors: np.ndarray | None) -> csr_matrix:
    """The views side by side, each with its weight in likeness."""
    rows = [view * np.sqrt(weight) for view, (_, weight, _) in zip(views, VIEWS, strict=True)]
    if vectors is not None:
        rows.append(csr_matrix(vectors * np.sqrt(MEANING)))
    return hstack(rows, format="csr")


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


def _held_out(rows: csr_matrix, parts: csr_matrix, examples: Examples) -> tuple[np.ndarray, np.ndarray]:
    """What the examples, shape (examples, labels), and the parts, shape (parts, labels), score with models that have
    not seen them."""
    scores = np.empty((len(examples.labels), len(RAISED)), dtype=np.float32)
    of_parts: list[np.ndarray] = []
    folds = folds_of(examples.readings)
    for fold in range(FOLDS):
        train, held_out = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        weights, offsets = _fitted(rows[train], examples.labels[train])
        lines = _lines(examples, train)
        scores[held_out] = _scores(rows[held_out], weights, offsets, lines, examples.vectors, held_out)
        if not of_parts:  # they are of the first fold
            of_parts.append(_scores(parts, weights, offsets, lines, examples.parts.vectors, slice(None)))
    return scores, of_parts[0]


def _scores(
    rows: csr_matrix,
    weights: np.ndarray,
    offsets: np.ndarray,
    lines: Neighbours | None,
    vectors: np.ndarray | None,
    of: np.ndarray | slice,
) -> np.ndarray:
    """Shape (rows, labels); the rows' own vectors are those `of` the vectors."""
    found = np.asarray(rows @ weights + offsets)
    return found + _nearest(lines, vectors[of]) if lines and vectors is not None and len(found) else found


def _lines(examples: Examples, places: np.ndarray) -> Neighbours | None:
    if examples.vectors is None:
        return None
    telling = places[examples.lines[places]]
    return Neighbours.of(_meanings(examples.vectors[telling]), examples.labels[telling])


def _emergencies(examples: Examples) -> Neighbours | None:
    places = np.flatnonzero((examples.labels == DANGER) & examples.lines)
    if examples.vectors is None or len(set(examples.suicide[places])) < 2:
        return None
    return Neighbours.of(_meanings(examples.vectors[places]), examples.suicide[places].astype(int))


def _nearest(lines: Neighbours, vectors: np.ndarray) -> np.ndarray:
    """Shape (messages, labels): how much nearer each label's nearest line is than that of none."""
    cosines = lines.scores(_meanings(vectors))
    none = LABELS.index(NONE)
    return np.asarray(NEAREST * (cosines[:, :none] - cosines[:, none:]), dtype=np.float32)


def _meanings(vectors: np.ndarray) -> np.ndarray:
    """Of vectors in full, what is compared as it is."""
    return np.ascontiguousarray(vectors[:, :WIDTH])


def _thresholds(scores: np.ndarray, examples: Examples) -> np.ndarray:
    alike, ordinary = examples.alike, examples.ordinary
    thresholds = [
        max(
            _exceeded_by(MOST_ALIKE[label], column[alike]),
            _exceeded_by(MOST_ORDINARY[label], column[ordinary]),
        )
        for label, column in zip(RAISED, scores.T, strict=True)
    ]
    return np.array(thresholds, dtype=np.float32)


def _threshold_of_parts(scores: np.ndarray, examples: Examples) -> float:
    """By the part of each message that sounds most like danger; a message without parts can raise no alarm by one."""
    loudest = np.full(len(examples.labels), -np.inf)
    np.maximum.at(loudest, examples.parts.of, scores[:, DANGER])
    heard = folds_of(examples.readings) == 0
    return max(
        _exceeded_by(MOST_ALIKE_IN_PARTS, loudest[heard & examples.alike]),
        _exceeded_by(MOST_ORDINARY_IN_PARTS, loudest[heard & examples.ordinary]),
    )


def _exceeded_by(share: float, scores: np.ndarray) -> float:
    """The score that this share of them exceeds; without any, none."""
    return float(np.quantile(scores, 1 - share, method="lower")) if len(scores) else -math.inf
