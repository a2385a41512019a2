"""The desk's own table: replies already sent, so that a double click sends once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from database.base import Base, UtcDateTime, now


class SentReply(Base):
    """One submission of a reply form, known by the number the form carried."""

    __tablename__ = "desk_sent_replies"

    nonce: Mapped[str] = mapped_column(String(64), primary_key=True)
    claimed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
