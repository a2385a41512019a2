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
from contacts.refusing_recording import refused_in_queue
from contacts.waiting.priority import Facts, Ranking, comes_first, ranking
from contacts.waiting.waiting_time import COUNTED, usual_wait
from council.council import Council
from council.hours import LONDON
from council.who_is_here import who_may_take_it
from database.base import now
from database.engine import Database

LATELY = timedelta(days=28)  # how far back it is looked where too few were helped today
LIVE = (RingStatus.RINGING, RingStatus.WHISPERING)


def _facts(entry: QueueEntry) -> Facts:
    """Of an entry made before facts were kept, only its urgency is known."""
    return (
        Facts.from_json(entry.facts) if entry.facts else Facts(vulnerable=entry.priority == Priority.URGENT)
    )


def ranking_of(entry: QueueEntry, at: datetime) -> Ranking:
    """Waiting ends when somebody takes it."""
    return ranking(_facts(entry), (entry.accepted_at or at) - entry.waiting_since)


def order(entry: QueueEntry) -> tuple[int, datetime, int]:
    """Sorts those who wait, the first to be helped first."""
    return *comes_first(_facts(entry), entry.waiting_since), entry.id


def tier_of(entry: QueueEntry) -> int:
    """Before how many ordinary callers, so to speak: by danger and by what makes somebody vulnerable."""
    return -order(entry)[0]


def live_ring(entry: QueueEntry) -> Ring | None:
    """The telephone that is being rung for a caller."""
    return next((ring for ring in entry.rings if ring.status in LIVE), None)


@dataclass(frozen=True)
class Place:
    """Where a caller stands. `ahead` counts people, `usual` is how long others have waited for this team, today or,
    where too few have, `lately`; `person` is whose own telephone is being rung for them, before the team's."""

    entry_id: int
    team: str
    ahead: int
    waited: timedelta
    usual: timedelta | None
    person: str | None = None
    lately: bool = False
    language: str | None = None  # an interpreter is wanted, for this one


class Places:
    def __init__(self, database: Database, council: Council, clock: Callable[[], datetime] = now) -> None:
        self._database, self._council, self._clock = database, council, clock

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

    def unrecorded(self, entry_id: int) -> bool:
        """Whether whoever has this place does not want to be recorded."""
        with self._database.reading() as session:
            return refused_in_queue(session, entry_id)

    def place(self, entry_id: int) -> Place | None:
        """None for somebody who waits no longer."""
        at = self._clock()
        with self._database.reading() as session:
            entry = session.get(QueueEntry, entry_id)
            if entry is None or entry.status != HandOffStatus.WAITING:
                return None
            today = usual_wait(_waits(session, entry, _midnight(at)))
            lately = usual_wait(_waits(session, entry, at - LATELY), fewest=1) if today is None else None
            return Place(
                entry.id,
                entry.team,
                self._ahead(session, entry, at),
                at - entry.waiting_since,
                today or lately,
                self._person_rung(entry),
                lately is not None,
                entry.card.get("language"),
            )

    def _ahead(self, session: Session, entry: QueueEntry, at: datetime) -> int:
        """Who may be helped first: those in front whom this team may be rung for, now or when their own team does not
        answer, and those who went to be rung and kept their place. So nobody is passed by anybody who waits behind
        them, and a place that is told gets better only."""
        waiting = select(QueueEntry).where(
            QueueEntry.status == HandOffStatus.WAITING, QueueEntry.id != entry.id
        )
        others = (other for other in session.scalars(waiting) if order(other) < order(entry))
        return sum(self._may_come_to(entry.team, other, at) for other in others) + _kept(session, entry)

    def _may_come_to(self, team: str, other: QueueEntry, at: datetime) -> bool:
        if other.team == team or any(ring.team == team and not ring.adviser for ring in other.rings):
            return True
        rung_for = bool(other.rings)  # only for callers is team after team rung
        return rung_for and team in {one.key for one in who_may_take_it(self._council, other.team, at)}

    def _person_rung(self, entry: QueueEntry) -> str | None:
        ring = live_ring(entry)
        person = self._council.person(ring.adviser) if ring else None
        card = entry.card
        asked_for = person and person.name in (card.get("person"), card.get("deputy"))
        return person.name if person and person.phone and asked_for else None


def _kept(session: Session, entry: QueueEntry) -> int:
    kept = select(func.count()).where(
        CallBackRequest.team == entry.team,
        CallBackRequest.status == CallBackStatus.BOOKED,
        CallBackRequest.waiting_since < entry.waiting_since,
    )
    return session.scalar(kept) or 0


def _midnight(at: datetime) -> datetime:
    return at.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)


def _waits(session: Session, entry: QueueEntry, since: datetime) -> list[timedelta]:
    """How long callers have waited for this team, the newest first."""
    query = (
        select(QueueEntry.accepted_at, QueueEntry.waiting_since)
        .join(Contact)
        .where(
            QueueEntry.team == entry.team,
            QueueEntry.waiting_since >= since,
            Contact.channel == Channel.PHONE,
            QueueEntry.accepted_at.is_not(None),
            # A call put straight through is noted when it ends: how long it rang is not known.
            QueueEntry.accepted_at.is_distinct_from(QueueEntry.finished_at),
        )
        .order_by(QueueEntry.accepted_at.desc())
        .limit(COUNTED)
    )
    return [taken - waited for taken, waited in session.execute(query) if taken]
