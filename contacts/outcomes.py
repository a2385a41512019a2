"""How a contact ended, honestly: a hang-up is never a success."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.models import Case
from contacts.lookups import open_entry
from contacts.models import (
    CallBackRequest,
    CallBackStatus,
    Contact,
    HandOffStatus,
    Outcome,
    QueueEntry,
    Status,
)


def end(session: Session, contact: Contact, at: datetime, *, said_goodbye: bool) -> None:
    """Close a contact with the outcome its story gives. A place in the queue is given up."""
    if contact.status == Status.ENDED:
        return
    entry = open_entry(session, contact)
    contact.outcome = contact.outcome or _outcome(session, contact, entry, said_goodbye=said_goodbye)
    if entry and entry.status == HandOffStatus.WAITING:
        entry.status, entry.finished_at = HandOffStatus.ABANDONED, at
    contact.status, contact.ended_at, contact.taking = Status.ENDED, at, None


def _outcome(session: Session, contact: Contact, entry: QueueEntry | None, *, said_goodbye: bool) -> Outcome:
    if entry:
        return Outcome.HANDED_OVER if entry.accepted_at else Outcome.GAVE_UP_IN_QUEUE
    theirs, wanted = (
        CallBackRequest.contact_id == contact.id,
        CallBackRequest.status != CallBackStatus.CANCELLED,
    )
    if session.scalar(select(CallBackRequest.id).where(theirs, wanted).limit(1)):
        return Outcome.CALL_BACK
    if session.scalar(select(Case.id).where(Case.contact_id == contact.id).limit(1)):
        return Outcome.CASE_OPENED
    if contact.answers:
        return Outcome.ANSWERED if said_goodbye else Outcome.GAVE_UP_AFTER_ANSWER
    return Outcome.GAVE_UP_BEFORE_ANSWER
