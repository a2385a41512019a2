"""Asking after a call-back: one that did not come, when it will, or that it is no longer wanted.

Who waited in vain is not promised the same once more: sorrow, a look at what was booked, then a person. What was booked
in another conversation is only for whoever takes the call: a phone number alone opens, and cancels, nothing.
"""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from cases.phones import shown_phone, spoken_phone
from contacts.acts import Act, HandOff
from contacts.models import CallBackRequest, CallBackStatus, Contact
from contacts.ringing_back import reasons
from contacts.ringing_back.booking import booked_when
from contacts.speaking import Speaking
from council.council import Council
from council.who_is_here import open_team

MISSED, UNWANTED = "Waited for a call-back that did not come", "Wants to cancel a call-back"
_OPEN = (CallBackStatus.BOOKED, CallBackStatus.RINGING, CallBackStatus.NEEDS_A_PERSON)


class After(StrEnum):
    MISSED = "missed"
    CANCEL = "cancel"


_A_CALL = r"(?:call\ ?-?backs?|ring\ ?-?backs?|phone\ ?calls?|calls?(?!\ ?-?(?:out|centre|center|box|point|charge)))"
# "I'm waiting for a call from the hospital" is none of ours.
_OURS = r"(?!\W+from\b(?!\W+(?:you|the\ council|somebody|someone|(?:the\ )?\w+\ team)))"
_RANG = r"(?:r[aiu]ng|call(?:ed)?|phoned?|bell(?:ed)?)"
_NOT = r"(?:did\ ?n'?t|did\ not|never|have\ ?n'?t|has\ ?n'?t|have\ not|has\ not)"
_MISSED = re.compile(
    rf"""(?ix)
    \b(?:nobody|no[\ -]?one|not\ one\ of\ you)(?:'?s|\ has|\ have)?(?:\ (?:ever|even|bothered\ to))*
      \ {_RANG}\ (?:me|us|him|her|them)\b
    | \b(?:said|promised|told\ (?:me|us))\b.{{0,40}}\b(?:ring|call|phone|bell)\b(?:\ (?:me|us|back))*
      \W+(?:(?:and|but)\ )?(?:\w+\ ){{0,2}}(?:{_NOT}|not|nobody|no[\ -]?one|nothing)\b
    | \b(?:promised|supposed\ to\ (?:get|have)|meant\ to\ (?:get|have)|told\ (?:i'd|i\ would)\ (?:get|have|be\ getting)
      |wait(?:ed|ing)(?:\ (?:in|here|at\ home|all\ \w+|since\ \w+|\w+\ (?:days?|hours?|weeks?))){{0,3}}\ (?:for|on)
      |where'?s|where\ is|what(?:'s|\ has)?\ happened\ (?:to|with))
      \ (?:my|a|the|your|that|our|this)\ (?:phone\ )?{_A_CALL}\b{_OURS}
    | \b(?:when'?s|when\ is|what\ time\ is)\ (?:my|the|your|that|this)\ {_A_CALL}\b
    | \b(?:when|what\ time|what\ day|how\ soon)\b\W+(?:\w+\ )?(?:are|will|is)\ (?:you|they|he|she|some(?:one|body)
      |any(?:one|body))\ (?:going\ to\ |gonna\ |be\ )?(?:ring|call|phon)(?:e|ing)?\ (?:me|us)\b
    | \b{_NOT}\ (?:ever\ )?{_RANG}\ (?:me|us)\ back\b
    | \b(?:{_NOT}|never)\ (?:ever\ )?(?:got|had|get|received?|have)\ (?:a|my|the|any|that)\ (?:call|ring)\ ?-?back\b
    """
)
_CANCEL = re.compile(
    rf"""(?ix)
    \b(?:cancel|call\ off|scrap|undo)\ (?:(?:my|the|that|your|this|a)\ )?{_A_CALL}\b{_OURS}
    | \b(?:no\ longer|(?:do\ ?n'?t|do\ not))\ (?:need|want)\ (?:my|the|that|your|this)\ (?:call|ring)\ ?-?back\b
    | \bno\ longer\ (?:need|want)\ (?:you|them|any(?:one|body))\ to\ (?:ring|call|phone)\ me\b
    | \b(?:do\ ?n'?t|do\ not)\ (?:need|want)\ (?:you|them|any(?:one|body))\ to\ (?:ring|call|phone)
      \ me\ (?:back\ )?(?:any\ ?more|after\ all|now)\b
    """
)
_WANTS_ELSE = re.compile(
    r"(?i)\bcomplain|\bcomplaint|\b(?:text|e-?mail|write to) me\b|\bhow (?:do|can|would) i\b"
)


