"""The tables of a case: the case itself, what happened to it, and the messages that leave because of it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from database.base import Base, UtcDateTime, now


class CaseStatus(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NOT_FOR_US = "not_for_us"


UNFINISHED = (CaseStatus.OPEN, CaseStatus.IN_PROGRESS)
_IS_UNFINISHED = text("status IN ('open', 'in_progress')")


class Case(Base):
    """Something the council has taken on, with the date it promised."""

    __tablename__ = "cases"
    __table_args__ = (
        # Of two reports of one thing at the same instant one is the case: only the database sees both.
        Index(
            "uq_cases_same_thing_unfinished",
            "same_thing",
            unique=True,
            sqlite_where=_IS_UNFINISHED,
            postgresql_where=_IS_UNFINISHED,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(8), unique=True)  # eight digits, see cases/references.py
    enquiry: Mapped[str] = mapped_column(String(60), index=True)
    team: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(120))
    # One try to open a case: the same origin twice is the same case (a retried turn, a restarted server).
    origin: Mapped[str] = mapped_column(String(80), unique=True)
    # A digest of what it is about, where a second unfinished case of the same would send the crew twice.
    same_thing: Mapped[str | None] = mapped_column(String(64))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    uprn: Mapped[int | None] = mapped_column(BigInteger)  # twelve digits
    postcode: Mapped[str | None] = mapped_column(String(8))  # the second fact a resident proves a case with
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)  # what was collected, in words an adviser reads
    status: Mapped[str] = mapped_column(String(16), default=CaseStatus.OPEN, index=True)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    due: Mapped[date] = mapped_column(Date)  # the promise, a working day

    events: Mapped[list[CaseEvent]] = relationship(back_populates="case", order_by="CaseEvent.id")


class CaseEvent(Base):
    """One thing that happened to a case, oldest first."""

    __tablename__ = "case_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    status: Mapped[str] = mapped_column(String(16))
    note: Mapped[str | None] = mapped_column(Text)

    case: Mapped[Case] = relationship(back_populates="events")


class OutboxStatus(StrEnum):
    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"  # given up after OUTBOX_TRIES


class OutboxMessage(Base):
    """A message that must leave: written with the case, sent by the worker afterwards."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_status_next_try_at", "status", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))  # team | sms | email
    to: Mapped[str] = mapped_column(String(200))  # a team's key, a number in E.164 or an address
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    # The line of a conversation it carries, when an adviser wrote it to somebody who texts.
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), index=True)
    status: Mapped[str] = mapped_column(String(16), default=OutboxStatus.PENDING)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(String(300))
    # What the network last told of a text that has left; see cases/deliveries.py.
    delivery: Mapped[str | None] = mapped_column(String(16))


class WrongAttempts(Base):
    """Wrong tries at one card or reference, known only by its digest; see cases/attempts.py."""

    __tablename__ = "wrong_attempts"

    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int]
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class HeldSecret(Base):
    """A PIN on its way from a channel to the library, sealed, used once and gone in minutes."""

    __tablename__ = "held_secrets"

    token: Mapped[str] = mapped_column(String(40), primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
