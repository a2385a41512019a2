"""Somebody asked for by name who is not there: said honestly, with the choice of whoever stands in, or a call-back.

In this order: the person, while they are at the desk or nothing can be told of it; their deputy, unless the deputy is
away too; their team; and whoever would rather be rung by the person themselves, or whom nobody answers, is.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from contacts.acts import Act, Ask, AskKind, CallBack, Choice, HandOff, Priority
from contacts.lookups import A_PERSON
from contacts.models import Contact
from contacts.said import Said
from contacts.speaking import Speaking
from contacts.waiting import presence
from council.council import Council, Team
from council.people import Person

STEP = "away"  # of Contact.taking
PUT_THROUGH, RING_BACK = "away:put_through", "away:ring_back"
MOST_MISSES = 1  # answers that are neither; whoever asked for a person is then put through

_RING_BACK = re.compile(
    r"(?i)\b(ring|call|phone|bell|buzz)\w*\b.{0,15}\b(me|us|back|later)\b|\bcall.?back\b"
    r"|\b(him|her|them|he|she|they)\b.{0,8}\b(ring|call|phone)\b"
)
_PUT_THROUGH = re.compile(
    r"(?i)\b(through|connect|transfer|team|now|deputy|stands? in|someone|somebody|anyone|anybody|whoever|adviser"
    r"|person|hold|wait|yes|yeah|yep|yup|aye|ok(ay)?|sure|fine|please do|go on)\b"
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
    contact.taking = {"step": STEP, "misses": 0, "act": through.model_dump(mode="json"), "other": other}
    if deputy:
        words = speaking.text("away_deputy", person=act.person, deputy=deputy.name)
    else:
        words = speaking.text("away_team", person=act.person, team=team.spoken)
    return [_question(speaking, words, other)]


def is_open(contact: Contact) -> bool:
    return contact.taking is not None and contact.taking["step"] == STEP


def answer(contact: Contact, said: Said, speaking: Speaking) -> list[Act]:
    """What the answer leads to: a HandOff or CallBack that is still to be made real, or the question once more."""
    taking: dict[str, Any] = dict(contact.taking or {})
    act, other = HandOff.model_validate(taking["act"]), str(taking["other"])
    contact.taking, contact.not_understood = None, 0
    if said.choice in (PUT_THROUGH, A_PERSON.value):
        return [act]
    if said.choice == RING_BACK or _RING_BACK.search(said.words):
        return [CallBack(**act.model_dump(include={"reason", "team", "about", "collected", "person"}))]
    if _NEITHER.search(said.words):
        return [speaking.ask("anything_else")]
    if _PUT_THROUGH.search(said.words) or _names(said.words, other) or taking["misses"] >= MOST_MISSES:
        return [act]
    contact.taking = {**taking, "misses": taking["misses"] + 1}
    contact.not_understood = taking["misses"] + 1
    return [_question(speaking, speaking.text("away_again", other=other), other)]


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


def _names(words: str, other: str) -> bool:
    return bool(
        set(re.findall(r"\w+", words.casefold())) & set(other.casefold().split()) - {"the", "an", "and"}
    )
