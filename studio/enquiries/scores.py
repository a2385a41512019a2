"""How well each intent is understood, from the latest comparison, if there is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from studio.room import Room
    from studio.working import Working


@dataclass(frozen=True)
class Confused:
    """A phrase the model took for another intent when it had not been taught it (cross-validation)."""

    phrase: str
    taken_for: str


@dataclass(frozen=True)
class Score:
    """`right` is the share understood, from 0 to 1; `confused` is what went wrong, the commonest first."""

    right: float
    confused: tuple[Confused, ...] = ()

    @property
    def percent(self) -> int:
        return round(100 * self.right)


class Scores(Protocol):
    """Gives the scores of a draft as it stands at a commit; of the live files when there is no draft."""

    def of(self, draft_id: int | None, commit: str) -> Mapping[str, Score]:
        """By intent; empty when nothing has been measured."""
        ...


class NoScores:
    """Where nothing has been measured yet."""

    def of(self, draft_id: int | None, commit: str) -> Mapping[str, Score]:
        return {}


def scores_of(room: Room, working: Working) -> Mapping[str, Score]:
    return room.scores.of(working.draft.id if working.draft else None, working.seen)
