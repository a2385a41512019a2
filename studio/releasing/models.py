"""The tables of releasing: what went live or is to go, who approved what, and what each process shows."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base, UtcDateTime

NAME, EMAIL, COMMIT = 100, 254, 64  # characters
LONGEST_REASON = 500


class Kind(StrEnum):
    DRAFT = "draft"
    ALERT = "alert"  # by the fast lane
    TAKEN_BACK = "taken_back"  # the content of an earlier release again


class Status(StrEnum):
    WAITING = "waiting"  # for its time
    UNDER_WAY = "under_way"
    LIVE = "live"  # it went live; the newest of these is what residents meet
    FAILED = "failed"  # nothing of it is live
    CANCELLED = "cancelled"


class Release(Base):
    """One release, asked for or done."""

    __tablename__ = "studio_releases"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16), index=True)
    title: Mapped[str] = mapped_column(String(200))  # of the draft, or what the alert says
    draft_id: Mapped[int | None] = mapped_column()
    takes_back: Mapped[int | None] = mapped_column()  # the release that is undone
    before: Mapped[str] = mapped_column(String(COMMIT))  # the live commit it stands on
    commit: Mapped[str] = mapped_column(String(COMMIT))
    model: Mapped[str | None] = mapped_column(String(120))  # file name; none where the model stays as it is
    model_before: Mapped[str | None] = mapped_column(String(120))
    who: Mapped[str] = mapped_column(String(NAME))
    email: Mapped[str] = mapped_column(String(EMAIL))
    why: Mapped[str] = mapped_column(Text)
    scores: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    live_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    problem: Mapped[str | None] = mapped_column(Text)


class Approval(Base):
    """Somebody's yes to exactly one commit of a draft: a later edit is another commit."""

    __tablename__ = "studio_approvals"
    __table_args__ = (UniqueConstraint("commit", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(index=True)
    commit: Mapped[str] = mapped_column(String(COMMIT))
    who: Mapped[str] = mapped_column(String(NAME))
    email: Mapped[str] = mapped_column(String(EMAIL))
    note: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ContentShown(Base):
    """What a kind of process made of the newest content: it shows it, or says why it cannot."""

    __tablename__ = "studio_content_shown"

    process: Mapped[str] = mapped_column(String(20), primary_key=True)
    commit: Mapped[str] = mapped_column(String(COMMIT))  # the newest it was told of
    stamp: Mapped[str] = mapped_column(String(32))  # as in marker.py
    problem: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
