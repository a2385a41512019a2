"""Gathers the facts that contacts/waiting/priority.py weighs."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from cases.models import UNFINISHED, Case
from contacts.acts import HandOff, Need, Priority
from contacts.care import Safety, heard_in
from contacts.models import Contact, Outcome, Turn
from contacts.waiting.priority import REPEAT_DAYS, Facts
from council.hours import LONDON

LATEST_TURNS = 5
UNRESOLVED = (
    Outcome.GAVE_UP_BEFORE_ANSWER,
    Outcome.GAVE_UP_AFTER_ANSWER,
    Outcome.GAVE_UP_IN_QUEUE,
    Outcome.CALL_BACK,  # and they rang before we did
)


def facts_of(session: Session, contact: Contact, act: HandOff, at: datetime) -> Facts:
    """What is known of somebody who joins the queue. A household shares a number, and with it what is counted by
    number: it moves them forward and opens nothing."""
    heard = {heard_in(understanding) for understanding in _understandings(session, contact)}
    danger = act.need is Need.DANGER or Safety.EMERGENCY in heard
    urgent = act.priority is Priority.URGENT and not danger
    return Facts(
        danger=danger,
        vulnerable=urgent or bool(heard & {Safety.DISTRESS, Safety.SAFEGUARDING}),
        unresolved=_unresolved(session, contact, at),
        broken_promises=_broken_promises(session, contact, at),
        language=act.collected.get("Language", ""),
    )


def _understandings(session: Session, contact: Contact) -> list[dict[str, object] | None]:
    """Of the last turns. Danger and distress bring a person at once, so what is older has been answered by one."""
    query = select(Turn.understanding).where(Turn.contact_id == contact.id)
    return list(session.scalars(query.order_by(Turn.number.desc()).limit(LATEST_TURNS)))


def _unresolved(session: Session, contact: Contact, at: datetime) -> int:
    if not contact.caller:
        return 0
    query = select(func.count()).where(
        Contact.caller == contact.caller,
        Contact.id != contact.id,
        Contact.started_at >= at - timedelta(days=REPEAT_DAYS),
        Contact.outcome.in_(UNRESOLVED),
    )
    return session.scalar(query) or 0


def _broken_promises(session: Session, contact: Contact, at: datetime) -> int:
    theirs = [Case.contact_id == contact.id]
    if contact.caller:
        theirs.append(Case.contact_id.in_(select(Contact.id).where(Contact.caller == contact.caller)))
    query = select(func.count()).where(
        or_(*theirs),
        Case.status.in_(UNFINISHED),
        Case.due < at.astimezone(LONDON).date(),
    )
    return session.scalar(query) or 0
