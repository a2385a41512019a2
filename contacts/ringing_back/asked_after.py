"""Asking after a call-back: one that did not come, when it will, or that it is no longer wanted.

Who waited in vain is not promised the same once more: sorrow, a look at what was booked, then a person. What was booked
in another conversation is only for whoever takes the call: a phone number alone opens, and cancels, nothing.
"""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select, update
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
    | \b(?:promised|(?:said|told\ (?:me|us))\b(?!\W+to\b))(?:(?!\b(?:because|cos|if|when)\b).){{0,40}}
      \b(?:ring|call|phone|bell)\b(?:\ (?:me|us|back))*
      (?:\ (?:this|that|on|by|before|in|the|at|yesterday|today|tomorrow|\w+day|morning|afternoon|evening)){{0,4}}
      \W+(?:(?:and|but)\ )?(?:(?:you|they|he|she|it|i|have|has)\ ){{0,2}}(?:{_NOT}|not|nobody|no[\ -]?one|nothing)\b
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
# What it was to be about, as far as the same clause goes.
_ABOUT = re.compile(
    r"(?i)\b(?:about|regarding)(?: (?!(?:and|but|so|because|cos|i|he|she|they|we|you|who|where|when|if)\b)[\w-]+"
    r"(?:'s)?){1,6}"
)
_A_TEAM = re.compile(r"(?i)\b(?:the|your) (?:\w+ ){1,3}(?:team|department|office|people)\b")
_POLITE = frozenset(
    "hi hello hiya sorry oh no yes well so and but right ok okay um er please thanks thank you love then actually just"
    " now can could i i'd i'll want like would to need after all anymore any more it it's fine me for ring me".split()
)
_GOES_ON = re.compile(r"(?i)\W*(?:[,.;]|(?:please|now|and|then|i|i'd|put)\b)(?!\W*(?:if|when|unless|once)\b)")
# Around a call that did not come: who did not ring, when, and that they did not.
_AROUND = _POLITE - {"need", "want"} | frozenset(
    "i've i'm have has had been was is am are were they they'd you'd you've you're he she somebody someone anybody"
    " nobody council one ever still yet never did didn't do not hasn't haven't came come happened rang rung called"
    " phoned call ring back that this the a my our at on in by from of since today yesterday tomorrow last"
    " monday tuesday wednesday thursday friday saturday sunday morning afternoon evening night week weeks day days hour"
    " hours month months ago two three four all us again waiting waited here ringing calling because when what how"
    " supposed said told promised asked where time long o'clock half past ten eleven twelve five six".split()
)


def asked_in(words: str) -> After | None:
    """What is asked after, and None of all else: a complaint about it is a complaint. It must be all that is said. Of
    another's call ("my mum never rang me back"), of one that is not to be cancelled, or of one beside something else
    the assistant hears the whole."""
    said = " ".join(words.replace("’", "'").split())
    if _WANTS_ELSE.search(said):
        return None
    if _CANCEL.search(said):
        return After.CANCEL if _left(_CANCEL.sub(" ", said)) <= _POLITE else None
    return After.MISSED if _MISSED.search(said) and _left(_MISSED.sub(" ", said)) <= _AROUND else None


def cancelled_beside(session: Session, contact: Contact, words: str) -> bool:
    """Whether a call arranged here is cancelled by words that go on with something else: "cancel my call back, and put
    me through". Only where they begin with it, and say nothing of it that might take it back."""
    said = " ".join(words.replace("’", "'").split())
    found = _CANCEL.search(said)
    if found is None or not _left(said[: found.start()]) <= _POLITE or not _GOES_ON.match(said, found.end()):
        return False
    mine = _booked_here(session, contact)
    return mine is not None and _cancels(session, mine)


def _left(rest: str) -> set[str]:
    """The words beside it, but for what the call was about and which of our teams was to ring."""
    return set(re.findall(r"[^\W\d][\w']*", _A_TEAM.sub(" ", _ABOUT.sub(" ", rest)).lower()))


def acts(
    session: Session, contact: Contact, words: str, council: Council, speaking: Speaking, at: datetime
) -> list[Act]:
    mine, theirs = _booked_here(session, contact), _booked_elsewhere(session, contact)
    if asked_in(words) is After.CANCEL:
        return _cancelled(session, mine, theirs, council, speaking, at)
    if mine and mine.status == CallBackStatus.BOOKED and at <= mine.ring_by:
        number = spoken_phone(mine.number) if speaking.spoken else shown_phone(mine.number)
        due = speaking.say("call_back_due", number=number, when=booked_when(mine, at))
        return [due, speaking.ask("anything_else")]
    return [speaking.say("call_back_missed"), _person(MISSED, mine or theirs, words, council)]


def _cancelled(
    session: Session,
    mine: CallBackRequest | None,
    theirs: CallBackRequest | None,
    council: Council,
    speaking: Speaking,
    at: datetime,
) -> list[Act]:
    if mine and _cancels(session, mine):
        return [speaking.say("call_back_cancelled"), speaking.ask("anything_else")]
    act = _person(UNWANTED, mine or theirs, "", council)
    if open_team(council, act.team, at):
        return [act]
    return [speaking.say("call_back_not_cancelled"), speaking.ask("anything_else")]


def _cancels(session: Session, booked: CallBackRequest) -> bool:
    """In one statement: a call that is being rung by now is no longer to be cancelled."""
    still = update(CallBackRequest).where(
        CallBackRequest.id == booked.id, CallBackRequest.status == CallBackStatus.BOOKED
    )
    changed = session.execute(
        still.values(status=CallBackStatus.CANCELLED).returning(CallBackRequest.id)
    ).first()
    session.refresh(booked)
    return changed is not None


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
