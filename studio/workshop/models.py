"""The tables of the workshop: what was asked of it, and what its comparisons found."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base, UtcDateTime, now


class Kind(StrEnum):
    TRAIN = "train"
    COMPARE = "compare"  # trains first where there is no model for the commit


class Status(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job(Base):
    """One thing to do for one commit of a draft."""

    __tablename__ = "studio_jobs"
    __table_args__ = (Index("ix_studio_jobs_status_id", "status", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    draft_id: Mapped[int] = mapped_column(index=True)
    commit: Mapped[str] = mapped_column(String(64))
    asked_by: Mapped[str] = mapped_column(String(100))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    status: Mapped[str] = mapped_column(String(16), default=Status.QUEUED)
    tries: Mapped[int] = mapped_column(default=0)  # workers that began it
    # Of the worker that has it. A worker that is alive says so every second; one that is silent has been killed.
    worker: Mapped[str | None] = mapped_column(String(64))
    heard_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    stage: Mapped[str] = mapped_column(String(100), default="")
    percent: Mapped[int] = mapped_column(default=0)
    seconds_left: Mapped[int | None] = mapped_column()
    problem: Mapped[str | None] = mapped_column(Text)  # in an editor's words
    model: Mapped[str | None] = mapped_column(String(100))  # the file's name, once it is trained
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StoredComparison(Base):
    """What one comparison found, as Comparison.as_json() gives it. A newer one of the same pair takes its place."""

    __tablename__ = "studio_comparisons"
    __table_args__ = (UniqueConstraint("draft_id", "commit", "live_model"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(index=True)
    commit: Mapped[str] = mapped_column(String(64))
    model: Mapped[str] = mapped_column(String(100))
    live_model: Mapped[str] = mapped_column(String(100))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    found: Mapped[dict[str, Any]] = mapped_column(JSON)
