"""Somebody gives a payment card's number, which is never asked for here: told so, and where they were, they go on."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contacts.acts import Act
from contacts.lookups import last_ask
from contacts.models import Contact, Status
from contacts.speaking import Speaking


def not_here(session: Session, contact: Contact, turn: int, speaking: Speaking) -> list[Act]:
    """What is said, with the question that is open. The greeting is not said twice."""
    said = [speaking.say("no_card_numbers")]
    if contact.status != Status.ASSISTANT:
        return said
    asked = last_ask(session, contact)
    return [*said, asked if asked and turn > 1 else speaking.ask("what_instead")]
