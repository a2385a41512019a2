"""The rows of contacts/waiting/ringing.py: locked, added and changed."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from contacts.errors import ContactError
from contacts.models import Contact, QueueEntry, Ring, RingStatus

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


def change(ring: Ring, status: RingStatus, at: datetime) -> None:
    ring.status, ring.changed_at = status, at


def add_ring(
    session: Session,
    entry: QueueEntry,
    team: str,
    at: datetime,
    adviser: str | None = None,
    *,
    status: RingStatus = RingStatus.RINGING,
) -> Ring:
    ring = Ring(
        entry_id=entry.id,
        number=next_number(entry),
        team=team,
        adviser=adviser,
        status=status,
        changed_at=at,
    )
    session.add(ring)
    session.flush()
    return ring


def next_number(entry: QueueEntry) -> int:
    return max((ring.number for ring in entry.rings), default=0) + 1


def not_joined(ring: Ring, at: datetime) -> bool:
    """Asked while the caller still waits."""
    waited = at - ring.changed_at > JOINED_WITHIN
    return ring.status == RingStatus.OVER or (ring.status == RingStatus.TAKEN and waited)
