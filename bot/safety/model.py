"""What is learnt from the lines: how much a message is like those of each label.

Kernel ridge regression, one score a label: lines that share letters, words, kinds of words, rules or meaning are near
each other. Its closed form gives for every line the score it would have had if it had been left out of the training
(Rifkin and Lippert, "Notes on Regularized Least Squares", 2007), so the thresholds are chosen on lines not learnt,
at no cost beyond the one solution.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve, solve_triangular
from scipy.sparse import csr_matrix, hstack

from bot.safety import reading as seen_as
from bot.safety.bags import Bag, Features
from bot.safety.lines import NONE, RAISED
from bot.safety.reading import Reading

# The views with their weight in likeness and how many lines must share a feature. Chosen by leave-one-out on the lines.
VIEWS: tuple[tuple[Features, float, int], ...] = (
    (seen_as.letters, 1.0, 3),
    (seen_as.words, 1.0, 2),
    (seen_as.kinds, 2.0, 2),
    (seen_as.pairs, 1.0, 2),
    (seen_as.rules, 1.0, 2),
)
MEANING = 2.0  # the weight of the vectors
RIDGE = 0.3
ORDINARY = 0.3  # how much a phrase of an ordinary enquiry counts beside a line written for this
MOST_ORDINARY = 40  # phrases of ordinary enquiries, of some nine thousand, that a label may take
COMMON = 60  # lines; features of more are multiplied densely, which is faster


@dataclass(frozen=True)
class SafetyModel:
    """Plain data, so that it can be stored in the model archive.

    Attributes:
        weights: of each bag, shape (features, labels).
        vectors, alphas: the lines' meanings, shape (lines, 384), and their pull, shape (lines, labels); None without
            an encoder.
        thresholds: the score from which each label is raised.
    """

    bags: tuple[Bag, ...]
    weights: tuple[np.ndarray, ...]
    vectors: np.ndarray | None
    alphas: np.ndarray | None
    thresholds: np.ndarray

    def scores(self, reading: Reading, vector: np.ndarray | None) -> np.ndarray:
        """Shape (labels,), in the order of RAISED. `vector` is needed if, and only if, fit was given vectors."""
        total = np.zeros(len(RAISED), dtype=np.float32)
        for bag, weights in zip(self.bags, self.weights, strict=True):
            places, values = bag.row(reading)
            total += values @ weights[places]
        if self.vectors is not None and self.alphas is not None and vector is not None:
            total += _alike(self.vectors @ vector) @ self.alphas
        return total

    def scores_of_all(self, readings: Sequence[Reading], vectors: np.ndarray | None) -> np.ndarray:
        """Shape (messages, labels); the same as `scores` of each, many at once."""
        total = np.zeros((len(readings), len(RAISED)), dtype=np.float32)
        for bag, weights in zip(self.bags, self.weights, strict=True):
            total += bag.matrix(readings) @ weights
        if self.vectors is not None and self.alphas is not None and vectors is not None:
            total += _alike(vectors @ self.vectors.T) @ self.alphas
        return total


@dataclass(frozen=True)
class Fitted:
    """A model and what each line scored without itself, shape (lines, labels)."""

    model: SafetyModel
    left_out: np.ndarray


def fit(
    readings: Sequence[Reading],
    labels: Sequence[str],
    ordinary: Sequence[bool],
    vectors: np.ndarray | None,
    most_raised: dict[str, float],
) -> Fitted:
    """Fit on lines; `ordinary` marks phrases of enquiries, which are plentiful and count for less.

    `most_raised`: the share of lines labelled none, written for this, that each label may take.
    """
    bags = tuple(Bag.fit(features, readings, at_least) for features, _, at_least in VIEWS)
    views = [bag.matrix(readings) for bag in bags]
    strengths = [weight for _, weight, _ in VIEWS]
    scaled = hstack(
        [view * np.sqrt(weight) for view, weight in zip(views, strengths, strict=True)], format="csr"
    )
    likeness = _gram(scaled)
    if vectors is not None:
        likeness += _alike(vectors @ vectors.T)
    names, plain = np.array(labels), ~np.array(ordinary)
    truth = np.where(names[:, None] == np.array(RAISED)[None, :], 1.0, -1.0)
    alphas, left_out = _solved(likeness, truth, _importance(names, plain))
    model = SafetyModel(
        bags,
        tuple(
            (view.T @ alphas * weight).astype(np.float32)
            for view, weight in zip(views, strengths, strict=True)
        ),
        None if vectors is None else vectors.astype(np.float32),
        None if vectors is None else alphas.astype(np.float32),
        _thresholds(left_out[plain & (names == NONE)], left_out[~plain & (names == NONE)], most_raised),
    )
    return Fitted(model, left_out)


def _alike(products: np.ndarray) -> np.ndarray:
    """Likeness of meanings from the products of unit vectors: a Gaussian of their distance."""
    return np.asarray(MEANING * np.exp(2 * products - 2), dtype=np.float32)


def _gram(rows: csr_matrix) -> np.ndarray:
    """Products of every two rows, shape (lines, lines)."""
    common = np.asarray((rows != 0).sum(axis=0)).ravel() > COMMON
    dense = rows[:, common].toarray()
    rare = rows[:, ~common]
    return np.asarray(dense @ dense.T + (rare @ rare.T).toarray(), dtype=np.float32)


def _importance(labels: np.ndarray, plain: np.ndarray) -> np.ndarray:
    """Rare labels count for more, though less than in full proportion; ordinary phrases for less."""
    names, places, counts = np.unique(labels, return_inverse=True, return_counts=True)
    share = np.sqrt(len(labels) / len(names) / counts)[places]
    return np.asarray(share * np.where(plain, 1.0, ORDINARY))


def _solved(likeness: np.ndarray, truth: np.ndarray, importance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The pull of each line, and each line's scores without itself."""
    matrix = likeness.astype(np.float64)
    matrix[np.diag_indices_from(matrix)] += RIDGE / importance
    factor = cho_factor(matrix, lower=True, overwrite_a=True)
    alphas = cho_solve(factor, truth)
    inverse_of_factor = solve_triangular(factor[0], np.eye(len(truth)), lower=True, overwrite_b=True)
    diagonal = np.einsum("ij,ij->j", inverse_of_factor, inverse_of_factor)
    return alphas, truth - alphas / diagonal[:, None]


def _thresholds(look_alikes: np.ndarray, ordinary: np.ndarray, most_raised: dict[str, float]) -> np.ndarray:
    """By the share of look-alikes a label may take; but for danger, which is heard whatever it costs, also by how many
    phrases of ordinary enquiries it takes: "right you are" must not be told off."""
    thresholds = [
        np.quantile(look_alikes[:, place], 1 - most_raised[label]) for place, label in enumerate(RAISED)
    ]
    if len(ordinary) > MOST_ORDINARY:
        by_ordinary = np.sort(ordinary, axis=0)[-MOST_ORDINARY - 1]
        thresholds[1:] = np.maximum(thresholds[1:], by_ordinary[1:])
    return np.array(thresholds)
