"""What the classifier learns: models that see a message in different ways, pooled so that confidence means something.

Their scores are added up with weights that cross-validation chooses (least negative log likelihood of phrases not
seen). Two or three numbers are too few to over-fit, and they do three things: they calibrate, they say which view to
trust, and they let a council with few phrases lean on the encoder and one with many lean on its own words.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from bot.language import linear
from bot.language.familiar import Familiarity, Signs
from bot.language.features import Ngrams, Views
from bot.language.neighbours import Neighbours

FOLDS = 5
ENOUGH = 1_500  # held-out phrases to choose a few weights by: more folds would only keep an editor waiting
UNCALIBRATED = 2.0  # the weight of each view when there are too few phrases to choose one
Scores = Callable[[Views], np.ndarray]


@dataclass(frozen=True)
class Reading:
    """What was made of some messages.

    Attributes:
        probabilities: shape (messages, labels); each row adds up to 1.
        familiarity: shape (messages,); see familiar.py.
    """

    probabilities: np.ndarray
    familiarity: np.ndarray


@dataclass(frozen=True)
class HeldOut:
    """What models made of phrases that they were not fitted on, one row each.

    Attributes:
        places: of the phrases among those `fit` was given.
        guesses: the likeliest label of each, as a place in EnquiryModel.labels.
        confidence: the share of probability it has, 0 to 1.
    """

    places: np.ndarray
    guesses: np.ndarray
    confidence: np.ndarray


@dataclass(frozen=True)
class EnquiryModel:
    """Fitted on phrases; plain data, so that it can be stored in the model archive."""

    labels: tuple[str, ...]
    ngrams: Ngrams
    over_ngrams: linear.Linear
    over_vectors: linear.Linear | None
    weights: np.ndarray
    familiarity: Familiarity

    def read(self, texts: Sequence[str], vectors: np.ndarray | None = None) -> Reading:
        """Texts as normalise.py leaves them. It needs vectors if, and only if, fit was given them."""
        views = self.ngrams.views(texts, vectors)
        seen = self._models.scores(views)
        scores = _pooled(seen, self.weights)
        return Reading(_softmax(scores), self.familiarity.of_messages(views, scores, _cosines(seen)))

    def shares(self, texts: Sequence[str], vectors: np.ndarray | None = None) -> np.ndarray:
        """The probabilities of `read` alone."""
        return _softmax(_pooled(self._models.scores(self.ngrams.views(texts, vectors)), self.weights))

    def shares_by_ngrams(self, texts: Sequence[str]) -> np.ndarray:
        """Shape (messages, labels); each row adds up to 1. What the words alone say, without the encoder."""
        views = self.ngrams.views(texts)
        return _softmax(self.weights[0] * self.over_ngrams.scores(views.ngrams))

    @property
    def _models(self) -> _Models:
        return _Models(self.over_ngrams, self.over_vectors, self.familiarity.signs.neighbours)


@dataclass(frozen=True)
class _Models:
    over_ngrams: linear.Linear
    over_vectors: linear.Linear | None
    neighbours: Neighbours | None

    @classmethod
    def fit(cls, views: Views, labels: np.ndarray) -> _Models:
        ngrams, meanings = linear.over_ngrams(views.ngrams, labels), views.meanings
        if views.vectors is None or meanings is None:
            return cls(ngrams, None, None)
        return cls(ngrams, linear.over_vectors(views.vectors, labels), Neighbours.of(meanings, labels))

    def scores(self, views: Views) -> list[np.ndarray]:
        found = [self.over_ngrams.scores(views.ngrams)]
        meanings = views.meanings
        if views.vectors is not None and meanings is not None and self.over_vectors and self.neighbours:
            found += [self.over_vectors.scores(views.vectors), self.neighbours.scores(meanings)]
        return found


def fit(texts: Sequence[str], labels: Sequence[str], vectors: np.ndarray | None = None) -> EnquiryModel:
    """Fit on phrases, one row each; texts as normalise.py leaves them.

    Raises:
        ValueError: fewer than two labels.
    """
    return fit_and_hold_out(texts, labels, vectors)[0]


def fit_and_hold_out(
    texts: Sequence[str], labels: Sequence[str], vectors: np.ndarray | None = None
) -> tuple[EnquiryModel, HeldOut | None]:
    """As `fit`, with what calibrating it has shown of phrases held out; none when there are too few to hold out.

    Raises:
        ValueError: fewer than two labels.
    """
    names = tuple(sorted(set(labels)))
    if len(names) < 2:
        raise ValueError("There must be phrases for at least two intents")
    truth = np.array([names.index(label) for label in labels])
    ngrams, views = Ngrams.fit(texts, vectors)
    with ThreadPoolExecutor(1) as meanwhile:  # the libraries beneath let go of Python's lock
        fitted = meanwhile.submit(_Models.fit, views, truth)
        weights, signs, held_out = _calibrated(texts, views, truth)
        models = fitted.result()
    familiarity = Familiarity.calibrated(Signs.of(views, truth), signs)
    fitted_model = EnquiryModel(names, ngrams, models.over_ngrams, models.over_vectors, weights, familiarity)
    return fitted_model, held_out


def _calibrated(
    texts: Sequence[str], views: Views, truth: np.ndarray
) -> tuple[np.ndarray, np.ndarray | None, HeldOut | None]:
    """The weights of the views, the signs of phrases that were held out, and what was made of these."""
    number_of_views = 1 if views.vectors is None else 3
    seen = [
        (train, held_out, _Models.fit(views.rows(train), truth[train]).scores(views.rows(held_out)))
        for train, held_out in _folds(texts, truth)
    ]
    if not seen:
        return np.full(number_of_views, UNCALIBRATED), None, None
    places = np.concatenate([held_out for _, held_out, _ in seen])
    scores_of_views = [np.vstack(of_view) for of_view in zip(*(s for _, _, s in seen), strict=True)]
    weights = _weights(scores_of_views, truth[places])
    signs = [
        Signs.of(views.rows(train), truth[train]).of_messages(
            views.rows(held_out), _pooled(scores, weights), _cosines(scores)
        )
        for train, held_out, scores in seen
    ]
    shares = _softmax(_pooled(scores_of_views, weights))
    return weights, np.vstack(signs), HeldOut(places, shares.argmax(axis=1), shares.max(axis=1))


def _folds(texts: Sequence[str], truth: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Which phrases to train on and which to hold out. A label with too few for every fold is never held out.

    The phrases of each label are dealt out in the order of their digests: as good as by chance, and whoever adds a
    phrase to one label leaves the folds of all others as they were, so that two models can be compared on them.
    """
    enough = np.bincount(truth)[truth] >= FOLDS
    places, always = np.flatnonzero(enough), np.flatnonzero(~enough)
    dealt: Counter[int] = Counter()
    fold_of = np.zeros(len(truth), dtype=int)
    for place in sorted(places, key=lambda place: hashlib.sha256(texts[place].encode()).digest()):
        fold_of[place] = dealt[truth[place]] % FOLDS
        dealt[truth[place]] += 1
    seen = 0
    for fold in range(FOLDS):
        held_out = places[fold_of[places] == fold]
        if not len(held_out):
            continue
        yield np.concatenate([places[fold_of[places] != fold], always]), held_out
        seen += len(held_out)
        if seen >= ENOUGH:
            return


