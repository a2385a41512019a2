"""A call-back is booked: when it will be, what is said of it, and what may still be changed once it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.phones import shown_phone, spoken_phone
from contacts import care
from contacts.acts import Act, CallBack, Choice
from contacts.models import CallBackRequest, CallBackStatus, Contact
from contacts.ringing_back.call_back_rules import Window, window
from contacts.ringing_back.reasons import is_plain_reason, reason_in
from contacts.ringing_back.wished_times import fitted, is_no_good, together, wish_in
from contacts.speaking import Speaking, clock, moment
from contacts.waiting.cards import card_of
from council.council import Council

WHEN = "when"  # the step after a call is booked, which may be passed over
MORNING, AFTERNOON = Choice(label="Morning", value="morning"), Choice(label="Afternoon", value="afternoon")
ANY_TIME = Choice(label="Any time", value="any time")


def danger_first(session: Session, contact: Contact, speaking: Speaking) -> list[Act]:
    """For whoever has told of danger: "today before 5.15pm" must not sound as if it could wait until then."""
    told = care.danger_told(session, contact)
    return [speaking.say("call_back_not_for_danger")] if told else []


def is_booked(session: Session, contact: Contact) -> bool:
    """Whether they will be rung already."""
    booked = select(CallBackRequest.id).where(
        CallBackRequest.contact_id == contact.id, CallBackRequest.status == CallBackStatus.BOOKED
    )
    return session.scalar(booked.limit(1)) is not None


def place_kept(contact: Contact) -> datetime | None:
    """Since when the caller who is being asked for a number has waited in the queue; None if they did not."""
    kept = (contact.taking or {}).get("place")
    return datetime.fromisoformat(kept["since"]) if kept else None


def started(act: CallBack, step: str) -> dict[str, Any]:
    """What is being arranged, kept with the contact from one answer to the next."""
    return {"step": step, "misses": 0, "act": act.model_dump(mode="json")}


def book(
    session: Session,
    contact: Contact,
    taking: dict[str, Any],
    name: str | None,
    council: Council,
    speaking: Speaking,
    at: datetime,
) -> list[Act]:
    """Whoever has not waited in a queue is asked what time would suit."""
    act = CallBack.model_validate(taking["act"])
    team = council.team(act.team)
    usual = window(team.hours, at)
    wish, since = together(taking.get("wished", "").split("\n")), place_kept(contact)
    ring, granted = fitted(wish, team.hours, at, usual) if wish else (usual, True)
    request = CallBackRequest(
        contact=contact,
        team=team.key,
        reason=act.reason[:300],
        name=name,
        number=taking["number"],
        ring_from=ring.opens,
        ring_by=ring.by,
        card=card_of(session, contact, act).model_dump(mode="json"),
        waiting_since=since,
    )
    session.add(request)
    session.flush()
    number = spoken_phone(taking["number"]) if speaking.spoken else shown_phone(taking["number"])
    when = _when(ring, at, asked_for=wish is not None)
    if act.person:
        booked = speaking.say(
            "call_back_booked_person", person=act.person, team=team.spoken, number=number, when=when
        )
    else:
        called = team.spoken[:1].upper() + team.spoken[1:]
        booked = speaking.say("call_back_booked", team=called, number=number, when=when)
    danger = danger_first(session, contact, speaking)
    acts = [*danger, booked] if granted else [*danger, speaking.say("call_back_not_then"), booked]
    contact.taking = None
    # Who waited in the queue is rung as soon as their turn comes; nobody is asked what hour would suit a danger.
    if wish or since or danger:
        return [*acts, speaking.ask("anything_else")]
    contact.taking = {**started(act, WHEN), "request": request.id}
    return [*acts, speaking.choose("ask_call_back_when", (MORNING, AFTERNOON, ANY_TIME))]


def booked_without_asking(
    session: Session, contact: Contact, council: Council, speaking: Speaking, at: datetime
) -> list[Act]:
    """On the number they ring from, for a caller who asked for somebody and whose answers are not understood."""
    taking = {**(contact.taking or {}), "number": contact.caller}
    return book(session, contact, taking, None, council, speaking, at)


def moved(
    session: Session,
    contact: Contact,
    taking: dict[str, Any],
    words: str,
    council: Council,
    speaking: Speaking,
    at: datetime,
) -> list[Act]:
    """A call that is booked, at the time they would rather have."""
    request, wish = session.get_one(CallBackRequest, taking["request"]), wish_in(words)
    if is_plain_reason(words) and request.status == CallBackStatus.BOOKED:
        _told_reason(request, reason_in(words), council)
        if wish is None:
            return [
                speaking.say("call_back_noted"),
                speaking.choose("ask_call_back_when", (MORNING, AFTERNOON, ANY_TIME)),
            ]
    if is_no_good(words) and not taking.get("asked_again"):
        contact.taking = {**taking, "asked_again": True}
        return [speaking.choose("ask_call_back_when", (MORNING, AFTERNOON, ANY_TIME))]
    contact.taking = None
    if wish is None or request.status != CallBackStatus.BOOKED:  # any time will do, or it rings already
        return [speaking.ask("anything_else")]
    usual = Window(request.ring_from, request.ring_by)
    ring, granted = fitted(wish, council.team(request.team).hours, at, usual)
    request.ring_from, request.ring_by = ring.opens, ring.by
    acts = [] if granted else [speaking.say("call_back_not_then")]
    when = _when(ring, at, asked_for=True)
    return [*acts, speaking.say("call_back_moved", when=when), speaking.ask("anything_else")]


def booked_when(request: CallBackRequest, at: datetime) -> str:
    """When a call will be made: today before 5.15pm, or tomorrow between 8.45am and 12pm."""
    ring = Window(request.ring_from, request.ring_by)
    return _when(ring, at, asked_for=request.ring_from > at)


def _told_reason(request: CallBackRequest, reason: str, council: Council) -> None:
    """What a booked call is about goes onto its card. Its team and time have been said, and stay."""
    about = request.card.get("about", "")
    known = f"{about}: {reason}" if about and about != request.reason else reason
    request.card = {**request.card, "about": known}


def _when(ring: Window, at: datetime, *, asked_for: bool) -> str:
    """today before 5.15pm, or, of a time somebody asked for, tomorrow between 12pm and 5.15pm."""
    if not asked_for:
        return moment(ring.by, at).replace(" at ", " before ")
    return f"{moment(ring.opens, at).replace(' at ', ' between ')} and {clock(ring.by)}"
