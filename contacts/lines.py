"""Writes what the assistant says into the transcript."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from contacts.acts import Act
from contacts.models import Author, Contact, Message


def write_lines(
    session: Session, contact: Contact, number: int | None, acts: list[Act], at: datetime
) -> list[Message]:
    """One line for each act, in order. `number` is the turn they answer, if they answer one."""
    messages = [
        Message(
            contact_id=contact.id,
            turn_number=number,
            author=Author.ASSISTANT,
            act=act.model_dump(mode="json"),
            sent_at=at,
        )
        for act in acts
    ]
    session.add_all(messages)
    session.flush()
    return messages
