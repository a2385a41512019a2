"""The queue for a person, as advisers work it: wait, accept, talk, finish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from cases.models import OutboxMessage
from cases.outbox import Outbox
from contacts.acts import Say
from contacts.errors import ContactError, TooLong
from contacts.events import QUEUE_TOPIC, Events
from contacts.lookups import contact_by_key, last_entry, last_number, open_entry
from contacts.models import (
    AttemptOutcome,
    Author,
    CallBackRequest,
    CallBackStatus,
    Channel,
    Contact,
    HandOffStatus,
    Message,
    Outcome,
    QueueEntry,
    Status,
)
from contacts.said import Said, clean
from contacts.secrets_said import by_an_adviser
from contacts.speaking import Speaking
from contacts.texts import gsm
from contacts.texts.texts_out import KIND as TEXT_KIND
from contacts.transcript import TranscriptView
from contacts.waiting.cards import Card
from contacts.waiting.own_telephones import first_rung
from contacts.waiting.places import order, ranking_of
from contacts.waiting.queue_views import EntryView, entry_view
from contacts.waiting.whispers import Whisper, whisper_of
from council.council import Council
from council.people import Person
from council.words import Words
from database.base import now
from database.engine import Database

# What an adviser records at the end, by what it is called on the page.
OUTCOMES = {
    "answered": "Answered there and then",
    "case_opened": "Opened or updated a case",
    "passed_to_team": "Passed to another team",
    "call_back_agreed": "Agreed to ring back",
    "resident_left": "The resident left",
    "no_reply": "No reply from the resident",
}

OPEN = (CallBackStatus.BOOKED, CallBackStatus.RINGING, CallBackStatus.NEEDS_A_PERSON)


class UnknownEntry(ContactError):
    """There is no such entry in the queue."""


class AlreadyTaken(ContactError):
    """Another adviser was first; `by` is their name."""

    def __init__(self, by: str | None) -> None:
        self.by = by
        super().__init__(f"taken by {by or 'nobody any more'}")


class NotYours(ContactError):
    """Only the adviser who accepted a contact may talk in it or finish it."""


class TryView(BaseModel):
    """One try to make a call-back. `outcome` is None while it lasts."""

    started_at: datetime
    outcome: AttemptOutcome | None


class CallBackView(BaseModel):
    id: int
    name: str | None
    number: str
    team: str
    reason: str
    ring_from: datetime
    ring_by: datetime
    card: Card
    status: CallBackStatus
    tries: list[TryView]  # oldest first
    next_try_at: datetime | None
    asked_by: str | None  # the adviser who wants it rung now


class Queue:
    """Advisers are named by the name residents see."""

    def __init__(
        self,
        database: Database,
        words: Words,
        events: Events,
        clock: Callable[[], datetime] = now,
        outbox: Outbox | None = None,
    ) -> None:
        """`outbox` sends an adviser's texts at once; without it they leave when the worker next looks."""
        self._database, self._words, self._events, self._clock = database, words, events, clock
        self._outbox = outbox

    def waiting(self) -> list[EntryView]:
        """In the order in which they are helped: see contacts/waiting/priority.py."""
        with self._database.reading() as session:
            rows = session.scalars(select(QueueEntry).where(QueueEntry.status == HandOffStatus.WAITING))
            return [self._view(row) for row in sorted(rows, key=order)]

    def taken_by_phone(self) -> list[EntryView]:
        """Calls somebody answered on a telephone; whoever it was says so at the desk, and gets the card."""
        taken = QueueEntry.status == HandOffStatus.ACCEPTED
        return self._entries(taken, QueueEntry.adviser.is_(None))

    def held_by(self, adviser: str) -> list[EntryView]:
        return self._entries(QueueEntry.status == HandOffStatus.ACCEPTED, QueueEntry.adviser == adviser)

    def entry(self, entry_id: int) -> EntryView:
        """Raises UnknownEntry."""
        with self._database.reading() as session:
            return self._view(_entry(session, entry_id))

    def accept(self, entry_id: int, adviser: str) -> EntryView:
        """Take a waiting contact, or say that it was you who answered the telephone. Accepting what is already yours
        changes nothing.

        Raises:
            UnknownEntry, AlreadyTaken
        """
        with self._database.session() as session:
            entry = _entry(session, entry_id, lock=True)
            if entry.status == HandOffStatus.ACCEPTED and entry.adviser in (adviser, None):
                entry.adviser = adviser
                return self._view(entry)
            if entry.status != HandOffStatus.WAITING:
                raise AlreadyTaken(entry.adviser)
            entry.status, entry.adviser, entry.accepted_at = HandOffStatus.ACCEPTED, adviser, self._clock()
            entry.contact.status = Status.ADVISER
            if entry.contact.channel == Channel.WEBCHAT:
                self._tell(session, entry.contact, "adviser_joined", adviser=adviser)
            view = self._view(entry)
        self._ring(view)
        return view

    def say(self, entry_id: int, adviser: str, words: str) -> TranscriptView:
        """A line from the adviser into the chat, or as a text to whoever texts.

        Raises:
            UnknownEntry, NotYours, NothingSaid, TooLong
        """
        said = by_an_adviser(clean(Said(words)).words)
        with self._database.session() as session:
            entry = self._own(session, entry_id, adviser)
            line = Message(
                contact_id=entry.contact_id,
                author=Author.ADVISER,
                author_name=adviser,
                act=Say(text=said).model_dump(mode="json"),
                sent_at=self._clock(),
            )
            session.add(line)
            session.flush()
            leaving = self._as_text(session, entry.contact, line, said)
            view = TranscriptView.of(entry.contact, last_number(session, entry.contact), [line])
            key = entry.contact.key
        if leaving and self._outbox:
            self._outbox.deliver_now(leaving)  # before the page looks again, so that a failure shows at once
        self._events.publish(key)
        return view

    def finish(
        self,
        entry_id: int,
        adviser: str,
        *,
        outcome: str,
        note: str,
        asked_again: bool,
        was_about: str | None = None,
    ) -> EntryView:
        """Close the contact with what came of it. Finishing twice changes nothing.

        Args:
            was_about: the enquiry it really was, where the adviser says; a name of the catalogue.

        Raises:
            UnknownEntry, NotYours
            ValueError: the outcome is not one of OUTCOMES.
        """
        if outcome not in OUTCOMES:
            raise ValueError(f"{outcome!r} is not an outcome")
        at = self._clock()
        with self._database.session() as session:
            entry = _entry(session, entry_id, lock=True)
            if entry.status == HandOffStatus.FINISHED and entry.adviser == adviser:
                return self._view(entry)
            entry = self._own(session, entry_id, adviser)
            entry.status, entry.finished_at = HandOffStatus.FINISHED, at
            entry.outcome, entry.note, entry.asked_again = (
                outcome,
                by_an_adviser(note.strip()) or None,
                asked_again,
            )
            entry.was_about = was_about
            contact = entry.contact
            if contact.status != Status.ENDED:
                if contact.channel == Channel.WEBCHAT:
                    self._tell(session, contact, "adviser_finished", adviser=adviser)
                contact.status, contact.ended_at = Status.ENDED, at
            contact.outcome = Outcome.HANDED_OVER
            view = self._view(entry)
        self._ring(view)
        return view

    def whisper(self, contact_key: str) -> Whisper:
        """What the person answering a call hears first."""
        with self._database.reading() as session:
            entry = open_entry(session, contact_by_key(session, contact_key))
            if entry is None:
                return Whisper("A caller", "a general enquiry", "")
            return whisper_of(entry, ranking_of(entry, self._clock()).reasons)

    def first_rung(self, contact_key: str, council: Council) -> Person | None:
        """Whose own telephone is rung before their team's."""
        with self._database.reading() as session:
            entry = open_entry(session, contact_by_key(session, contact_key))
            return first_rung(session, entry, council, self._clock()) if entry else None

    def phone_call_over(self, contact_key: str) -> None:
        """The adviser's leg of a call has ended. An entry nobody took on the desk is closed with it."""
        at = self._clock()
        with self._database.session() as session:
            contact = contact_by_key(session, contact_key, lock=True)
            entry = last_entry(session, contact)
            # The caller's hang-up may have been told before the end of the talk, and closed it as given up.
            by_phone = entry and entry.status == HandOffStatus.ACCEPTED and entry.adviser is None
            if entry and (by_phone or entry.status in (HandOffStatus.WAITING, HandOffStatus.ABANDONED)):
                entry.status, entry.finished_at = HandOffStatus.FINISHED, at
                entry.accepted_at = entry.accepted_at or at
                entry.note = "Answered by phone"
            contact.status, contact.ended_at, contact.outcome = Status.ENDED, at, Outcome.HANDED_OVER
        self._events.publish(contact_key)
        self._events.publish(QUEUE_TOPIC)

    def call_backs(self) -> list[CallBackView]:
        """Calls to make, the one due first at the top."""
        with self._database.reading() as session:
            query = select(CallBackRequest).where(CallBackRequest.status.in_(OPEN))
            query = query.options(selectinload(CallBackRequest.attempts))
            since = func.coalesce(CallBackRequest.waiting_since, CallBackRequest.booked_at)
            rows = session.scalars(query.order_by(CallBackRequest.ring_by, since, CallBackRequest.id))
            return [_call_back_view(row) for row in rows]

    def call_back_done(self, call_back_id: int, adviser: str, note: str) -> CallBackView:
        """Raises UnknownEntry."""
        with self._database.session() as session:
            row = session.get(CallBackRequest, call_back_id, with_for_update=True)
            if row is None:
                raise UnknownEntry
            row.status = CallBackStatus.DONE
            row.card = {**row.card, "done_by": adviser, "note": by_an_adviser(note.strip())}
            view = _call_back_view(row)
        self._events.publish(QUEUE_TOPIC)
        return view

    def _entries(self, *wanted: Any) -> list[EntryView]:
        with self._database.reading() as session:
            rows = session.scalars(select(QueueEntry).where(*wanted).order_by(QueueEntry.waiting_since))
            return [self._view(row) for row in rows]

    def _view(self, entry: QueueEntry) -> EntryView:
        return entry_view(entry, self._clock())

    def _own(self, session: Session, entry_id: int, adviser: str) -> QueueEntry:
        entry = _entry(session, entry_id, lock=True)
        if entry.status != HandOffStatus.ACCEPTED or entry.adviser != adviser:
            raise NotYours
        return entry

    def _as_text(self, session: Session, contact: Contact, line: Message, words: str) -> int | None:
        """Store the text that carries an adviser's line, with the line. Returns its number in the outbox."""
        if contact.channel != Channel.TEXT or not contact.caller:
            return None
        body = gsm.plain(self._words.text("text_from_adviser", adviser=line.author_name or "", words=words))
        if len(body) > gsm.LONGEST_BODY:
            raise TooLong(gsm.LONGEST_BODY - (len(body) - len(words)))
        text = OutboxMessage(
            kind=TEXT_KIND, to=contact.caller, subject="Reply by text", body=body, message_id=line.id
        )
        session.add(text)
        session.flush()
        return text.id

    def _tell(self, session: Session, contact: Contact, name: str, **blanks: str) -> None:
        act = Speaking(self._words, contact).say(name, **blanks)
        session.add(
            Message(
                contact_id=contact.id,
                author=Author.ASSISTANT,
                act=act.model_dump(mode="json"),
                sent_at=self._clock(),
            )
        )

    def _ring(self, view: EntryView) -> None:
        self._events.publish(view.contact_key)
        self._events.publish(QUEUE_TOPIC)


def _entry(session: Session, entry_id: int, *, lock: bool = False) -> QueueEntry:
    entry = session.get(QueueEntry, entry_id)
    if entry is None:
        raise UnknownEntry
    if lock:
        # First the contact, as a turn does it: two that lock in another order wait for each other.
        session.get_one(Contact, entry.contact_id, with_for_update=True, populate_existing=True)
        session.refresh(entry, with_for_update=True)
    return entry


def _call_back_view(row: CallBackRequest) -> CallBackView:
    return CallBackView(
        id=row.id,
        name=row.name,
        number=row.number,
        team=row.team,
        reason=row.reason,
        ring_from=row.ring_from,
        ring_by=row.ring_by,
        card=Card.model_validate(row.card),
        status=CallBackStatus(row.status),
        tries=[
            TryView(
                started_at=one.started_at,
                outcome=AttemptOutcome(one.outcome) if one.outcome else None,
            )
            for one in row.attempts
        ],
        next_try_at=row.next_try_at,
        asked_by=row.asked_by,
    )
