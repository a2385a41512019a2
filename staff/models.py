"""The tables of staff: accounts, and sessions that were signed out before they ran out."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base, UtcDateTime, now


class Role(StrEnum):
    ADVISER = "adviser"  # takes chats and calls
    EDITOR = "editor"  # teaches the assistant on drafts
    APPROVER = "approver"  # an editor who may also let a draft go live
    MANAGER = "manager"  # sees how it is going
    ADMINISTRATOR = "administrator"  # looks after accounts


class Staff(Base):
    """One person's account."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower case
    # Residents see it and contacts are held under it: namesakes would hold each other's contacts.
    name: Mapped[str] = mapped_column(String(100), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    team: Mapped[str] = mapped_column(String(40))
    password_hash: Mapped[str] = mapped_column(String(200))
    password_version: Mapped[int] = mapped_column(default=1)  # a new password ends the sessions under the old
    active: Mapped[bool] = mapped_column(default=True)
    failed_sign_ins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class EndedSession(Base):
    """A session somebody signed out of, so that a copy of its cookie opens nothing."""

    __tablename__ = "staff_ended_sessions"

    session: Mapped[str] = mapped_column(String(64), primary_key=True)
    # After this the cookie has run out by itself and the row may go.
    forget_after: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
