"""What the steps of a turn need to know of a contact, each as one query."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from contacts.acts import Ask, Choice
from contacts.errors import UnknownContact
from contacts.models import Author, Channel, Contact, HandOffStatus, Message, QueueEntry, Status, Turn

TRY_AGAIN = Choice(label="Try again", value="try_again")
A_PERSON = Choice(label="Speak to a person", value="intent:ask_for_human")  # may be chosen at any moment


def contact_by_key(session: Session, key: str, *, lock: bool = False) -> Contact:
    """Raises UnknownContact."""
    query = select(Contact).where(Contact.key == key)
    contact = session.scalar(query.with_for_update() if lock else query)
    if contact is None:
        raise UnknownContact
    return contact


def open_texts(session: Session, number: str, since: datetime) -> str | None:
    """The key of a number's newest conversation by text that goes on: somebody has it, or the last text is not older
    than `since`."""
    query = select(Contact.key).where(
        Contact.channel == Channel.TEXT,
        Contact.caller == number,
        Contact.status != Status.ENDED,
        or_(Contact.status != Status.ASSISTANT, Contact.last_turn_at >= since),
    )
    return session.scalar(query.order_by(Contact.id.desc()).limit(1))


def last_number(session: Session, contact: Contact) -> int:
    """The number of the latest turn; 0 before the first."""
    query = select(Turn.number).where(Turn.contact_id == contact.id).order_by(Turn.number.desc()).limit(1)
    return session.scalar(query) or 0


def messages_of_turn(session: Session, contact: Contact, number: int) -> list[Message]:
    """The resident's line and the replies to it, in order."""
    query = select(Message).where(Message.contact_id == contact.id, Message.turn_number == number)
    return list(session.scalars(query.order_by(Message.id)))


def last_ask(session: Session, contact: Contact) -> Ask | None:
    """The question that is open: the last thing asked of the resident."""
    query = select(Message.act).where(Message.contact_id == contact.id, Message.author == Author.ASSISTANT)
    for act in session.scalars(query.order_by(Message.id.desc()).limit(5)):
        if act["type"] == "ask":
            return Ask.model_validate(act)
    return None


def is_served(session: Session, contact: Contact) -> bool:
    """Whether something was answered or done for them, or they have been asked whether that was all."""
    if contact.answers:
        return True
    query = select(Message.act).where(Message.contact_id == contact.id, Message.author == Author.ASSISTANT)
    return any(act.get("anything_else") for act in session.scalars(query))


def ratings(session: Session, contact: Contact) -> dict[int | None, bool]:
    """Whether the answers of turns helped, by the number of the turn, where the resident said."""
    query = select(Turn.number, Turn.helped).where(Turn.contact_id == contact.id, Turn.helped.is_not(None))
    return {number: bool(helped) for number, helped in session.execute(query)}


def open_entry(session: Session, contact: Contact) -> QueueEntry | None:
    """The contact's place in the queue, or with the adviser who has it."""
    query = select(QueueEntry).where(
        QueueEntry.contact_id == contact.id,
        QueueEntry.status.in_((HandOffStatus.WAITING, HandOffStatus.ACCEPTED)),
    )
    return session.scalar(query.order_by(QueueEntry.id.desc()).limit(1))


def last_entry(session: Session, contact: Contact) -> QueueEntry | None:
    """The contact's newest place in the queue, given up or finished ones too."""
    query = select(QueueEntry).where(QueueEntry.contact_id == contact.id)
    return session.scalar(query.order_by(QueueEntry.id.desc()).limit(1))


def in_trouble(acts: list[dict[str, Any]] | None) -> bool:
    """Whether a turn ended in "shall I try again?"."""
    return any(choice["value"] == TRY_AGAIN.value for act in acts or () for choice in act.get("choices", ()))


def troubles_in_a_row(session: Session, contact: Contact, before: int) -> int:
    """How many turns just before this one the assistant did not answer."""
    query = select(Turn.acts).where(Turn.contact_id == contact.id, Turn.number < before)
    count = 0
    for acts in session.scalars(query.order_by(Turn.number.desc()).limit(5)):
        if not in_trouble(acts):
            break
        count += 1
    return count


def turn_to_retry(session: Session, contact: Contact, before: int) -> Turn | None:
    """The latest turn that was not itself a "try again"."""
    query = select(Turn).where(
        Turn.contact_id == contact.id,
        Turn.number < before,
        Turn.choice.is_distinct_from(TRY_AGAIN.value),
    )
    return session.scalar(query.order_by(Turn.number.desc()).limit(1))
