"""The main figures, and how far each might lie from what more messages would show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from evaluation.judged import ANSWER, ASK, Judged
from evaluation.labelled import OUT_OF_SCOPE

RESAMPLES = 1000
SEED = 1
INTERVAL = (2.5, 97.5)  # percentiles: 95% lies between
BINS = 10  # of confidence, equally wide

TITLES = {
    "exact": "Exact: the first label is the likeliest intent",
    "acceptable": "Acceptable: any label is",
    "top_3": "A label is among the three likeliest",
    "macro_f1": "Macro-F1 (exact), the mean over the labels",
    "exact_as_printed": "Exact, with what is not understood counted as out of scope",
    "acceptable_as_printed": "Acceptable, counted so",
    "out_of_scope_recall": "Out-of-scope recall: not understood, or seen as out of scope",
    "out_of_scope_precision": "Out-of-scope precision: rightly so",
    "refused": "Real enquiries that are not understood",
    "turned_away": "Real enquiries not understood or taken for out of scope",
    "calibration_error": "Expected calibration error of confidence",
    "answered": "Answered outright",
    "asked": "Asked about",
    "unknown": "Not understood",
    "answered_precision": "Right among those answered outright",
    "asked_within_choices": "A label is among the three choices, of those asked about",
}


class Figure(NamedTuple):
    """A share from 0 to 1 with its bootstrap 95% interval; None where no message bears on it."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Columns:
    """Messages as arrays of shape (messages,), quick to resample."""

    truth: np.ndarray  # the main label, as a number
    guess: np.ndarray  # the likeliest intent, numbered alike
    exact: np.ndarray
    acceptable: np.ndarray
    within_choices: np.ndarray
    exact_as_printed: np.ndarray
    acceptable_as_printed: np.ndarray
    outside: np.ndarray
    may_be_outside: np.ndarray  # out of scope is one of its labels
    called_outside: np.ndarray
    answered: np.ndarray
    asked: np.ndarray
    unknown: np.ndarray
    confidence: np.ndarray

    @classmethod
    def of(cls, judged: Sequence[Judged]) -> Columns:
        names = {name: number for number, name in enumerate(sorted({j.row.labels[0] for j in judged}))}
        others = len(names)  # a guess that is nobody's main label is only ever wrong
        return cls(
            truth=np.array([names[j.row.labels[0]] for j in judged]),
            guess=np.array([names.get(j.guess or "", others) for j in judged]),
            exact=np.array([j.exact for j in judged]),
            acceptable=np.array([j.acceptable for j in judged]),
            within_choices=np.array([j.within_choices for j in judged]),
            exact_as_printed=np.array([j.printed == j.row.labels[0] for j in judged]),
            acceptable_as_printed=np.array([j.printed in j.row.labels for j in judged]),
            outside=np.array([j.row.outside for j in judged]),
            may_be_outside=np.array([OUT_OF_SCOPE in j.row.labels for j in judged]),
            called_outside=np.array([j.called_outside for j in judged]),
            answered=np.array([j.outcome == ANSWER for j in judged]),
            asked=np.array([j.outcome == ASK for j in judged]),
            unknown=np.array([j.unknown for j in judged]),
            confidence=np.array([j.confidence for j in judged]),
        )

    def rows(self, places: np.ndarray) -> Columns:
        return Columns(**{name: column[places] for name, column in vars(self).items()})


def figures(columns: Columns) -> dict[str, float]:
    """Each figure of TITLES; not a number where no message bears on it."""
    real = ~columns.outside
    return {
        "exact": _share(columns.exact),
        "acceptable": _share(columns.acceptable),
        "top_3": _share(columns.within_choices),
        "macro_f1": _macro_f1(columns.truth, columns.guess),
        "exact_as_printed": _share(columns.exact_as_printed),
        "acceptable_as_printed": _share(columns.acceptable_as_printed),
        "out_of_scope_recall": _share(columns.called_outside, columns.outside),
        "out_of_scope_precision": _share(columns.may_be_outside, columns.called_outside),
        "refused": _share(columns.unknown, real),
        "turned_away": _share(columns.called_outside & ~columns.may_be_outside, real),
        "calibration_error": _calibration_error(columns.confidence, columns.acceptable),
        "answered": _share(columns.answered),
        "asked": _share(columns.asked),
        "unknown": _share(columns.unknown),
        "answered_precision": _share(columns.acceptable, columns.answered),
        "asked_within_choices": _share(columns.within_choices, columns.asked),
    }


def with_intervals(judged: Sequence[Judged]) -> dict[str, Figure]:
    """Each figure with its interval: the messages drawn again, as many, with replacement, RESAMPLES times."""
    columns = Columns.of(judged)
    random = np.random.default_rng(SEED)
    drawn = [
        list(figures(columns.rows(random.integers(len(judged), size=len(judged)))).values())
        for _ in range(RESAMPLES)
    ]
    found = {}
    for (name, value), again in zip(figures(columns).items(), np.array(drawn).T, strict=True):
        seen = again[~np.isnan(again)]
        ends = np.percentile(seen, INTERVAL) if len(seen) and not np.isnan(value) else (np.nan, np.nan)
        found[name] = Figure(*(None if np.isnan(x) else float(x) for x in (value, *ends)))
    return found


def _share(right: np.ndarray, among: np.ndarray | None = None) -> float:
    chosen = right if among is None else right[among]
    return float(chosen.mean()) if len(chosen) else float("nan")


def _macro_f1(truth: np.ndarray, guess: np.ndarray) -> float:
    """The mean, over the labels that occur, of the harmonic mean of precision and recall."""
    size = max(truth.max(), guess.max()) + 1
    right = np.bincount(truth[truth == guess], minlength=size)
    occurs = np.bincount(truth, minlength=size)
    both = occurs + np.bincount(guess, minlength=size)
    return float((2 * right[occurs > 0] / both[occurs > 0]).mean())


def _calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """How far confidence is from the share that is acceptable, bin by bin, weighted by messages."""
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = np.bincount(bins, confidence, BINS) - np.bincount(bins, right, BINS)
    return float(np.abs(gaps).sum() / len(right))
