"""A choice of thresholds, and what it and every other choice would do to the messages it was made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.figures import Figure, with_intervals
from evaluation.judged import Judged
from server.thresholds.choice import Aims, choose
from server.thresholds.curves import Point, coverage_and_precision, refusals_and_recall
from server.thresholds.rule import Thresholds, applied


@dataclass(frozen=True)
class Finding:
    """The figures are those of evaluation/figures.py."""

    aims: Aims
    thresholds: Thresholds
    messages: int
    outside: int  # of the messages
    present: Mapping[str, Figure]  # with the thresholds of the model that understood them
    then: Mapping[str, Figure]  # with the chosen ones
    answers: Sequence[Point]
    refusals: Sequence[Point]


def find(judged: Sequence[Judged], aims: Aims) -> Finding:
    """Choose, and look at what comes of it.

    Raises:
        CannotChoose: see `choose`.
    """
    thresholds = choose(judged, aims)
    return Finding(
        aims,
        thresholds,
        len(judged),
        sum(j.row.outside for j in judged),
        with_intervals(judged),
        with_intervals(applied(judged, thresholds)),
        coverage_and_precision(judged, thresholds),
        refusals_and_recall(judged, thresholds),
    )
