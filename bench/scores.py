"""Figures a classifier is judged by. Shares from 0 to 1."""

from __future__ import annotations

import numpy as np
from scipy.stats import rankdata
from sklearn.metrics import matthews_corrcoef, roc_auc_score

BINS = 10
REFUSED = 0.05  # of real enquiries: what a resident may be asked to say again without cause


def calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """The expected difference between how sure a reading was and how often it was right, in ten equal bins."""
    places = np.minimum((confidence * BINS).astype(int), BINS - 1)
    error = 0.0
    for place in np.unique(places):
        inside = places == place
        error += float(inside.mean() * abs(confidence[inside].mean() - right[inside].mean()))
    return error


def line_that_refuses(familiarity: np.ndarray, share: float = REFUSED) -> float:
    """The familiarity below which this share of known messages lies."""
    return float(np.quantile(familiarity, share))


def told_apart(known: np.ndarray, strange: np.ndarray) -> float:
    """The chance that a known message looks more familiar than a strange one (area under the ROC curve)."""
    truth = np.concatenate([np.ones(len(known)), np.zeros(len(strange))])
    # Ranks, because what could not be read at all is infinitely strange.
    return float(roc_auc_score(truth, rankdata(np.concatenate([known, strange]))))


def matthews(truth: list[str], guesses: list[str]) -> float:
    """Matthews' correlation over all classes, from -1 to 1."""
    return float(matthews_corrcoef(truth, guesses))
