"""Somebody asked for by name who is not there: said honestly, with the choice of whoever stands in, or a call-back.

In this order: the person, while they are at the desk or nothing can be told of it; their deputy, unless the deputy is
away too; their team; and whoever would rather be rung by the person themselves, or whom nobody answers, is.
"""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy.orm import Session

from contacts.acts import Act, Ask, AskKind, CallBack, Choice, HandOff, Priority
from contacts.models import Contact
from contacts.said import Said
from contacts.speaking import Speaking
from contacts.waiting import presence
from council.council import Council, Team
from council.people import Person

STEP = "away"  # of Contact.taking
PUT_THROUGH, RING_BACK = "away:put_through", "away:ring_back"

_RING_BACK = re.compile(
    r"(?i)\b(ring|call|phone|bell|buzz)\w*\b.{0,15}\b(me|us|back|later)\b|\bcall.?back\b"
    r"|\b(him|her|them|he|she|they)\b.{0,8}\b(ring|call|phone)\b"
)
_NEITHER = re.compile(r"(?i)never ?mind|forget it|don'?t bother|leave it|cancel|neither|no,? thank")


def asked(
    session: Session,
    contact: Contact,
    act: HandOff,
    team: Team,
    council: Council,
    speaking: Speaking,
    at: datetime,
) -> list[Act]:
    """The question, where whom they asked for is away; nothing where they are there or nobody can tell. `team` is
    open and would take it."""
    if act.person is None or act.priority is Priority.URGENT:
        return []
    if presence.is_here(session, act.person, at) is not False:
        return []
    deputy = _deputy(session, council, act.person, at)
    through = act.model_copy(
        update={"deputy": deputy.name, "team": deputy.team} if deputy else {"team": team.key}
    )
    other = deputy.name if deputy else team.spoken
    contact.taking = {"step": STEP, "act": through.model_dump(mode="json"), "team": act.team}
    if deputy:
        words = speaking.text("away_deputy", person=act.person, deputy=deputy.name)
    else:
        words = speaking.text("away_team", person=act.person, team=team.spoken)
    return [_question(speaking, words, other)]


def is_open(contact: Contact) -> bool:
    return contact.taking is not None and contact.taking["step"] == STEP


def answer(contact: Contact, said: Said, speaking: Speaking) -> list[Act]:
    """What the answer leads to: a HandOff or CallBack that is still to be made real. Whoever asked for a person, and
    says neither that they would rather be rung nor that they want nothing more, is put through."""
    taking = contact.taking or {}
    act = HandOff.model_validate(taking["act"])
    contact.taking, contact.not_understood = None, 0
    if said.choice == RING_BACK or (not said.choice and _RING_BACK.search(said.words)):
        asked_for = act.model_dump(include={"reason", "about", "collected", "access_needs", "person"})
        return [CallBack(**asked_for, team=taking["team"])]
    if not said.choice and _NEITHER.search(said.words):
        return [speaking.ask("anything_else")]
    return [act]


def _question(speaking: Speaking, words: str, other: str) -> Act:
    through = speaking.text("away_put_through", other=other[:1].upper() + other[1:])
    return Ask(
        kind=AskKind.CHOICE,
        text=words,
        choices=(
            Choice(label=through, value=PUT_THROUGH),
            Choice(label=speaking.text("away_ring_back"), value=RING_BACK),
        ),
    )


def _deputy(session: Session, council: Council, name: str, at: datetime) -> Person | None:
    """Who stands in and can take it now."""
    person = council.person(name)
    deputy = council.person(person.deputy) if person else None
    if deputy is None or not council.team(deputy.team).hours.is_open(at):
        return None
    return None if presence.is_here(session, deputy.name, at) is False else deputy
