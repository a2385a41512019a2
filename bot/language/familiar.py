"""How like the training phrases a message is: what the assistant was never taught looks strange in several ways.

Each way alone is fooled by something (an n-gram match by common words, a near vector by a common subject), so their
z-scores are averaged, that of the pooled scores' size twice, since it finds nearly as much as all of them together
(make bench-language on CLINC150).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.bags import Rows
from bot.language.features import Views
from bot.language.neighbours import Neighbours

SHRINKAGE = 0.1  # of the covariance towards a ball: 384 numbers and a few thousand phrases
SPREAD_AT_LEAST = 1e-6  # of a sign that never varies
# What each sign counts, in the order of Signs.of_messages; without an encoder there are only the first three.
IMPORTANCE = np.array([1, 2, 1, 1, 1])


@dataclass(frozen=True)
class Centres:
    """The labels' mean vectors in coordinates where phrases scatter equally in all directions (Mahalanobis)."""

    whitening: np.ndarray
    means: np.ndarray

    @classmethod
    def of(cls, vectors: np.ndarray, labels: np.ndarray) -> Centres:
        means = np.array([vectors[labels == label].mean(axis=0) for label in range(labels.max() + 1)])
        scatter = vectors - means[labels]
        covariance = scatter.T @ scatter / len(vectors)
        ball = np.eye(len(covariance)) * np.trace(covariance) / len(covariance)
        covariance = (1 - SHRINKAGE) * covariance + SHRINKAGE * ball + SPREAD_AT_LEAST * np.eye(len(ball))
        whitening = np.linalg.cholesky(np.linalg.inv(covariance)).astype(np.float32)
        return cls(whitening, means.astype(np.float32) @ whitening)

    def distances(self, vectors: np.ndarray) -> np.ndarray:
        """Shape (messages,): the squared distance to the nearest label's mean."""
        points = vectors @ self.whitening
        squares = (points**2).sum(axis=1)[:, None] + (self.means**2).sum(axis=1)[None, :]
        return (squares - 2 * points @ self.means.T).min(axis=1)


@dataclass(frozen=True)
class Signs:
    """What a message is compared with. Without an encoder only the words and the scores speak."""

    words: Rows  # of the training phrases, transposed: (n-grams, phrases)
    neighbours: Neighbours | None
    centres: Centres | None

    @classmethod
    def of(cls, views: Views, labels: np.ndarray) -> Signs:
        words, meanings = Rows.of(views.words.matrix().T.tocsr()), views.meanings
        if meanings is None:
            return cls(words, None, None)
        return cls(words, Neighbours.of(meanings, labels), Centres.of(meanings, labels))

    def of_messages(self, views: Views, scores: np.ndarray, cosines: np.ndarray | None) -> np.ndarray:
        """Shape (messages, signs); a larger number is more familiar. `scores` are the pooled ones, `cosines` those of
        each label's nearest phrase; None without an encoder."""
        highest = scores.max(axis=1)
        shares = np.exp(scores - highest[:, None])
        total = shares.sum(axis=1)
        shares /= total[:, None]
        certainty = (shares * np.log(np.clip(shares, 1e-12, None))).sum(axis=1)
        signs = [certainty, highest + np.log(total), _most_shared(views.words, self.words)]
        meanings = views.meanings
        if meanings is not None and cosines is not None and self.centres is not None:
            signs += [cosines.max(axis=1), -self.centres.distances(meanings)]
        return np.column_stack(signs)


@dataclass(frozen=True)
class Familiarity:
    """Turns signs into one number: 0 for the usual phrase that training has not seen, in standard deviations."""

    signs: Signs
    means: np.ndarray
    spreads: np.ndarray

    @classmethod
    def calibrated(cls, signs: Signs, held_out: np.ndarray | None) -> Familiarity:
        """`held_out` are signs of phrases by models that have not seen them; None when there are too few phrases."""
        if held_out is None:
            return cls(signs, np.zeros(1), np.ones(1))
        return cls(signs, held_out.mean(axis=0), np.maximum(held_out.std(axis=0), SPREAD_AT_LEAST))

    def of_messages(self, views: Views, scores: np.ndarray, cosines: np.ndarray | None) -> np.ndarray:
        """Shape (messages,)."""
        signs = (self.signs.of_messages(views, scores, cosines) - self.means) / self.spreads
        return np.average(signs, axis=1, weights=IMPORTANCE[: signs.shape[1]])


def _most_shared(messages: Rows, phrases: Rows) -> np.ndarray:
    """The cosine of each message's words with the phrase that shares most; both have rows of length 1."""
    starts, ends = phrases.indptr[:-1], phrases.indptr[1:]
    found = np.zeros(messages.shape[0])
    for row, (places, values) in enumerate(messages.each()):
        if not len(places):
            continue
        having = [slice(start, end) for start, end in zip(starts[places], ends[places], strict=True)]
        shared = np.repeat(values, ends[places] - starts[places])
        shared *= np.concatenate([phrases.data[of_word] for of_word in having])
        found[row] = np.bincount(
            np.concatenate([phrases.indices[of_word] for of_word in having]), shared, 1
        ).max()
    return found
