"""Calibrated linear models over n-grams and, when there are any, over the encoder's vectors: small and quick.

N-grams know the council's words and forgive misspelt ones; vectors know what nobody wrote in a training phrase.
Their scores are added up, each first divided by its own temperature: in cross-validation on the phrases that was
better than either alone, bare scores added up, or the mean of probabilities.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.base import ClassifierMixin, clone
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.svm import LinearSVC

FOLDS = 5
# C of the two models, chosen by cross-validation on the training phrases. On n-grams a support vector machine
# equals logistic regression and trains ten times faster, which an editor waiting for a result notices; on 384
# numbers logistic regression is quick too, and its scores pool better.
NGRAM_REGULARISATION = 3.0
VECTOR_REGULARISATION = 10.0
SEED = 42
ANY_WORD = r"\w+"  # one-letter words too: "a", "u", "2"


@dataclass
class LinearModel:
    """Fitted models that see a message in different ways, with temperatures that make their confidence true.

    Attributes:
        models: over n-grams, then perhaps over vectors; all with the same labels.
        temperatures: what each model's scores are divided by before they are added up.
    """

    models: list[ClassifierMixin]
    temperatures: list[float]

    @property
    def labels(self) -> list[str]:
        return [str(label) for label in self.models[0].classes_]

    def probabilities(self, texts: Sequence[str], vectors: np.ndarray | None = None) -> np.ndarray:
        """Shape (texts, labels); each row adds up to 1. It needs vectors if, and only if, fit was given them."""
        views = zip(self.models, _views(texts, vectors), strict=True)
        return _softmax(_pooled([_scores(model, view) for model, view in views], self.temperatures))


def fit(texts: Sequence[str], labels: Sequence[str], vectors: np.ndarray | None = None) -> LinearModel:
    """Fit on phrases and, if given, on their vectors, one row a phrase.

    The temperatures come from cross-validation, because a model is too sure of what it has seen.
    """
    views, names = _views(texts, vectors), np.asarray(labels)
    models = [_over_ngrams(), _over_vectors()][: len(views)]
    temperatures = _temperatures(models, views, names)
    return LinearModel(
        [model.fit(view, names) for model, view in zip(models, views, strict=True)], temperatures
    )


def _views(texts: Sequence[str], vectors: np.ndarray | None) -> list[np.ndarray]:
    words = np.asarray(texts, dtype=object)
    return [words] if vectors is None else [words, vectors]


def _over_ngrams() -> ClassifierMixin:
    ngrams = FeatureUnion(
        [
            ("characters", TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True)),
            ("words", TfidfVectorizer(ngram_range=(1, 2), token_pattern=ANY_WORD, sublinear_tf=True)),
        ]
    )
    return make_pipeline(
        ngrams, LinearSVC(C=NGRAM_REGULARISATION, class_weight="balanced", random_state=SEED)
    )


def _over_vectors() -> ClassifierMixin:
    return LogisticRegression(C=VECTOR_REGULARISATION, class_weight="balanced", max_iter=1000)


def _temperatures(models: list[ClassifierMixin], views: list[np.ndarray], labels: np.ndarray) -> list[float]:
    """First each model's own, so that all speak equally loud; then one for their sum."""
    folds = min(FOLDS, *Counter(labels.tolist()).values())
    if folds < 2:
        return [1.0] * len(models)
    splits = list(StratifiedKFold(folds, shuffle=True, random_state=SEED).split(labels, labels))
    places = np.unique(labels, return_inverse=True)[1]  # in the order of the models' columns
    truth = np.concatenate([places[held_out] for _, held_out in splits])
    scores = [
        _held_out_scores(model, view, labels, splits) for model, view in zip(models, views, strict=True)
    ]
    own = [_best_temperature(of_one, truth) for of_one in scores]
    together = _best_temperature(_pooled(scores, own), truth)
    return [temperature * together for temperature in own]


def _held_out_scores(
    model: ClassifierMixin, view: np.ndarray, labels: np.ndarray, splits: list[tuple[np.ndarray, np.ndarray]]
) -> np.ndarray:
    """Every phrase's scores by a model that has not seen it, fold after fold."""
    return np.vstack(
        [_scores(clone(model).fit(view[train], labels[train]), view[held_out]) for train, held_out in splits]
    )


def _best_temperature(scores: np.ndarray, truth: np.ndarray) -> float:
    """The softmax temperature with the least negative log likelihood."""
    rows = np.arange(len(truth))

    def loss(log_temperature: float) -> float:
        chosen = _softmax(scores / np.exp(log_temperature))[rows, truth]
        return float(-np.log(np.clip(chosen, 1e-12, None)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-3, 3), method="bounded").x))


def _pooled(scores: list[np.ndarray], temperatures: list[float]) -> np.ndarray:
    return sum(of_one / temperature for of_one, temperature in zip(scores, temperatures, strict=True))


def _scores(model: ClassifierMixin, view: np.ndarray) -> np.ndarray:
    scores = model.decision_function(view)
    # Two labels give one column of scores; the first label's is its mirror image.
    return np.column_stack([-scores, scores]) if scores.ndim == 1 else scores


def _softmax(scores: np.ndarray) -> np.ndarray:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)
