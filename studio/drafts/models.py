"""The tables of drafts: the drafts, every change that was recorded, and which draft each editor works on."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base, UtcDateTime

LONGEST_TITLE = 80  # characters
LONGEST_NAME = 100
LONGEST_ADDRESS = 254


class DraftStatus(StrEnum):
    OPEN = "open"
    RELEASED = "released"  # it is live; its branch is gone
    DISCARDED = "discarded"


class Draft(Base):
    """One draft. The work is in git; this is what git does not know."""

    __tablename__ = "studio_drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    owner: Mapped[str] = mapped_column(String(LONGEST_NAME))
    owner_email: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    status: Mapped[str] = mapped_column(String(16), index=True)
    branch: Mapped[str] = mapped_column(String(120))
    base: Mapped[str] = mapped_column(String(64))  # the live commit it stood on when last looked at
    head: Mapped[str] = mapped_column(String(64))  # its newest commit that is in studio_changes
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RecordedChange(Base):
    """Who did what, when. Rows are only ever added."""

    __tablename__ = "studio_changes"
    __table_args__ = (Index("ix_studio_changes_draft_id", "draft_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    who: Mapped[str] = mapped_column(String(LONGEST_NAME))
    email: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    what: Mapped[str] = mapped_column(Text)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("studio_drafts.id"))
    commit: Mapped[str | None] = mapped_column(String(64))


class CurrentDraft(Base):
    """The draft an editor's next change goes to."""

    __tablename__ = "studio_current_drafts"

    account_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("studio_drafts.id"))
