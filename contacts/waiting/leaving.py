"""Out of the queue: a caller who waits asks to be rung instead and keeps the place, or wants nobody any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from contacts.acts import Act, CallBack
from contacts.events import QUEUE_TOPIC, Events
from contacts.lines import write_lines
from contacts.lookups import contact_by_key, open_entry
from contacts.models import HandOffStatus, Status
from contacts.ringing_back import booking, call_backs
from contacts.speaking import Speaking
from contacts.waiting.cards import about_of
from council.words import Words
from database.base import now
from database.engine import Database


class Leaving:
    def __init__(
        self, database: Database, words: Words, events: Events, clock: Callable[[], datetime] = now
    ) -> None:
        self._database, self._words, self._events, self._clock = database, words, events, clock

    def rather_be_rung(self, contact_key: str) -> list[Act]:
        """What the caller hears: that the place is kept, and the question after their number. Nothing for somebody who
        waits no longer: an adviser was quicker, or they hung up."""
        at = self._clock()
        with self._database.session() as session:
            contact = contact_by_key(session, contact_key, lock=True)
            entry = open_entry(session, contact)
            if entry is None or entry.status != HandOffStatus.WAITING:
                return []
            card = entry.card
            wanted = CallBack(
                reason=entry.reason,
                team=entry.team,
                about=about_of(entry),
                collected=card.get("collected", {}),
                access_needs=tuple(card.get("access_needs", ())),
                person=card.get("person"),
            )
            entry.status, entry.finished_at = HandOffStatus.ABANDONED, at
            contact.status = Status.ASSISTANT
            speaking = Speaking(self._words, contact)
            danger = booking.danger_first(session, contact, speaking)
            acts = [*danger, *call_backs.keep_place(contact, wanted, entry, speaking)]
            write_lines(session, contact, None, acts, at)
        self._events.publish(QUEUE_TOPIC)
        return acts

    def wants_nobody(self, contact_key: str) -> list[Act]:
        """The place is given up. Returns what the caller is asked; nothing for somebody who waits no longer."""
        at = self._clock()
        with self._database.session() as session:
            contact = contact_by_key(session, contact_key, lock=True)
            entry = open_entry(session, contact)
            if entry is None or entry.status != HandOffStatus.WAITING:
                return []
            entry.status, entry.finished_at = HandOffStatus.ABANDONED, at
            contact.status = Status.ASSISTANT
            acts = [Speaking(self._words, contact).ask("anything_else")]
            write_lines(session, contact, None, acts, at)
        self._events.publish(QUEUE_TOPIC)
        return acts
