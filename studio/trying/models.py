"""The table of the rehearsals that editors try things on. What they type stands only in the rehearsals themselves."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base, UtcDateTime, now


class Stage(StrEnum):
    ASKED = "asked"
    STARTING = "starting"
    READY = "ready"
    ENDED = "ended"
    FAILED = "failed"


class Trying(Base):
    """Live and, if wanted, one commit of a draft, running for one editor."""

    __tablename__ = "studio_tryings"

    id: Mapped[int] = mapped_column(primary_key=True)
    # True while it is asked for or runs, null afterwards: so the database lets one be open at a time.
    is_open: Mapped[bool | None] = mapped_column(unique=True)
    staff_id: Mapped[int] = mapped_column(index=True)
    staff_name: Mapped[str] = mapped_column(String(100))
    draft_id: Mapped[int | None] = mapped_column()
    commit: Mapped[str | None] = mapped_column(String(64))  # of the draft
    stage: Mapped[str] = mapped_column(String(16), default=Stage.ASKED)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    used_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    # Of the worker that has it, which says every second that it is alive.
    worker: Mapped[str | None] = mapped_column(String(64))
    heard_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    problem: Mapped[str | None] = mapped_column(Text)  # in an editor's words
    sides: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # see tryings.SideView
    talk: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # see talk.Talk