def asked_in(words: str) -> After | None:
    """What is asked after, and None of all else: a complaint about it is a complaint."""
    said = " ".join(words.replace("’", "'").split())
    if _WANTS_ELSE.search(said):
        return None
    if _CANCEL.search(said):
        return After.CANCEL
    return After.MISSED if _MISSED.search(said) else None


def beside(words: str) -> str:
    """What else is said: danger may be in it."""
    said = " ".join(words.replace("’", "'").split())
    return _MISSED.sub(" ", _CANCEL.sub(" ", said)).strip(" .,!?")


def acts(
    session: Session, contact: Contact, words: str, council: Council, speaking: Speaking, at: datetime
) -> list[Act]:
    mine, theirs = _booked_here(session, contact), _booked_elsewhere(session, contact)
    if asked_in(words) is After.CANCEL:
        return _cancelled(mine, theirs, council, speaking, at)
    if mine and mine.status == CallBackStatus.BOOKED and at <= mine.ring_by:
        number = spoken_phone(mine.number) if speaking.spoken else shown_phone(mine.number)
        due = speaking.say("call_back_due", number=number, when=booked_when(mine, at))
        return [due, speaking.ask("anything_else")]
    return [speaking.say("call_back_missed"), _person(MISSED, mine or theirs, words, council)]


def _cancelled(
    mine: CallBackRequest | None,
    theirs: CallBackRequest | None,
    council: Council,
    speaking: Speaking,
    at: datetime,
) -> list[Act]:
    if mine and mine.status == CallBackStatus.BOOKED:
        mine.status = CallBackStatus.CANCELLED
        return [speaking.say("call_back_cancelled"), speaking.ask("anything_else")]
    act = _person(UNWANTED, mine or theirs, "", council)
    if open_team(council, act.team, at):
        return [act]
    return [speaking.say("call_back_not_cancelled"), speaking.ask("anything_else")]


def _person(reason: str, booked: CallBackRequest | None, words: str, council: Council) -> HandOff:
    """Of the team that was to ring, who sees what the call was about."""
    act = HandOff(reason=reason)
    if booked is not None:
        about = booked.card.get("about", "")
        known = {"about": about} if about and about != booked.reason else {}
        return act.model_copy(update={"team": booked.team, **known})
    return reasons.about(act, reasons.reason_in(words), council)


def _booked_here(session: Session, contact: Contact) -> CallBackRequest | None:
    return _newest(session, CallBackRequest.contact_id == contact.id)


def _booked_elsewhere(session: Session, contact: Contact) -> CallBackRequest | None:
    """On the number they ring or text from, or asked for from it."""
    if not contact.caller:
        return None
    asked = select(Contact.id).where(Contact.caller == contact.caller)
    ours = or_(CallBackRequest.number == contact.caller, CallBackRequest.contact_id.in_(asked))
    return _newest(session, ours)


def _newest(session: Session, whose: ColumnElement[bool]) -> CallBackRequest | None:
    query = select(CallBackRequest).where(whose, CallBackRequest.status.in_(_OPEN))
    return session.scalars(query.order_by(CallBackRequest.id.desc()).limit(1)).first()
