"""Callers of whose end nobody told us. The network asks for the wait page over and over while somebody waits, so a
place whose page has not been asked for some minutes is nobody's: it is given up, or advisers would be rung for it and
everybody behind it told a place too far back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import or_, select, update

from contacts import outcomes
from contacts.events import QUEUE_TOPIC, Events
from contacts.idle import IDLE
from contacts.models import Channel, Contact, HandOffStatus, QueueEntry
from contacts.waiting.places import live_ring
from contacts.waiting.ringing import Ringing
from contacts.waiting.rings import locked_entry
from database.base import now
from database.engine import Database

# A wait page lasts half a minute, and up to a minute more while somebody speaks; then comes the next.
LOST_AFTER = timedelta(minutes=4)
# Who left the queue for a telephone that is dialled directly may be talking there: no call lasts longer than this.
LONGEST = IDLE[Channel.PHONE]
MOST_AT_ONCE = 100

log = structlog.get_logger()


class LostCallers:
    """`ringing`: None where the network chooses the adviser itself. `clock` is the present moment, aware."""

    def __init__(
        self, database: Database, events: Events, ringing: Ringing | None, clock: Callable[[], datetime] = now
    ) -> None:
        self._database, self._events, self._ringing, self._clock = database, events, ringing, clock

    def seen(self, entry_id: int) -> None:
        """The caller waits at this moment."""
        self._note(entry_id, self._clock())

    def elsewhere(self, entry_id: int) -> None:
        """The caller has left the queue and is on the line still: no wait page is to be expected."""
        self._note(entry_id, None)

    def give_up(self) -> int:
        """Close those who are lost, as given up in the queue at the moment they were last seen. Returns how many."""
        at = self._clock()
        stale = or_(
            QueueEntry.seen_waiting_at < at - LOST_AFTER,
            QueueEntry.seen_waiting_at.is_(None) & (Contact.last_turn_at < at - LONGEST),
        )
        query = (
            select(QueueEntry.id)
            .join(Contact)
            .where(QueueEntry.status == HandOffStatus.WAITING, Contact.channel == Channel.PHONE, stale)
            .order_by(QueueEntry.id)
        )
        with self._database.reading() as session:
            found = list(session.scalars(query.limit(MOST_AT_ONCE)))
        return sum(self._give_up(entry_id, at) for entry_id in found)

    def _give_up(self, entry_id: int, at: datetime) -> bool:
        with self._database.session() as session:
            entry = locked_entry(session, entry_id)
            if entry.status != HandOffStatus.WAITING or not self._is_lost(entry, at):
                return False  # taken, or seen again, a moment ago
            last_seen, key = entry.seen_waiting_at or at, entry.contact.key
            outcomes.end(session, entry.contact, last_seen, said_goodbye=False)
        log.warning("caller_lost", entry=entry_id)
        if self._ringing:
            self._ringing.withdraw(entry_id)
        self._events.publish(key)
        self._events.publish(QUEUE_TOPIC)
        return True

    def _is_lost(self, entry: QueueEntry, at: datetime) -> bool:
        if entry.seen_waiting_at is None:
            return entry.contact.last_turn_at < at - LONGEST
        # Whom the network has offered to an adviser may be talking to them, should its news of that be late.
        offered = self._ringing is None and live_ring(entry) is not None
        return entry.seen_waiting_at < at - (LONGEST if offered else LOST_AFTER)

    def _note(self, entry_id: int, at: datetime | None) -> None:
        with self._database.session() as session:
            session.execute(update(QueueEntry).where(QueueEntry.id == entry_id).values(seen_waiting_at=at))
