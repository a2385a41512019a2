"""Taking a call-back: number, name, done. Needs no Rasa, because it is also what is left when Rasa is down."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from cases.phones import read_phone, shown_phone, spoken_phone
from contacts.acts import Act, AskKind, CallBack, HandOff, Priority, TakeMessage
from contacts.models import CallBackRequest, Contact, QueueEntry
from contacts.ringing_back.call_back_rules import window
from contacts.said import Said
from contacts.speaking import Speaking, moment
from contacts.waiting.cards import card_of
from council.council import Council

MOST_MISSES = 2
LONGEST_NAME = 5  # words; more is a sentence about something else

_YES = re.compile(
    r"(?i)^\W*(yes|yeah|yep|yup|aye|ok(ay)?|correct|right|sure|please|that'?s (it|right)|it is|1)\b"
)
_STOP = re.compile(r"(?i)never ?mind|forget it|don'?t bother|leave it|cancel")
_NO = re.compile(rf"(?i)^\W*(no|nope|nah|wrong|not|2)\b|{_STOP.pattern.removeprefix('(?i)')}")
_NAME_LEAD_IN = re.compile(
    r"(?i)^\W*(my name is|my name'?s|name'?s|it'?s|it is|this is|i am|i'?m|ask for)\s+"
)


def offer(contact: Contact, act: CallBack, speaking: Speaking, *, unanswered: bool = False) -> list[Act]:
    """Ask whether a call is wanted. `unanswered`: people are here and none took the call, so that whoever wants no
    call-back either may leave a message."""
    contact.taking = {**_started(act, "offer"), "unanswered": unanswered}
    return [speaking.ask("offer_call_back", AskKind.YES_NO)]


def begin(contact: Contact, act: CallBack, speaking: Speaking, words: str = "") -> list[Act]:
    """A call was asked for: take the number straight away, or from the very words that asked."""
    contact.taking = _started(act, "number")
    if number := read_phone(words):
        return _confirm(contact, dict(contact.taking), number, speaking)
    return _ask_number(contact, speaking)


def keep_place(contact: Contact, act: CallBack, entry: QueueEntry, speaking: Speaking) -> list[Act]:
    """Somebody who waits would rather be rung: their place in the queue goes with them."""
    place = {"since": entry.waiting_since.isoformat(), "priority": entry.priority}
    contact.taking = {**_started(act, "number"), "place": place}
    return [speaking.say("place_kept"), *_ask_number(contact, speaking)]


def place_kept(contact: Contact) -> datetime | None:
    """Since when the caller who is being asked for a number has waited in the queue; None if they did not."""
    kept = (contact.taking or {}).get("place")
    return datetime.fromisoformat(kept["since"]) if kept else None


def wanted(contact: Contact) -> CallBack:
    """What the call that is being arranged is about."""
    return CallBack.model_validate((contact.taking or {})["act"])


def take(
    session: Session, contact: Contact, said: Said, council: Council, speaking: Speaking, at: datetime
) -> list[Act]:
    """The next answer."""
    contact.not_understood = 0
    taking = dict(contact.taking or {})
    words = said.choice or said.words
    number = read_phone(said.words)
    if number:
        return _confirm(contact, taking, number, speaking)
    if taking["step"] == "name" and not _is_stop(words):
        name = _NAME_LEAD_IN.sub("", said.words).strip(" .,!")[:100]
        if len(name.split()) > LONGEST_NAME:
            if taking["misses"] < MOST_MISSES:
                return _missed(contact, taking, council, speaking)
            name = ""  # the number is confirmed, and not lost for want of a name
        return _book(session, contact, taking, name or None, council, speaking, at)
    if _NO.search(words):
        if taking["step"] in ("caller", "confirm") and not _is_stop(words):
            contact.taking = {**taking, "step": "number", "number": None, "own": True}
            return [speaking.ask("ask_call_back_number", AskKind.DIGITS)]
        return _dropped(contact, taking, council, speaking, speaking.say("call_back_dropped"))
    if _YES.search(words) and taking["step"] == "offer":
        contact.taking = {**taking, "step": "number"}
        return _ask_number(contact, speaking)
    if _YES.search(words) and taking.get("number"):
        contact.taking = {**taking, "step": "name"}
        return [speaking.ask("ask_call_back_name", AskKind.NAME)]
    return _missed(contact, taking, council, speaking)


def _is_stop(words: str) -> bool:
    return bool(_STOP.search(words))


def _started(act: CallBack, step: str) -> dict[str, Any]:
    return {"step": step, "misses": 0, "act": act.model_dump(mode="json")}


def _ask_number(contact: Contact, speaking: Speaking) -> list[Act]:
    taking = dict(contact.taking or {})
    if contact.caller and not taking.get("own"):
        contact.taking = {**taking, "step": "caller", "number": contact.caller}
        ending = " ".join(contact.caller[-4:])
        return [speaking.ask("confirm_caller_number", AskKind.YES_NO, ending=ending)]
    contact.taking = {**taking, "step": "number"}
    return [speaking.ask("ask_call_back_number", AskKind.DIGITS)]


def _confirm(contact: Contact, taking: dict[str, Any], number: str, speaking: Speaking) -> list[Act]:
    contact.taking = {**taking, "step": "confirm", "number": number}
    said = spoken_phone(number) if speaking.spoken else shown_phone(number)
    return [speaking.ask("confirm_number", AskKind.YES_NO, number=said)]


def _missed(contact: Contact, taking: dict[str, Any], council: Council, speaking: Speaking) -> list[Act]:
    contact.not_understood = misses = taking["misses"] + 1
    if misses > MOST_MISSES:
        phone = council.identity.phone_display
        return _dropped(contact, taking, council, speaking, speaking.say("call_back_gave_up", phone=phone))
    contact.taking = {**taking, "misses": misses}
    match taking["step"]:
        case "offer":
            return [speaking.ask("offer_call_back", AskKind.YES_NO)]
        case "name":
            return [speaking.ask("ask_call_back_name", AskKind.NAME)]
        case "caller" | "confirm":
            said = spoken_phone(taking["number"]) if speaking.spoken else shown_phone(taking["number"])
            return [speaking.ask("confirm_number", AskKind.YES_NO, number=said)]
        case _:
            return [speaking.ask("help_call_back_number", AskKind.DIGITS)]


def _dropped(
    contact: Contact, taking: dict[str, Any], council: Council, speaking: Speaking, first: Act
) -> list[Act]:
    """No call is arranged. Who left the queue for one goes back to their place; whom nobody answered may leave a
    message."""
    act = wanted(contact)
    contact.taking = None
    if taking.get("place"):
        asked = act.model_dump(exclude={"type"})
        return [first, HandOff(**asked, priority=Priority(taking["place"]["priority"]))]
    if taking.get("unanswered") and speaking.spoken:
        promise = council.promises["voicemail"].says
        return [first, speaking.say("leave_message", promise=promise), TakeMessage()]
    return [first, speaking.ask("anything_else")]


def _book(
    session: Session,
    contact: Contact,
    taking: dict[str, Any],
    name: str | None,
    council: Council,
    speaking: Speaking,
    at: datetime,
) -> list[Act]:
    act = wanted(contact)
    team = council.team(act.team)
    ring = window(team.hours, at)
    session.add(
        CallBackRequest(
            contact=contact,
            team=team.key,
            reason=act.reason[:300],
            name=name,
            number=taking["number"],
            ring_from=ring.opens,
            ring_by=ring.by,
            card=card_of(session, contact, act).model_dump(mode="json"),
            waiting_since=place_kept(contact),
        )
    )
    contact.taking = None
    number = spoken_phone(taking["number"]) if speaking.spoken else shown_phone(taking["number"])
    when = moment(ring.by, at).replace(" at ", " before ")
    if act.person:
        booked = speaking.say(
            "call_back_booked_person", person=act.person, team=team.spoken, number=number, when=when
        )
    else:
        called = team.spoken[:1].upper() + team.spoken[1:]
        booked = speaking.say("call_back_booked", team=called, number=number, when=when)
    return [booked, speaking.ask("anything_else")]
