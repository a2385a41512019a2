"""The rule that the thresholds serve, as bot/language/outcomes.py applies it.

This project cannot import the bot's; a test holds the two to the same outcomes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from evaluation.judged import ANSWER, ASK, UNKNOWN, Judged


@dataclass(frozen=True)
class Thresholds:
    """Named as in config.yml."""

    answer_from: float  # confidence, 0 to 1
    ask_from: float  # confidence
    familiar_from: float  # standard deviations, 0 for the usual phrase


def outcome(confidence: float, familiarity: float, thresholds: Thresholds) -> str:
    """Outcome of a message whose likeliest intent has this confidence."""
    if familiarity < thresholds.familiar_from or confidence < thresholds.ask_from:
        return UNKNOWN
    return ANSWER if confidence >= thresholds.answer_from else ASK


def applied(judged: Iterable[Judged], thresholds: Thresholds) -> list[Judged]:
    """The messages as they would come out with other thresholds. What could not be read stays unknown."""
    return [
        replace(
            j, outcome=outcome(j.confidence, j.familiarity, thresholds) if j.guess is not None else UNKNOWN
        )
        for j in judged
    ]
