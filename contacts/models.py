"""The tables of a contact: contacts, turns, messages, hand-offs and call-backs."""

from __future__ import annotations

import secrets
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from database.base import Base, UtcDateTime, now


class Channel(StrEnum):
    WEBCHAT = "webchat"
    PHONE = "phone"
    TEXT = "text"  # SMS


class Status(StrEnum):
    ASSISTANT = "assistant"  # the assistant answers
    WAITING = "waiting"  # in the queue for a person
    ADVISER = "adviser"  # a person has it
    ENDED = "ended"


class Outcome(StrEnum):
    """How a contact ended, honestly: a hang-up is never a success."""

    ANSWERED = "answered"  # the resident said goodbye or that was all, after an answer
    CASE_OPENED = "case_opened"
    HANDED_OVER = "handed_over"
    CALL_BACK = "call_back"
    GAVE_UP_BEFORE_ANSWER = "gave_up_before_answer"
    GAVE_UP_AFTER_ANSWER = "gave_up_after_answer"
    GAVE_UP_IN_QUEUE = "gave_up_in_queue"


class Author(StrEnum):
    RESIDENT = "resident"
    ASSISTANT = "assistant"
    ADVISER = "adviser"


def new_key() -> str:
    """128 random bits: the only thing that opens a contact from outside."""
    return secrets.token_urlsafe(16)


class Contact(Base):
    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True, default=new_key)
    channel: Mapped[str] = mapped_column(String(16))
    # The CallSid of a call; the MessageSid of the text that began a conversation by text.
    call_sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    caller: Mapped[str | None] = mapped_column(String(32), index=True)  # E.164; not of a chat, nor withheld
    status: Mapped[str] = mapped_column(String(16), default=Status.ASSISTANT)
    outcome: Mapped[str | None] = mapped_column(String(32))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    last_turn_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # What the service itself is in the middle of asking (a call-back number), outside the assistant.
    taking: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    answers: Mapped[int] = mapped_column(default=0)  # answers and cases given so far
    not_understood: Mapped[int] = mapped_column(default=0)  # turns in a row that nothing fitted

    turns: Mapped[list[Turn]] = relationship(back_populates="contact", order_by="Turn.number")
    messages: Mapped[list[Message]] = relationship(back_populates="contact", order_by="Message.id")


class Turn(Base):
    """One thing a resident said or chose. Stored before anything acts on it."""

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("contact_id", "number"),
        Index("ix_turns_received_at", "received_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"))
    number: Mapped[int]
    words: Mapped[str] = mapped_column(Text)  # masked when the question was secret
    choice: Mapped[str | None] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))  # of the input, so a replay is told from a forgery
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    claimed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    understanding: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    acts: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    article: Mapped[str | None] = mapped_column(
        String(200)
    )  # what was answered from, such as waste/missed-bins
    helped: Mapped[bool | None]  # what the resident said of the answer, where they said
    rated_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)

    contact: Mapped[Contact] = relationship(back_populates="turns")


class Message(Base):
    """One line of the transcript, in the order it was said."""

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_contact_id_id", "contact_id", "id"),
        Index("ix_messages_contact_id_turn_number", "contact_id", "turn_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"))
    turn_number: Mapped[int | None] = mapped_column(Integer)
    author: Mapped[str] = mapped_column(String(16))
    author_name: Mapped[str | None] = mapped_column(String(100))  # the adviser's name
    act: Mapped[dict[str, Any]] = mapped_column(JSON)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    contact: Mapped[Contact] = relationship(back_populates="messages")


class HandOffStatus(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    FINISHED = "finished"
    ABANDONED = "abandoned"  # the resident left before a person came


class QueueEntry(Base):
    """A contact waiting for a person, with the card the adviser sees before saying hello."""

    __tablename__ = "queue_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    team: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(300))
    priority: Mapped[str] = mapped_column(String(16))
    card: Mapped[dict[str, Any]] = mapped_column(JSON)
    status: Mapped[str] = mapped_column(String(16), default=HandOffStatus.WAITING, index=True)
    waiting_since: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    adviser: Mapped[str | None] = mapped_column(String(100))
    outcome: Mapped[str | None] = mapped_column(String(40))  # what the adviser recorded
    note: Mapped[str | None] = mapped_column(Text)
    asked_again: Mapped[bool | None]  # had the resident to repeat anything?
    was_about: Mapped[str | None] = mapped_column(
        String(100)
    )  # the enquiry it really was, as the adviser says
    facts: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True)
    )  # see contacts/waiting/priority.py
    # A caller's: when the network last asked for their wait page; see contacts/waiting/lost_callers.py.
    seen_waiting_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    contact: Mapped[Contact] = relationship()
    rings: Mapped[list[Ring]] = relationship(back_populates="entry", order_by="Ring.number", lazy="selectin")


