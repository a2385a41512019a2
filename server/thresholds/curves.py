"""What every other choice would have done: coverage against precision, refusals against what is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor
from statistics import mean
from typing import NamedTuple

from evaluation.judged import ANSWER, Judged
from server.thresholds.rule import Thresholds, applied

CONFIDENCES = [step / 50 for step in range(50)]
FAMILIARITY_STEP = 0.25
MOST_REFUSED = 0.3  # of real enquiries: nobody would choose more, so the curve ends there


class Point(NamedTuple):
    """What one threshold would do, the others as chosen. Shares from 0 to 1."""

    threshold: float
    across: float
    up: float
    chosen: bool


def coverage_and_precision(judged: Sequence[Judged], chosen: Thresholds) -> list[Point]:
    """By answer_from: the share of messages answered outright, and the share of those that is acceptable.

    Below ask_from as well, as if it were lower. Ends where nothing is answered any more.
    """
    points = []
    for at in sorted({*CONFIDENCES, chosen.answer_from}):
        moved = replace(chosen, answer_from=at, ask_from=min(at, chosen.ask_from))
        right = [j.acceptable for j in applied(judged, moved) if j.outcome == ANSWER]
        if not right:
            break
        points.append(Point(at, len(right) / len(judged), mean(right), at == chosen.answer_from))
    return points


def refusals_and_recall(judged: Sequence[Judged], chosen: Thresholds) -> list[Point]:
    """By familiar_from: the share of real enquiries refused, and of messages out of scope that are found."""
    familiarities = [j.familiarity for j in judged]
    first, last = floor(min(familiarities)), ceil(max(familiarities))
    steps = [first + FAMILIARITY_STEP * step for step in range(int((last - first) / FAMILIARITY_STEP) + 1)]
    points = []
    for at in sorted({*steps, chosen.familiar_from}):
        moved = applied(judged, replace(chosen, familiar_from=at))
        refused = mean(j.unknown for j in moved if not j.row.outside)
        found = mean(j.called_outside for j in moved if j.row.outside)
        if refused <= MOST_REFUSED or at == chosen.familiar_from:
            points.append(Point(at, refused, found, at == chosen.familiar_from))
    return points
