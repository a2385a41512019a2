"""Releases as pages and commands see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from studio.releasing.models import Kind, Release, Status
from studio.releasing.scores import lines_of
from studio.releasing.shown import ProcessView


@dataclass(frozen=True)
class ReleaseView:
    """One release.

    Attributes:
        scores: what the comparison had found, in a few lines; empty for alerts.
        can_be_taken_back: it is the newest, so the release before it can be live again.
    """

    id: int
    kind: Kind
    status: Status
    title: str
    draft_id: int | None
    takes_back: int | None
    commit: str
    model: str | None
    who: str
    why: str
    scores: Sequence[str]
    asked_at: datetime
    due_at: datetime
    live_at: datetime | None
    problem: str | None
    can_be_taken_back: bool = False

    @classmethod
    def of(cls, row: Release, newest: int | None = None) -> ReleaseView:
        return cls(
            id=row.id,
            kind=Kind(row.kind),
            status=Status(row.status),
            title=row.title,
            draft_id=row.draft_id,
            takes_back=row.takes_back,
            commit=row.commit,
            model=row.model,
            who=row.who,
            why=row.why,
            scores=lines_of(row.scores) if row.scores else (),
            asked_at=row.asked_at,
            due_at=row.due_at,
            live_at=row.live_at,
            problem=row.problem,
            can_be_taken_back=row.id == newest,
        )

    @property
    def over(self) -> bool:
        return self.status not in (Status.WAITING, Status.UNDER_WAY)


@dataclass(frozen=True)
class LiveView:
    """What residents meet.

    Attributes:
        release: the newest that went live; none before the first.
        models: file names of the models that answer: one, unless a process was left behind; empty when none answers.
        processes: what each process shows, with its problem.
    """

    commit: str
    release: ReleaseView | None
    models: Sequence[str]
    processes: Sequence[ProcessView]

    @property
    def released_at(self) -> datetime | None:
        return self.release.live_at if self.release else None

    @property
    def problems(self) -> list[ProcessView]:
        return [process for process in self.processes if process.problem]
