"""The rows of contacts/waiting/ringing.py: locked, added, changed, and given to whoever is first in the queue."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from contacts.errors import ContactError
from contacts.models import Contact, HandOffStatus, QueueEntry, Ring, RingStatus
from contacts.waiting.places import LIVE, order

# After the key, joining takes two seconds. A caller who still waits after this was not joined.
JOINED_WITHIN = timedelta(seconds=15)


class CallerGone(ContactError):
    """The caller hung up, or somebody else has them."""


def locked_entry(session: Session, entry_id: int) -> QueueEntry:
    """Raises CallerGone where there is no such place."""
    entry = session.get(QueueEntry, entry_id)
    if entry is None:
        raise CallerGone
    # First the contact, as a turn does it: two that lock in another order wait for each other.
    session.get_one(Contact, entry.contact_id, with_for_update=True, populate_existing=True)
    session.refresh(entry, with_for_update=True)
    session.refresh(entry, ["rings"])
    return entry


def locked_ring(session: Session, ring_id: int) -> Ring:
    """A ring with the place it rings for, locked in the order of locked_entry. Raises CallerGone."""
    ring = session.get(Ring, ring_id)
    if ring is None:
        raise CallerGone
    locked_entry(session, ring.entry_id)
    session.refresh(ring)
    return ring


def locked_line(session: Session, ring_id: int) -> Ring:
    """A ring and all who wait for the same telephone: of two answered at once, one is given out after the other.
    Raises CallerGone."""
    ring = session.get(Ring, ring_id)
    if ring is None:
        raise CallerGone
    same = select(QueueEntry.contact_id).join(Ring).where(Ring.team == ring.team, Ring.status.in_(LIVE))
    whose = (Contact.id.in_(same)) | (Contact.id == ring.entry.contact_id)
    session.scalars(select(Contact.id).where(whose).order_by(Contact.id).with_for_update()).all()
    session.expire_all()  # what was read before the lock may have changed
    return session.get_one(Ring, ring_id)


def change(ring: Ring, status: RingStatus, at: datetime) -> None:
    ring.status, ring.changed_at = status, at


def add_ring(
    session: Session, entry: QueueEntry, team: str, at: datetime, adviser: str | None = None
) -> Ring:
    ring = Ring(
        entry_id=entry.id,
        number=_next_number(entry),
        team=team,
        adviser=adviser,
        status=RingStatus.RINGING,
        changed_at=at,
    )
    session.add(ring)
    session.flush()
    return ring


def _next_number(entry: QueueEntry) -> int:
    return max((ring.number for ring in entry.rings), default=0) + 1


def not_joined(ring: Ring, at: datetime) -> bool:
    """Asked while the caller still waits."""
    waited = at - ring.changed_at > JOINED_WITHIN
    return ring.status == RingStatus.OVER or (ring.status == RingStatus.TAKEN and waited)


def give_to_the_first(session: Session, ring: Ring, at: datetime) -> None:
    """Of the callers the same telephone is rung for, the first in order gets whoever answers first."""
    if ring.adviser:
        return  # who asked for one caller gets that one
    query = (
        select(Ring)
        .join(QueueEntry)
        .where(
            Ring.team == ring.team,
            Ring.status == RingStatus.RINGING,
            Ring.adviser.is_(None),
            QueueEntry.status == HandOffStatus.WAITING,
        )
    )
    others = [other for other in session.scalars(query) if other.id != ring.id]
    first = min(others, key=lambda other: order(other.entry, at), default=None)
    if first is None or order(ring.entry, at) <= order(first.entry, at):
        return
    mine, theirs = ring.entry, first.entry
    my_number, their_number = _next_number(mine), _next_number(theirs)
    ring.entry_id, ring.number = theirs.id, their_number
    first.entry_id, first.number = mine.id, my_number
    session.flush()
    session.expire(ring)
    session.expire(first)
