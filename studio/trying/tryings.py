"""Which rehearsals run and for whom: asked for by the pages, held by the studio's worker, one pair at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from database.base import now
from database.engine import Database
from studio.trying.models import Stage, Trying

IDLE = timedelta(minutes=2)  # a page that is open says so every minute
SILENT_AFTER = timedelta(seconds=20)  # a worker says every second that it is alive
LIVE, DRAFT = "live", "draft"
WORKER_GONE = "The rehearsal was stopped with the studio's worker. Start it again."


class InUse(Exception):
    """Somebody has the one pair there may be."""

    def __init__(self, view: TryingView) -> None:
        self.view = view
        super().__init__(view.staff_name)


@dataclass(frozen=True)
class SideView:
    """One side that runs. `content` is the folder its content is read from; `token` opens its door, see door.py; `note`
    is what an editor should know of it."""

    name: str  # LIVE or DRAFT
    content: str
    base_url: str
    token: str
    note: str = ""

    def as_json(self) -> dict[str, str]:
        return dict(vars(self))


@dataclass(frozen=True)
class TryingView:
    """A pair as it stands. `unheard`: the worker that should have it has said nothing for a while."""

    id: int
    staff_id: int
    staff_name: str
    draft_id: int | None
    commit: str | None
    stage: Stage
    asked_at: datetime
    used_at: datetime
    problem: str | None
    sides: dict[str, SideView]
    talk: dict[str, Any] | None
    unheard: bool

    @property
    def is_ready(self) -> bool:
        """It answers, if only the live side as yet."""
        return self.stage is Stage.READY and not self.unheard

    @property
    def awaits_draft(self) -> bool:
        return self.commit is not None and DRAFT not in self.sides


class Tryings:
    """Everything is in the database, so that each process of the web application sees the same.

    Args:
        clock: the present moment, aware.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database, self._clock = database, clock

    def running(self) -> TryingView | None:
        """The pair that is asked for or runs."""
        with self._database.reading() as session:
            row = _open(session)
            return self._view(row) if row else None

    def last_of(self, staff_id: int) -> TryingView | None:
        """The newest an editor asked for, which may have ended."""
        with self._database.reading() as session:
            wanted = select(Trying).where(Trying.staff_id == staff_id).order_by(Trying.id.desc()).limit(1)
            row = session.scalar(wanted)
            return self._view(row) if row else None

    def ask(
        self,
        staff_id: int,
        staff_name: str,
        draft_id: int | None,
        commit: str | None,
        instead_of: int | None = None,
    ) -> TryingView:
        """Ask for a pair; without a draft, for live alone.

        Args:
            instead_of: the pair of somebody else that is to stop for it.
        Raises:
            InUse: somebody else has it; their pair goes on.
        """
        at = self._clock()
        try:
            with self._database.session() as session:
                there = _open(session)
                if there:
                    view = self._view(there)
                    if there.staff_id != staff_id and there.id != instead_of and not view.unheard:
                        raise InUse(view)
                    _close(there, Stage.ENDED)
                    session.flush()
                row = Trying(
                    is_open=True,
                    staff_id=staff_id,
                    staff_name=staff_name,
                    draft_id=draft_id,
                    commit=commit,
                    stage=Stage.ASKED,
                    asked_at=at,
                    used_at=at,
                )
                session.add(row)
                session.flush()
                return self._view(row)
        except IntegrityError:  # somebody asked in the same moment
            there_now = self.running()
            if there_now is None:
                raise
            raise InUse(there_now) from None

    def stop(self, trying_id: int, staff_id: int) -> None:
        """Stop a pair of one's own; one that has ended stays so."""
        with self._database.session() as session:
            row = session.get(Trying, trying_id)
            if row and row.is_open and row.staff_id == staff_id:
                _close(row, Stage.ENDED)

    def looked_at(self, trying_id: int) -> None:
        """An open page says that somebody is there."""
        with self._database.session() as session:
            row = session.get(Trying, trying_id)
            if row and row.is_open:
                row.used_at = self._clock()

    def used(self, trying_id: int, talk: dict[str, Any] | None) -> None:
        """The pair runs for IDLE from now. `talk`: how the conversation stands."""
        with self._database.session() as session:
            row = session.get(Trying, trying_id)
            if row and row.is_open:
                row.used_at, row.talk = self._clock(), talk

    # What follows is the worker's.

    def take(self, worker: str) -> TryingView | None:
        """A pair that is asked for, which is then this worker's. Those of workers that were killed are ended."""
        with self._database.session() as session:
            row = _open(session, lock=True)
            if row is None or row.worker == worker:
                return None
            if row.worker is not None:
                if self._view(row).unheard:
                    row.problem = WORKER_GONE
                    _close(row, Stage.FAILED)
                return None
            row.worker, row.heard_at, row.stage = worker, self._clock(), Stage.STARTING
            return self._view(row)

    def beat(self, trying_id: int) -> bool:
        """Say that the worker is alive; false when the pair is wanted no more."""
        with self._database.session() as session:
            row = session.get(Trying, trying_id)
            if row is None or not row.is_open:
                return False
            row.heard_at = self._clock()
            starts = row.commit is not None and DRAFT not in (row.sides or {})
            if row.stage == Stage.READY and not starts and row.heard_at - row.used_at > IDLE:
                _close(row, Stage.ENDED)
                return False
            return True

    def ready(self, trying_id: int, sides: list[SideView]) -> None:
        """These sides answer. Called again when the draft has started after live."""
        with self._database.session() as session:
            row = session.get(Trying, trying_id)
            if row and row.is_open:
                row.stage, row.heard_at = Stage.READY, self._clock()
                row.used_at = row.heard_at
                row.sides = {side.name: side.as_json() for side in sides}

    def end(self, trying_id: int, problem: str | None = None) -> None:
        """The pair has gone. `problem` says why, where nobody asked for it."""
        with self._database.session() as session:
            row = session.get(Trying, trying_id)
            if row and row.is_open:
                row.problem = problem
                _close(row, Stage.FAILED if problem else Stage.ENDED)

    def _view(self, row: Trying) -> TryingView:
        since = row.heard_at or row.asked_at
        return TryingView(
            row.id,
            row.staff_id,
            row.staff_name,
            row.draft_id,
            row.commit,
            Stage(row.stage),
            row.asked_at,
            row.used_at,
            row.problem,
            {name: SideView(**side) for name, side in (row.sides or {}).items()},
            row.talk,
            unheard=bool(row.is_open) and self._clock() - since > SILENT_AFTER,
        )


def _open(session: Session, *, lock: bool = False) -> Trying | None:
    wanted = select(Trying).where(Trying.is_open.is_(True))
    return session.scalar(wanted.with_for_update() if lock else wanted)


def _close(row: Trying, stage: Stage) -> None:
    """Its tokens and the keys of what was said go with it."""
    row.is_open, row.stage = None, stage
    row.sides = row.talk = None
