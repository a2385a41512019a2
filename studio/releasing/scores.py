"""The figures of a comparison that decide whether a draft may go live."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Score:
    """Shares of messages answered rightly, 0 to 1, by the live model and by the draft's. `worse`: by more than chance;
    `before` is none where live has nothing of the kind."""

    title: str
    before: float | None
    after: float
    worse: bool = False

    @property
    def lost(self) -> float:
        """Points of a hundred."""
        return max(0.0, (self.before or 0.0) - self.after) * 100


@dataclass(frozen=True)
class Scores:
    """What a comparison of one commit with live found.

    Attributes:
        against: the model that was live.
        overall: over all held-out messages.
        safety_missed: messages of the safety list that the draft does not hear.
        conversations_failed: titles of conversations that no longer go as written.
    """

    commit: str
    model: str
    against: str
    overall: Score
    services: Sequence[Score] = ()
    safety_missed: Sequence[str] = ()
    conversations: int = 0
    conversations_failed: Sequence[str] = ()

    def as_json(self) -> dict[str, Any]:
        """For the history."""
        return {
            "overall_before": self.overall.before,
            "overall_after": self.overall.after,
            "safety_missed": len(self.safety_missed),
            "conversations": self.conversations,
            "conversations_failed": len(self.conversations_failed),
            "services": {score.title: [score.before, score.after] for score in self.services},
        }


class Comparing(Protocol):
    """Who has compared drafts with live."""

    def scores(self, draft_id: int, commit: str) -> Scores | None:
        """Of the newest comparison of exactly this commit; none when it was not compared."""


def percent(share: float | None) -> str:
    """Such as 91.3%."""
    return "nothing" if share is None else f"{share * 100:.1f}%"


def lines_of(scores: Mapping[str, Any]) -> list[str]:
    """The scores of a release in a few words, from `as_json`."""
    lines = [
        f"{percent(scores['overall_after'])} of the test messages right, {percent(scores['overall_before'])} before"
    ]
    lines.append(f"{scores['safety_missed']} messages about danger or harm missed")
    went = scores["conversations"] - scores["conversations_failed"]
    lines.append(f"{went} of {scores['conversations']} conversations went as written")
    return lines
