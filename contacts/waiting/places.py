"""The order of the queue, and what a caller who waits in it may honestly be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from contacts.acts import Priority
from contacts.lookups import contact_by_key, last_entry, open_entry
from contacts.models import (
    CallBackRequest,
    CallBackStatus,
    Channel,
    Contact,
    HandOffStatus,
    QueueEntry,
    Ring,
    RingStatus,
)
from contacts.waiting.priority import Facts, Ranking, ranking
from contacts.waiting.waiting_time import COUNTED, usual_wait
from council.hours import LONDON
from database.base import now
from database.engine import Database

LIVE = (RingStatus.RINGING, RingStatus.WHISPERING)


def ranking_of(entry: QueueEntry, at: datetime) -> Ranking:
    """Of an entry made before facts were kept, only its urgency is known. Waiting ends when somebody takes it."""
    facts = (
        Facts.from_json(entry.facts) if entry.facts else Facts(vulnerable=entry.priority == Priority.URGENT)
    )
    return ranking(facts, (entry.accepted_at or at) - entry.waiting_since)


def order(entry: QueueEntry, at: datetime) -> tuple[int, datetime, int]:
    """Sorts those who wait, the first to be helped first."""
    return -ranking_of(entry, at).score, entry.waiting_since, entry.id


def live_ring(entry: QueueEntry) -> Ring | None:
    """The telephone that is being rung for a caller."""
    return next((ring for ring in entry.rings if ring.status in LIVE), None)


@dataclass(frozen=True)
class Place:
    """Where a caller stands. `ahead` counts people, `usual` is how long others have waited for this team today."""

    entry_id: int
    team: str
    ahead: int
    waited: timedelta
    usual: timedelta | None


class Places:
    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database, self._clock = database, clock

    def entry_of(self, contact_key: str) -> int | None:
        """The place a contact has in the queue, or with the adviser who has it."""
        with self._database.reading() as session:
            entry = open_entry(session, contact_by_key(session, contact_key))
            return entry.id if entry else None

    def last_entry_of(self, contact_key: str) -> int | None:
        """The newest place the contact had, given up or finished ones too. Raises UnknownContact."""
        with self._database.reading() as session:
            entry = last_entry(session, contact_by_key(session, contact_key))
            return entry.id if entry else None

    def place(self, entry_id: int) -> Place | None:
        """None for somebody who waits no longer."""
        at = self._clock()
        with self._database.reading() as session:
            entry = session.get(QueueEntry, entry_id)
            if entry is None or entry.status != HandOffStatus.WAITING:
                return None
            return Place(
                entry.id,
                entry.team,
                _ahead(session, entry, at),
                at - entry.waiting_since,
                _usual(session, entry, at),
            )


def _ahead(session: Session, entry: QueueEntry, at: datetime) -> int:
    """Who will be helped first: those in front, and those who went to be rung and kept their place."""
    waiting = select(QueueEntry).where(
        QueueEntry.team == entry.team, QueueEntry.status == HandOffStatus.WAITING, QueueEntry.id != entry.id
    )
    in_front = sum(order(other, at) < order(entry, at) for other in session.scalars(waiting))
    kept = select(func.count()).where(
        CallBackRequest.team == entry.team,
        CallBackRequest.status == CallBackStatus.BOOKED,
        CallBackRequest.waiting_since < entry.waiting_since,
    )
    return in_front + (session.scalar(kept) or 0)


def _usual(session: Session, entry: QueueEntry, at: datetime) -> timedelta | None:
    midnight = at.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    query = (
        select(QueueEntry.accepted_at, QueueEntry.waiting_since)
        .join(Contact)
        .where(
            QueueEntry.team == entry.team,
            QueueEntry.waiting_since >= midnight,
            Contact.channel == Channel.PHONE,
            QueueEntry.accepted_at.is_not(None),
            # A call put straight through is noted when it ends: how long it rang is not known.
            QueueEntry.accepted_at.is_distinct_from(QueueEntry.finished_at),
        )
        .order_by(QueueEntry.accepted_at.desc())
        .limit(COUNTED)
    )
    return usual_wait([taken - since for taken, since in session.execute(query) if taken])