def _weights(views: list[np.ndarray], truth: np.ndarray) -> np.ndarray:
    """One weight a view, none below zero, with the least negative log likelihood."""
    rows = np.arange(len(truth))
    of_truth = np.array([scores[rows, truth] for scores in views])  # shape (views, messages)

    def loss(logarithms: np.ndarray) -> tuple[float, np.ndarray]:
        weights = np.exp(logarithms)
        scores = _pooled(views, weights)
        shares = _softmax(scores)
        likelihood = np.log(np.clip(shares[rows, truth], 1e-12, None))
        expected = np.array([(shares * of_view).sum(axis=1) for of_view in views])
        return float(-likelihood.mean()), (expected - of_truth).mean(axis=1) * weights

    best = minimize(
        loss, np.zeros(len(views)), jac=True, method="L-BFGS-B", bounds=[(-5.0, 5.0)] * len(views)
    )
    return np.exp(best.x)


def _cosines(views: list[np.ndarray]) -> np.ndarray | None:
    """Of the views, that of the nearest phrases; none without an encoder."""
    return views[2] if len(views) > 2 else None


def _pooled(views: list[np.ndarray], weights: np.ndarray) -> np.ndarray:
    return np.sum([weight * scores for weight, scores in zip(weights, views, strict=True)], axis=0)


def _softmax(scores: np.ndarray) -> np.ndarray:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)
