"""How the safety model learns, and from where on it speaks.

The machine of each label is a linear support vector machine. What it scores on lines that were held out decides from
where a label is raised.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from bot.bags import Bag, Rows, stacked
from bot.language.neighbours import Neighbours
from bot.safety.lines import DANGER, LABELS, NONE, RAISED
from bot.safety.model import VIEWS, Machine, SafetyModel, added_by_meaning, meanings
from bot.safety.reading import Reading

MEANING = 2.0  # the weight of the vectors among the views
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
MOST_ORDINARY = {"emergency": 0.04, "safeguarding": 0.0075, "distress": 0.0075, "abuse": 0.005}
# The same for a part of a message that is heard by itself: a sentence of a story may sound like anything. An insult is
# one in a whole message only.
MOST_ALIKE_IN_PARTS = {"emergency": 0.02, "safeguarding": 0.01, "distress": 0.01, "abuse": 0.0}
MOST_ORDINARY_IN_PARTS = {"emergency": 0.005, "safeguarding": 0.002, "distress": 0.002, "abuse": 0.0}


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
        *(Bag.fit(view.features, view.within, examples.readings, view.at_least) for view in VIEWS),
        strict=True,
    )
    of_words = _weighed(views)
    of_parts = _weighed([stacked(bag.rows(examples.parts.readings), len(bag.places)) for bag in bags])
    # One after the other: machines fitted at the same time share the library's one source of chance, and then the same
    # lines give another model each time.
    weights, of_meaning, offsets = _fitted(of_words, examples.vectors, _truths(examples.labels))
    wholes, parts = _held_out(of_words, of_parts, examples)
    machine = Machine(_of_bags(weights, views), of_meaning, offsets)
    of_parts = _thresholds_of_parts(parts, examples)
    return SafetyModel(
        tuple(bags),
        machine,
        _lines(examples, np.arange(len(examples.labels))),
        _thresholds(wholes, examples),
        of_parts,
        _of_suicide(of_words, views, examples),
    )


def heard_in_parts(readings: Sequence[Reading], labels: np.ndarray) -> np.ndarray:
    """The places of the examples whose parts are wanted: those of no danger that the first fold holds out."""
    return np.flatnonzero((folds_of(readings) == 0) & (labels == LABELS.index(NONE)))


def folds_of(readings: Sequence[Reading]) -> np.ndarray:
    """The fold of each, by its words alone: one more line puts no other into another fold."""
    return np.array([zlib.crc32(reading.words.encode()) % FOLDS for reading in readings])


def _weighed(views: Sequence[Rows]) -> csr_matrix:
    """The bags' rows side by side, each with its weight in likeness."""
    return hstack(
        [rows.matrix() * np.sqrt(view.weight) for rows, view in zip(views, VIEWS, strict=True)], format="csr"
    )


def _of_bags(weights: np.ndarray, views: Sequence[Rows]) -> tuple[np.ndarray, ...]:
    """Of the weights of all bags those of each, for rows as the bag gives them."""
    of_bags = np.split(weights, np.cumsum([view.shape[1] for view in views])[:-1])
    return tuple(
        of_bag * np.float32(np.sqrt(view.weight)) for of_bag, view in zip(of_bags, VIEWS, strict=True)
    )


def _fitted(
    of_words: csr_matrix, vectors: np.ndarray | None, truths: Sequence[np.ndarray]
) -> tuple[np.ndarray, np.ndarray | None, np.ndarray]:
    """Of a machine for each truth, which is shape (rows,): weights of the bags, shape (features, truths), of vectors,
    shape (768, truths), and offsets, shape (truths,); float32."""
    weight = np.float32(np.sqrt(MEANING))
    rows = of_words
    if vectors is not None:
        rows = hstack([of_words, csr_matrix(vectors * weight)], format="csr")
    machines = [
        LinearSVC(C=REGULARISATION, tol=TOLERANCE, class_weight={True: RAISED_COUNT}, random_state=SEED).fit(
            rows, truth
        )
        for truth in truths
    ]
    weights = np.array([machine.coef_[0] for machine in machines], dtype=np.float32).T
    offsets = np.array([machine.intercept_[0] for machine in machines], dtype=np.float32)
    of_bags, of_meaning = np.split(np.ascontiguousarray(weights), [of_words.shape[1]])
    return of_bags, None if vectors is None else of_meaning * weight, offsets


