"""The tables of the inbox: masked messages, the groups of those alike, what was decided, and how far it has read."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

import contacts.models  # noqa: F401 so that the tables these refer to are known
from database.base import Base, UtcDateTime, now


class Reason(StrEnum):
    """Why a message is in the inbox. One message may have several."""

    LOW_CONFIDENCE = "low_confidence"  # the assistant was not sure, and nothing came of it
    CHOSE = "chose"  # asked "did you mean", the resident chose
    REJECTED = "rejected"  # asked the same, they wanted none of it
    HANDED_OVER = "handed_over"  # the last thing said before a person was asked for
    THUMBS_DOWN = "thumbs_down"  # the answer did not help
    CORRECTED = "corrected"  # an adviser says that it was about something else


class Kind(StrEnum):
    """What an editor may make of messages."""

    TEACH = "teach"  # phrases of an intent
    OUT_OF_SCOPE = "out_of_scope"  # nothing we do
    TESTING = "testing"  # held out: it judges the assistant and never teaches it
    NEW_ENQUIRY = "new_enquiry"
    DISMISS = "dismiss"


class InboxGroup(Base):
    """Messages so alike that one decision settles them.

    `centre` is the sum of its messages' vectors (float32) and `leanings` that of what the model made of them, over
    `size` messages. `maker` names what made the vectors: only those of one maker can be compared.
    """

    __tablename__ = "studio_inbox_groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    maker: Mapped[str] = mapped_column(String(64), index=True)
    centre: Mapped[bytes] = mapped_column(LargeBinary)
    leanings: Mapped[dict[str, float]] = mapped_column(JSON)
    size: Mapped[int]


class InboxDecision(Base):
    """What one editor decided about some messages. `phrases` are the masked ones that went into the draft."""

    __tablename__ = "studio_inbox_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    intent: Mapped[str | None] = mapped_column(String(100))
    phrases: Mapped[list[str]] = mapped_column(JSON)
    messages: Mapped[int]  # how many it settled
    who: Mapped[str] = mapped_column(String(100))
    email: Mapped[str] = mapped_column(String(254))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    draft_id: Mapped[int | None]
    commits: Mapped[list[str]] = mapped_column(JSON, default=list)  # its steps in the draft, oldest first
    # None until the draft has it: a decision that waits for a draft and was left so is taken back.
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[str | None] = mapped_column(String(100))


class InboxMessage(Base):
    """One message of a resident, masked. Deleted with the contact it came from.

    `words` has a mark such as [address] where something personal stood; see studio/masking/masking.py.
    `understood` is {intent, confidence, outcome, ranking: [{intent, confidence}]} as the live model had it then.
    """

    __tablename__ = "studio_inbox_messages"
    __table_args__ = (
        Index("ix_studio_inbox_messages_open", "decision_id", "group_id"),
        Index("ix_studio_inbox_messages_group", "group_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    turn_id: Mapped[int] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), unique=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("studio_inbox_groups.id"))
    decision_id: Mapped[int | None] = mapped_column(
        ForeignKey("studio_inbox_decisions.id", ondelete="SET NULL")
    )
    words: Mapped[str] = mapped_column(Text)
    spoken: Mapped[bool]
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    reasons: Mapped[list[str]] = mapped_column(JSON)
    understood: Mapped[dict[str, Any]] = mapped_column(JSON)
    # The enquiry it was about, as the resident chose it or an adviser says.
    meant: Mapped[str | None] = mapped_column(String(100))
    vector: Mapped[bytes] = mapped_column(LargeBinary)  # float16


class InboxProgress(Base):
    """How far contacts have been read: everything that changed before `read_to`. One row, with id 1."""

    __tablename__ = "studio_inbox_progress"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    read_to: Mapped[datetime] = mapped_column(UtcDateTime)


def release(session: Session, decision_id: int) -> None:
    """Make the messages of a decision open again."""
    session.execute(
        update(InboxMessage).where(InboxMessage.decision_id == decision_id).values(decision_id=None)
    )
