"""A message, its label and what was understood, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.labelled import NO_DANGER, OUT_OF_SCOPE, Labelled, plain

FALLBACK = "nlu_fallback"
ANSWER, ASK, UNKNOWN = "answer", "ask", "unknown"  # as bot/language/outcomes.py calls them
CHOICES = 3  # how many a resident may be offered


@dataclass(frozen=True)
class Judged:
    """What `understand` printed, under the names that count (see `plain`).

    The guess is the likeliest intent even where the assistant would say that it did not understand, so that the
    classifier and the thresholds are judged apart.
    """

    row: Labelled
    likeliest: tuple[str, ...]  # the best first, at most CHOICES
    confidence: float
    familiarity: float
    outcome: str
    safety: str
    milliseconds: float

    @property
    def guess(self) -> str | None:
        """None when there was nothing to read, as in a message of emoji."""
        return self.likeliest[0] if self.likeliest else None

    @property
    def exact(self) -> bool:
        return self.guess == self.row.labels[0]

    @property
    def acceptable(self) -> bool:
        return self.guess in self.row.labels

    @property
    def within_choices(self) -> bool:
        return any(name in self.row.labels for name in self.likeliest)

    @property
    def printed(self) -> str:
        """The intent as printed: what is not understood is nobody's enquiry."""
        return OUT_OF_SCOPE if self.unknown or self.guess is None else self.guess

    @property
    def called_outside(self) -> bool:
        """Whether the assistant says that it is not ours, or that it did not understand."""
        return OUT_OF_SCOPE in (self.printed, self.guess)

    @property
    def unknown(self) -> bool:
        return self.outcome == UNKNOWN


def judge(rows: Sequence[Labelled], answers: Iterable[dict[str, Any]]) -> list[Judged]:
    """Put each message beside what `understand` printed of it.

    Raises:
        ValueError: there are more of the one than of the other.
    """
    return [_judged(row, answer) for row, answer in zip(rows, answers, strict=True)]


def _judged(row: Labelled, answer: dict[str, Any]) -> Judged:
    ranked = [rank["intent"] for rank in answer["ranking"] if rank["intent"] not in (None, FALLBACK)]
    return Judged(
        row,
        tuple(dict.fromkeys(map(plain, ranked)))[:CHOICES],
        float(answer["confidence"] or 0.0),
        float(answer["familiarity"] or 0.0),
        UNKNOWN if answer["intent"] in (None, FALLBACK) else answer["outcome"],
        answer.get("safety") or NO_DANGER,
        float(answer["milliseconds"]),
    )