def _truths(labels: np.ndarray) -> list[np.ndarray]:
    return [labels == label for label in range(len(RAISED))]


def _held_out(
    of_words: csr_matrix, of_parts: csr_matrix, examples: Examples
) -> tuple[np.ndarray, np.ndarray]:
    """What the examples and the parts score with models that have not seen them, shapes (messages, labels) and (parts,
    labels)."""
    found = np.empty((len(examples.labels), len(RAISED)), dtype=np.float32)
    parts: list[np.ndarray] = []
    folds = folds_of(examples.readings)
    for fold in range(FOLDS):
        train, held_out = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        vectors = None if examples.vectors is None else examples.vectors[train]
        fitted = _fitted(of_words[train], vectors, _truths(examples.labels[train]))
        lines = _lines(examples, train)
        found[held_out] = _scores(of_words[held_out], fitted, lines, examples.vectors, held_out)
        if not parts:  # they are of the first fold
            parts.append(_scores(of_parts, fitted, lines, examples.parts.vectors, slice(None)))
    return found, parts[0]


def _scores(
    rows: csr_matrix,
    fitted: tuple[np.ndarray, np.ndarray | None, np.ndarray],
    lines: Neighbours | None,
    vectors: np.ndarray | None,
    of: np.ndarray | slice,
) -> np.ndarray:
    """Shape (rows, labels). The rows' own vectors are those `of` the vectors."""
    weights, of_meaning, offsets = fitted
    of_words = np.asarray(rows @ weights + offsets)
    if lines is None or of_meaning is None or vectors is None or not len(of_words):
        return of_words
    return of_words + added_by_meaning(vectors[of], of_meaning, lines)


def _lines(examples: Examples, places: np.ndarray) -> Neighbours | None:
    if examples.vectors is None:
        return None
    telling = places[examples.lines[places]]
    return Neighbours.of(meanings(examples.vectors[telling]), examples.labels[telling])


def _of_suicide(of_words: csr_matrix, views: Sequence[Rows], examples: Examples) -> Machine | None:
    """What tells the emergencies of suicide from all others."""
    places = np.flatnonzero((examples.labels == DANGER) & examples.lines)
    if len(set(examples.suicide[places])) < 2:
        return None
    vectors = None if examples.vectors is None else examples.vectors[places]
    weights, of_meaning, offsets = _fitted(of_words[places], vectors, [examples.suicide[places]])
    return Machine(_of_bags(weights, views), of_meaning, offsets)


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


def _thresholds_of_parts(scores: np.ndarray, examples: Examples) -> np.ndarray:
    """By the part of each message that sounds most like a label; one without parts can raise no alarm by one."""
    loudest = np.full((len(examples.labels), len(RAISED)), -np.inf, dtype=np.float32)
    np.maximum.at(loudest, examples.parts.of, scores)
    heard = folds_of(examples.readings) == 0
    thresholds = [
        max(
            _exceeded_by(MOST_ALIKE_IN_PARTS[label], column[heard & examples.alike]),
            _exceeded_by(MOST_ORDINARY_IN_PARTS[label], column[heard & examples.ordinary]),
        )
        if MOST_ALIKE_IN_PARTS[label]
        else math.inf
        for label, column in zip(RAISED, loudest.T, strict=True)
    ]
    return np.array(thresholds, dtype=np.float32)


def _exceeded_by(share: float, scores: np.ndarray) -> float:
    """The score that this share of them exceeds; without any, none."""
    return float(np.quantile(scores, 1 - share, method="lower")) if len(scores) else -math.inf