class RingStatus(StrEnum):
    HELD = "held"  # the telephone rings for somebody else: it has not been rung for this caller yet
    RINGING = "ringing"
    WHISPERING = "whispering"  # answered; who and what is being said
    TAKEN = "taken"  # the key was pressed: adviser and caller talk
    NOT_TAKEN = "not_taken"  # no answer, busy, failed, refused, or a machine
    NOT_PLACED = "not_placed"  # the network could not be asked
    WITHDRAWN = "withdrawn"  # the caller has gone, or somebody else has them
    OVER = "over"  # taken, and the telephone is down again


class Ring(Base):
    """One telephone that is rung for a caller who waits. Stored before the network is asked to ring it."""

    __tablename__ = "rings"
    __table_args__ = (UniqueConstraint("entry_id", "number"),)  # of two who want to ring next, one does

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("queue_entries.id"))
    number: Mapped[int]  # first, second ... for this caller
    team: Mapped[str] = mapped_column(String(40))
    adviser: Mapped[str | None] = mapped_column(String(100))  # who asked for this caller at the desk
    status: Mapped[str] = mapped_column(String(16), default=RingStatus.RINGING)
    call_sid: Mapped[str | None] = mapped_column(String(64))  # known once the network has placed the call
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)  # since when it has this status

    entry: Mapped[QueueEntry] = relationship(back_populates="rings")


class CallBackStatus(StrEnum):
    BOOKED = "booked"  # to be rung, for the first time or once more
    RINGING = "ringing"  # a try is being made at this moment
    NEEDS_A_PERSON = (
        "needs_a_person"  # the telephone cannot bring the two together; an adviser must see to it
    )
    DONE = "done"
    CANCELLED = "cancelled"  # by the resident, before it was made
    NOT_REACHED = "not_reached"  # three tries, and a text that says so


class CallBackRequest(Base):
    """A number a person is to ring."""

    __tablename__ = "call_backs"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    team: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(300))
    name: Mapped[str | None] = mapped_column(String(100))
    number: Mapped[str] = mapped_column(String(20))  # E.164
    ring_from: Mapped[datetime] = mapped_column(UtcDateTime)
    ring_by: Mapped[datetime] = mapped_column(UtcDateTime)
    status: Mapped[str] = mapped_column(String(16), default=CallBackStatus.BOOKED, index=True)
    card: Mapped[dict[str, Any]] = mapped_column(JSON)
    booked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    # Asked for while waiting in the queue: the place there is kept, as of this moment.
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_try_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime
    )  # before the first try: ring_from counts
    asked_by: Mapped[str | None] = mapped_column(
        String(100)
    )  # the adviser who said "Ring now", until it rings

    contact: Mapped[Contact] = relationship()
    attempts: Mapped[list[CallBackAttempt]] = relationship(
        back_populates="request", order_by="CallBackAttempt.number"
    )


class AttemptOutcome(StrEnum):
    """How one try to bring an adviser and a resident together ended."""

    ADVISER_NOT_REACHED = "adviser_not_reached"
    RESIDENT_NOT_REACHED = "resident_not_reached"
    MACHINE = "machine"
    TALKED = "talked"
    FAILED = "failed"  # at our end: the network refused, or we lost sight of the calls


class CallBackAttempt(Base):
    """One try. It is written before anything rings; each leg of it is known by its CallSid."""

    __tablename__ = "call_back_attempts"
    __table_args__ = (UniqueConstraint("request_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("call_backs.id"), index=True)
    number: Mapped[int]  # counts every try, whoever was not reached
    adviser_call_sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    resident_call_sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the adviser pressed 1
    # When the resident was put on to the adviser.
    connected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    outcome: Mapped[str | None] = mapped_column(String(32))

    request: Mapped[CallBackRequest] = relationship(back_populates="attempts")


class OptOut(Base):
    """A number that has said STOP to our texts. Kept after START as well: it shows what was asked of us, and when."""

    __tablename__ = "opt_outs"

    number: Mapped[str] = mapped_column(String(20), primary_key=True)  # E.164
    stopped_at: Mapped[datetime] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # None while no text may go there


class Presence(Base):
    """When somebody with an account was last at the desk, by the name residents see, in small letters."""

    __tablename__ = "presence"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
