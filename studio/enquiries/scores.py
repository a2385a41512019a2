"""How well each intent is understood, and what it is taken for, from the draft's latest comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import select

from database.engine import Database
from studio.workshop.comparison import CROSS_VALIDATION, TYPED, Comparison, Comparisons
from studio.workshop.models import StoredComparison

if TYPE_CHECKING:
    from studio.room import Room
    from studio.working import Working


@dataclass(frozen=True)
class Confused:
    """What an intent was taken for, how many times, and those of the messages that are known."""

    taken_for: str
    times: int
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Score:
    """`right` is the share understood, from 0 to 1; `fresh`: nothing was changed since it was measured.

    `confused` is what it was taken for instead, the commonest first. `tests` are its test messages as typed: how many
    are understood, and of how many. Where `of_phrases`, the share is that of its phrases, each read by a model that has
    not learnt it.
    """

    right: float
    tests: tuple[int, int] = (0, 0)
    of_phrases: bool = False
    confused: tuple[Confused, ...] = ()
    fresh: bool = True

    @property
    def percent(self) -> int:
        return round(100 * self.right)


class Scores(Protocol):
    """Gives the scores of a draft as it stands at a commit."""

    def of(self, draft_id: int, commit: str) -> Mapping[str, Score]:
        """By intent; empty when nothing has been measured."""
        ...


class ComparedScores:
    """From the comparison of a commit or, where it was not compared, from the newest of the draft."""

    def __init__(self, database: Database, comparisons: Comparisons | None = None) -> None:
        self._database, self._comparisons = database, comparisons or Comparisons(database)

    def of(self, draft_id: int, commit: str) -> Mapping[str, Score]:
        found = self._comparisons.latest(draft_id, commit)
        fresh = found is not None
        if found is None:
            newest = (
                select(StoredComparison.commit)
                .where(StoredComparison.draft_id == draft_id)
                .order_by(StoredComparison.id.desc())
                .limit(1)
            )
            with self._database.reading() as session:
                earlier = session.scalar(newest)
            found = self._comparisons.latest(draft_id, earlier) if earlier else None
        return read_scores(found, fresh=fresh) if found else {}


def read_scores(comparison: Comparison, *, fresh: bool) -> dict[str, Score]:
    """By cross-validation where there was any, since it looks at every phrase; else on the typed test messages."""
    typed, folds = comparison.parts.get(TYPED), comparison.parts.get(CROSS_VALIDATION)
    part = folds or typed
    if part is None:
        return {}
    found = {}
    for intent, score in part.intents.items():
        own = typed.intents.get(intent) if typed else None
        tests = (round(own.after * own.messages), own.messages) if own else (0, 0)
        found[intent] = Score(score.after, tests, part is folds, _confused(comparison, intent), fresh)
    return found


def _confused(comparison: Comparison, intent: str) -> tuple[Confused, ...]:
    cells = [cell for cell in comparison.confusion if cell.label == intent and cell.understood != intent]
    found = []
    for cell in sorted(cells, key=lambda cell: -cell.messages):
        pair = (intent, cell.understood)
        texts = [changed.text for changed in comparison.changed if (changed.wanted, changed.after) == pair]
        found.append(Confused(cell.understood, cell.messages, tuple(dict.fromkeys(texts))))
    return tuple(found)


def scores_of(room: Room, working: Working) -> Mapping[str, Score]:
    return room.scores.of(working.draft.id, working.seen) if room.scores and working.draft else {}
