"""STOP ends the texts, and nobody's need: whoever has cried for help is looked after by telephone.

Texts may be stopped by the one they are in danger from, or by somebody who dares not be seen with an answer.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.models import Case
from contacts import care, outcomes
from contacts.acts import HandOff, Need, Priority
from contacts.care import CARE_TEAM, DANGER_TO_LIFE, NEEDS_CARE
from contacts.lookups import last_entry, open_entry
from contacts.models import Contact, QueueEntry, Turn
from contacts.ringing_back import booking
from contacts.speaking import Speaking
from contacts.waiting.hand_over import hand_over
from council.council import Council
from council.who_is_here import LAST_STOP

REPORTS_HARM = "safeguarding"  # what the enquiry of a report of it is known as
BROKEN_OFF = "Asked for no more texts after a cry for help"
_TEXTS, _NO_MORE = "Texts", "No more are wanted: please ring"  # on the card


def by_resident(
    session: Session, contact: Contact, council: Council, speaking: Speaking, at: datetime
) -> None:
    """The resident wants no more texts. The conversation is over, unless they cried for help: then they keep the place
    they have, or get one; by night they are rung on the number they text from."""
    entry = open_entry(session, contact)
    if entry is not None and (entry.priority == Priority.URGENT or cried(session, contact, council)):
        _told_on_card(entry)
        return
    if _is_left_alone(session, contact, council):
        _brought(session, contact, council, speaking, at)
        return
    outcomes.end(session, contact, at, said_goodbye=False)


def cried(session: Session, contact: Contact, council: Council) -> bool:
    """Whether any turn of theirs told of danger, harm or distress."""
    if care.danger_told(session, contact):
        return True
    said = session.scalars(select(Turn.understanding).where(Turn.contact_id == contact.id))
    enquiry = council.catalogue.known_as(REPORTS_HARM)
    report = enquiry.name if enquiry else None
    return any(
        care.heard_in(one) in NEEDS_CARE or (report and (one or {}).get("intent") == report) for one in said
    )


def _is_left_alone(session: Session, contact: Contact, council: Council) -> bool:
    """Whether they cried and nobody of ours knows of it: nobody had them, no report was sent, and no call is booked."""
    entry = last_entry(session, contact)
    had = entry is not None and entry.accepted_at is not None
    if had or not cried(session, contact, council) or booking.is_booked(session, contact):
        return False
    return session.scalar(select(Case.id).where(Case.contact_id == contact.id).limit(1)) is None


def _brought(session: Session, contact: Contact, council: Council, speaking: Speaking, at: datetime) -> None:
    """What would be said to them stays unsaid. Whatever was being asked of them, nobody answers it now."""
    danger = care.danger_told(session, contact)
    act = HandOff(
        reason=DANGER_TO_LIFE if danger else BROKEN_OFF,
        team=LAST_STOP if danger else CARE_TEAM,
        priority=Priority.URGENT,
        need=Need.DANGER if danger else Need.VULNERABLE,
        collected={_TEXTS: _NO_MORE},
    )
    hand_over(session, contact, act, council, speaking, at)
    if open_entry(session, contact) is None:  # nobody is here
        if contact.caller:
            booking.booked_without_asking(session, contact, council, speaking, at)
        outcomes.end(session, contact, at, said_goodbye=False)


def _told_on_card(entry: QueueEntry) -> None:
    collected = entry.card.get("collected", {})
    entry.card = {**entry.card, "collected": {**collected, _TEXTS: _NO_MORE}}
