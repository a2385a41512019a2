"""When speech has failed twice: what people have rung about most in these weeks, each by a key."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from contacts.acts import Act, Ask, AskKind, CallBack, Choice, End, HandOff
from contacts.assistant import INTENT
from contacts.models import Contact, Turn
from contacts.speaking import Speaking
from contacts.topic import NO_TOPICS
from council.catalogue import Catalogue, Enquiry

WEEKS = 4
KEYS = 4
SURE = 0.7  # confidence from which a turn counts as having been about an enquiry


def missed_again(contact: Contact, notes: Collection[str], acts: Sequence[Act]) -> bool:
    """Whether this is the second answer in a row that nothing fitted, and no person is being brought anyway."""
    brings = any(isinstance(act, HandOff | CallBack | End) for act in acts)
    return "not_understood" in notes and contact.not_understood == 1 and not brings


def keys_instead(session: Session, catalogue: Catalogue, speaking: Speaking, at: datetime) -> Act:
    """The question that is answered by a key. 0, for a person or a call from one, always counts."""
    choices = tuple(
        Choice(label=catalogue[name].spoken, value=f"{INTENT}{name}")
        for name in busiest(session, catalogue, at - timedelta(weeks=WEEKS))
    )
    text = speaking.text("keys_instead") if speaking.anybody_here else speaking.text("keys_instead_when_shut")
    return Ask(kind=AskKind.CHOICE, text=text, choices=choices)


def busiest(session: Session, catalogue: Catalogue, since: datetime) -> list[str]:
    """Names of the services asked for most often since a moment, at most KEYS, the busiest first. Before there are as
    many, the catalogue's own busiest fill up. A person is no service: that is what 0 is for."""
    intent = Turn.understanding["intent"].as_string()
    confidence = Turn.understanding["confidence"].as_float()
    counted = (
        select(intent)
        .where(Turn.received_at >= since, confidence >= SURE)
        .group_by(intent)
        .order_by(func.count().desc(), intent)
    )
    names = dict.fromkeys([*session.scalars(counted), *catalogue.busiest])
    return [name for name in names if name in catalogue and is_a_service(catalogue[name])][:KEYS]


def is_a_service(enquiry: Enquiry) -> bool:
    """Whether a caller can choose it and something is done or told: it is no way to a person, nor where to find one."""
    if enquiry.case or enquiry.task:
        return True
    return enquiry.action is None and bool(enquiry.article) and enquiry.service not in NO_TOPICS
