"""The tables of the phone line: where a call stands, each answer it was given, and each text that came."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base, UtcDateTime, now


class Call(Base):
    """One phone call, keyed by CallSid: households share a line, so the number says nothing of who rings."""

    __tablename__ = "calls"

    call_sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    contact_key: Mapped[str] = mapped_column(String(64), ForeignKey("contacts.key"), unique=True)
    state: Mapped[dict[str, Any]] = mapped_column(JSON)  # see ivr/state.py
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CallStep(Base):
    """The TwiML given for one step, so that a webhook Twilio repeats gets the same answer."""

    __tablename__ = "call_steps"
    __table_args__ = (UniqueConstraint("call_sid", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_sid: Mapped[str] = mapped_column(ForeignKey("calls.call_sid"))
    step: Mapped[str] = mapped_column(String(40))  # "turn:3", "dial:3"
    twiml: Mapped[str] = mapped_column(Text)
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class LineFault(Base):
    """Something that went wrong on the line; see ivr/faults.py."""

    __tablename__ = "line_faults"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    # No foreign key: what fails may be the very first request of a call, or one of a call that is not ours.
    call_sid: Mapped[str | None] = mapped_column(String(64))
    what: Mapped[str] = mapped_column(String(40))
    detail: Mapped[str] = mapped_column(String(500))


class TextArrival(Base):
    """A text that came, by its MessageSid: it is taken once, after those before it, and a repeat gets its answer.

    What it says is kept in the conversation only.
    """

    __tablename__ = "text_arrivals"
    __table_args__ = (Index("ix_text_arrivals_number_id", "number", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_sid: Mapped[str] = mapped_column(String(64), unique=True)
    number: Mapped[str] = mapped_column(String(20))  # whose, E.164
    digest: Mapped[str] = mapped_column(String(64))  # of what it says, to know a machine that repeats itself
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    claimed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    # Where it was taken: the conversation, the number of its turn, and the choice it was read as.
    contact_key: Mapped[str | None] = mapped_column(String(64), ForeignKey("contacts.key"))
    turn_number: Mapped[int | None]
    choice: Mapped[str | None] = mapped_column(String(200))
    answer: Mapped[str | None] = mapped_column(Text)  # empty when nothing is said; None until it is answered
    unsent: Mapped[bool] = mapped_column(
        default=False
    )  # the answer to a machine, which would answer it again


class Recording(Base):
    """A recording that lies with the network until its time is up; see ivr/outgoing/kept_recordings.py."""

    __tablename__ = "recordings"

    id: Mapped[int] = mapped_column(primary_key=True)
    sid: Mapped[str] = mapped_column(String(64), unique=True)
    call_sid: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    next_try_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # after a try that failed
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
