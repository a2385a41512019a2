"""Which content each process shows, and why one cannot: written by the processes, read by the Releases page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from database.base import now
from database.engine import Database
from studio.releasing.marker import Live
from studio.releasing.models import ContentShown

PROCESSES = {
    "web": "Chat, phone and staff pages",
    "actions": "The assistant's answers",
    "worker": "Texts and call-backs",
}


@dataclass(frozen=True)
class ProcessView:
    """`title` is what the process does for people; `problem` says why it goes on with older content."""

    process: str
    title: str
    commit: str
    stamp: str
    problem: str | None
    at: datetime


class Shown:
    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, process: str, live: Live, problem: str | None = None) -> None:
        """What a process made of new content. Of several processes of a kind the last one to say counts."""
        with self._database.session() as session:
            said = {"commit": live.commit, "stamp": live.stamp, "problem": problem, "at": now()}
            session.merge(ContentShown(process=process, **said))

    def all(self) -> list[ProcessView]:
        with self._database.reading() as session:
            rows = session.scalars(select(ContentShown).order_by(ContentShown.process))
            return [
                ProcessView(
                    row.process,
                    PROCESSES.get(row.process, row.process),
                    row.commit,
                    row.stamp,
                    row.problem,
                    row.at,
                )
                for row in rows
            ]
