"""The telephones that ring for callers who wait: each for one caller at a time, and whoever answers gets the first.

Several callers may wait for one telephone. It rings for one of them; the rings of the others are held, and the first
of those is rung for when it stops. Whoever picks up gets the first in the queue of all who may be served there: also
one for whom it rang in vain before and who is being rung for elsewhere by now.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from contacts.models import Contact, HandOffStatus, QueueEntry, Ring, RingStatus
from contacts.waiting.places import live_ring, order
from contacts.waiting.rings import CallerGone, add_ring, change, next_number
from council.council import Council

ONE_AT_A_TIME = 7_352_019  # PostgreSQL's advisory lock for rings; any number of our own


def one_at_a_time(session: Session) -> None:
    """Until this transaction ends no other looks at which telephones ring. SQLite has one writer anyway. Taken before
    any row is locked."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))


class Telephones:
    """`lost`: after so long a ring the network never reported on counts no longer."""

    def __init__(self, council: Council, lost: timedelta) -> None:
        self._council, self._lost = council, lost

    def number(self, ring: Ring) -> str:
        """E.164: of the person's own telephone, else their team's."""
        person = self._council.person(ring.adviser)
        return (person.phone if person else None) or self._council.team(ring.team).phone

    def all_ringing(self, session: Session, number: str, at: datetime) -> list[Ring]:
        """The rings for which this number rings now: one, or those of advisers who each want a caller."""
        rings = self._at(session, number, RingStatus.RINGING)
        return [ring for ring in rings if at - ring.changed_at < self._lost]

    def first_held(self, session: Session, number: str) -> Ring | None:
        """Who is rung for next at this number."""
        held = self._at(session, number, RingStatus.HELD)
        return min(held, key=lambda ring: order(ring.entry), default=None)

    def waiting_for(self, session: Session, number: str) -> Sequence[QueueEntry]:
        """All callers whoever answers this number may help, the first to be helped first."""
        rings = self._at(session, number, *(one for one in RingStatus if one != RingStatus.NOT_PLACED))
        entries = {ring.entry_id: ring.entry for ring in rings if not ring.adviser and _free(ring.entry)}
        return sorted(entries.values(), key=order)

    def locked(self, session: Session, ring_id: int) -> Ring:
        """A ring, with all callers its number may be answered for, in the order in which turns lock them. Raises
        CallerGone."""
        ring = session.get(Ring, ring_id)
        if ring is None:
            raise CallerGone
        others = [entry.contact_id for entry in self.waiting_for(session, self.number(ring))]
        whose = Contact.id.in_([ring.entry.contact_id, *others])
        session.scalars(select(Contact.id).where(whose).order_by(Contact.id).with_for_update()).all()
        session.expire_all()  # what was read before the lock may have changed
        return session.get_one(Ring, ring_id)

    def give_to_the_first(self, session: Session, ring: Ring, at: datetime) -> list[str]:
        """Whoever answered gets the first of those who wait for this number; who asked for one caller gets that one.

        Returns:
            Calls to stop: telephones that ring for the first elsewhere.
        """
        if ring.adviser:
            return []
        number = self.number(ring)
        mine, first = ring.entry, next(iter(self.waiting_for(session, number)), None)
        if first is None or first is mine:
            return []
        theirs = [one for one in first.rings if one.status in (RingStatus.HELD, RingStatus.RINGING)]
        ring.entry_id, ring.number = first.id, next_number(first)
        session.flush()
        stopped = [sid for one in theirs for sid in self._freed(session, one)]
        session.expire(mine, ["rings"])
        session.expire(first, ["rings"])
        if mine.status == HandOffStatus.WAITING and not any(
            one.status == RingStatus.HELD for one in mine.rings
        ):
            add_ring(session, mine, ring.team, at, status=RingStatus.HELD)
        session.expire(ring)
        return stopped

    def _freed(self, session: Session, ring: Ring) -> list[str]:
        """A telephone is wanted no longer for whom it rings: it rings on for the next, or stops."""
        held = self.first_held(session, self.number(ring)) if ring.status == RingStatus.RINGING else None
        if held is not None and held is not ring:
            entry, number = held.entry_id, held.number
            session.delete(held)
            session.flush()
            ring.entry_id, ring.number = entry, number
            session.flush()
            return []
        stopped = [ring.call_sid] if ring.status == RingStatus.RINGING and ring.call_sid else []
        let_go(session, ring, ring.changed_at)
        return stopped

    def _at(self, session: Session, number: str, *statuses: RingStatus) -> list[Ring]:
        """The rings at a number of callers who still wait."""
        query = select(Ring).join(QueueEntry)
        query = query.where(Ring.status.in_(statuses), QueueEntry.status == HandOffStatus.WAITING)
        return [ring for ring in session.scalars(query.order_by(Ring.id)) if self.number(ring) == number]


def let_go(session: Session, ring: Ring, at: datetime) -> None:
    """Nobody is to be rung any more. A held ring has left no trace in the world, and leaves none here."""
    if ring.status == RingStatus.HELD:
        session.delete(ring)
        session.flush()
    else:
        change(ring, RingStatus.WITHDRAWN, at)


def _free(entry: QueueEntry) -> bool:
    """Whether nobody is hearing of this caller, and no adviser has chosen them at the desk."""
    live = live_ring(entry)
    return live is None or (live.status == RingStatus.RINGING and not live.adviser)
