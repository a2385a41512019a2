"""The record of changes: every change of the studio, by whom and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from database.base import now
from database.engine import Database
from studio.drafts.models import LONGEST_ADDRESS, LONGEST_NAME, Draft, RecordedChange
from studio.drafts.people import Person

PAGE = 50  # changes


@dataclass(frozen=True)
class ChangeRow:
    """A line of the record. `draft` is the title, when the change was made on one."""

    id: int
    at: datetime
    who: str
    what: str
    draft_id: int | None
    draft: str | None
    commit: str | None


def record(
    session: Session,
    who: Person,
    what: str,
    draft_id: int | None = None,
    commit: str | None = None,
    *,
    at: datetime | None = None,
) -> None:
    """Add a line, in the transaction of what it records."""
    change = RecordedChange(
        at=at or now(),
        who=who.name[:LONGEST_NAME],  # a programmer's name in git may be of any length
        email=who.email[:LONGEST_ADDRESS],
        what=what,
        draft_id=draft_id,
        commit=commit,
    )
    session.add(change)


def recorded(
    database: Database,
    *,
    draft_id: int | None = None,
    who: str | None = None,
    before: int | None = None,
    limit: int = PAGE,
) -> list[ChangeRow]:
    """Changes, newest first. `before`: only those older than the change with this id."""
    wanted = (
        select(RecordedChange, Draft.title)
        .outerjoin(Draft, Draft.id == RecordedChange.draft_id)
        .order_by(RecordedChange.id.desc())
        .limit(limit)
    )
    if draft_id is not None:
        wanted = wanted.where(RecordedChange.draft_id == draft_id)
    if who:
        wanted = wanted.where(RecordedChange.who == who)
    if before is not None:
        wanted = wanted.where(RecordedChange.id < before)
    with database.reading() as session:
        return [
            ChangeRow(row.id, row.at, row.who, row.what, row.draft_id, title, row.commit)
            for row, title in session.execute(wanted)
        ]


def people_recorded(database: Database) -> list[str]:
    """Everybody the record names, in the order of the alphabet."""
    with database.reading() as session:
        return list(session.scalars(select(RecordedChange.who).distinct().order_by(RecordedChange.who)))
