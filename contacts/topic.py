"""What a contact is about, when a turn alone does not tell: "speak to someone" after a question on council tax."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from contacts.acts import CallBack, HandOff, Need, Priority
from contacts.models import Contact, Turn
from council.catalogue import Catalogue, Enquiry

LATEST_TURNS = 8
SURE = 0.4  # confidence from which what was understood is taken for what they rang about
NO_TOPICS = ("contact", "signposts")  # services that say how to reach somebody, not about what
NOBODYS = "contact_centre"  # the team of who asked for nobody in particular
ASKED_FOR_TEAM = "Asked for the team"  # the reason of actions/named_person.py
_WANTS_A_PERSON = re.compile(
    r"(?i)\b(?:speak|talk|put (?:me )?through|transfer|connect|pass)\w*\b.{0,20}\b(?:some(?:one|body)|any(?:one|body)"
    r"|person|human|adviser|advisor|operator|agent|people|representative|staff)\b"
    r"|^\W*(?:(?:a|an|the|real|actual|get me|i want|i need|can i have|give me|just|please)\W+)*"
    r"(?:person|human|human being|adviser|advisor|operator|somebody|someone)(?:\W+please)?\W*$"
)


def wants_a_person(words: str) -> bool:
    """Whether plain words ask for anybody. For when the assistant, which knows more ways to say it, is silent."""
    return bool(_WANTS_A_PERSON.search(words))


def topic_of(session: Session, contact: Contact, catalogue: Catalogue) -> Enquiry | None:
    """The enquiry that was understood last, small talk and asking for a person aside."""
    query = select(Turn.understanding).where(Turn.contact_id == contact.id, Turn.understanding.is_not(None))
    for understanding in session.scalars(query.order_by(Turn.number.desc()).limit(LATEST_TURNS)):
        enquiry = catalogue.get(str((understanding or {}).get("intent")))
        confidence = (understanding or {}).get("confidence")
        sure = isinstance(confidence, int | float) and confidence >= SURE
        if enquiry and sure and enquiry.service not in NO_TOPICS:
            return enquiry
    return None


def to_the_right_team(session: Session, contact: Contact, act: HandOff, catalogue: Catalogue) -> HandOff:
    """Of somebody who wants a person, whoever it is: one who knows about what they rang for."""
    ordinary = act.priority is Priority.NORMAL and act.need is Need.NONE and act.reason != ASKED_FOR_TEAM
    if not ordinary or act.team != NOBODYS or act.about or act.person or act.access_needs:
        return act
    topic = topic_of(session, contact, catalogue)
    return act.model_copy(update={"team": topic.team, "about": topic.title}) if topic else act


def rung_by_the_right_team(
    session: Session, contact: Contact, act: CallBack, catalogue: Catalogue
) -> CallBack:
    """The same of who wants to be rung."""
    if act.team != NOBODYS or act.about or act.person:
        return act
    topic = topic_of(session, contact, catalogue)
    return act.model_copy(update={"team": topic.team, "about": topic.title}) if topic else act
