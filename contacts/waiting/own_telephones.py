"""Whose own telephone is rung first: whom they asked for, or who stands in for them, before any team."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from contacts.models import QueueEntry
from contacts.waiting import presence
from contacts.waiting.cards import Card
from council.council import Council
from council.people import Person


def first_rung(session: Session, entry: QueueEntry, council: Council, at: datetime) -> Person | None:
    """None where they asked for nobody, who has no telephone of their own, or has left the desk."""
    card = Card.model_validate(entry.card)
    named = council.person(card.deputy or card.person)
    if named is None or not named.phone or presence.is_here(session, named.name, at) is False:
        return None
    return named
