"""Taking a call-back: number, name, done; and then when, which any words may leave as it is. Needs no Rasa, because it
is also what is left when Rasa is down."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cases.models import Case
from cases.phones import read_phone, shown_phone, spoken_phone
from cases.protests import is_protest
from cases.unsure import is_unsure
from contacts import care
from contacts.acts import Act, AskKind, CallBack, HandOff, Priority, TakeMessage
from contacts.models import CallBackRequest, CallBackStatus, Contact, QueueEntry
from contacts.refusing_recording import refuses
from contacts.ringing_back import in_their_language, reasons
from contacts.ringing_back.answers_heard import (
    asks_again,
    asks_why,
    is_of_the_number,
    is_stop,
    name_in,
    says_no,
    says_yes,
)
from contacts.ringing_back.at_the_offer import ALSO_SAID, MOST_HOLDS, rather_holds, tells_more
from contacts.ringing_back.booking import WHEN, book, moved, place_kept, started
from contacts.ringing_back.declining import declines
from contacts.ringing_back.the_number import another_number, ask_number, ask_once_more, confirm
from contacts.ringing_back.wished_times import is_only_a_wish, wish_in
from contacts.said import Said
from contacts.speaking import Speaking
from council.catalogue import Enquiry
from council.council import Council
from council.languages import Language
from council.who_is_here import open_team

MOST_MISSES = 2
MOST_NOTED = 3
MOST_CORRECTIONS = 2  # of a number read back; who must correct it once more needs a person
NUMBER_NOT_TAKEN = "The number to ring could not be taken: it was corrected again and again"
REASON = "reason"  # the step before it is booked, where nothing is known of what it is about


def offer(
    contact: Contact,
    act: CallBack,
    speaking: Speaking,
    *,
    unanswered: bool = False,
    language: Language | None = None,
) -> list[Act]:
    """Ask whether a call is wanted. `unanswered`: people are here and none took the call, so that whoever wants no
    call-back either may leave a message. `language`: theirs, which it is offered in."""
    contact.taking = {**started(act, "offer"), "unanswered": unanswered}
    if language:
        contact.taking |= {in_their_language.THEIRS: language.name}
        return [in_their_language.offer(language)]
    return [speaking.ask("offer_call_back", AskKind.YES_NO)]


def begin(
    contact: Contact, act: CallBack, speaking: Speaking, council: Council, words: str = ""
) -> list[Act]:
    """A call was asked for: take the number straight away, or from the very words that asked."""
    contact.taking = started(act, "number") | _wished({}, words)
    if number := read_phone(words):
        return confirm(contact, dict(contact.taking), number, council, speaking)
    return ask_number(contact, speaking)


def keep_place(contact: Contact, act: CallBack, entry: QueueEntry, speaking: Speaking) -> list[Act]:
    """Somebody who waits would rather be rung: their place in the queue goes with them."""
    place = {"since": entry.waiting_since.isoformat(), "priority": entry.priority}
    contact.taking = {**started(act, "number"), "place": place}
    return [speaking.say("place_kept"), *ask_number(contact, speaking)]


def wanted(contact: Contact) -> CallBack:
    """What the call that is being arranged is about."""
    return CallBack.model_validate((contact.taking or {})["act"])


def take(
    session: Session,
    contact: Contact,
    said: Said,
    council: Council,
    speaking: Speaking,
    at: datetime,
    likely: Enquiry | None = None,
) -> list[Act]:
    """The next answer. `likely`: what the words are about, should they say what the call is to be about."""
    contact.not_understood = 0
    taking = dict(contact.taking or {})
    words = said.choice or said.words
    if taking["step"] == WHEN:
        changed = _number_was_wrong(session, contact, taking, said, council, speaking)
        return changed or moved(session, contact, taking, words, council, speaking, at)
    taking |= _wished(taking, said.words)
    if taking["step"] == REASON and not is_stop(words):
        taking |= _reason_kept(taking, reasons.reason_given(said.words), council, likely)
        return book(session, contact, taking, taking.get("name"), council, speaking, at)
    told = reasons.reason_in(said.words)
    taking |= _reason_kept(taking, told, council, likely)
    contact.taking = taking
    number = read_phone(said.words)
    if number is None and is_of_the_number(taking["step"], said.words):
        return another_number(contact, taking, speaking)
    if _corrected_too_often(taking, number, words):
        return _person_instead(contact, taking, council, speaking, at)
    if number:
        return confirm(contact, taking, number, council, speaking)
    if taking["step"] == "name" and not is_stop(words):
        return _named(session, contact, taking, said, council, speaking, at)
    if (told or is_only_a_wish(said.words)) and not (says_yes(words) or says_no(words)):
        return _noted(contact, taking, council, speaking)
    if (
        taking["step"] == "offer"
        and not said.choice
        and (beside := _beside(session, contact, taking, said, at, council, speaking))
    ):
        return beside
    if is_unsure(words) and not is_stop(words):
        return _not_sure(contact, taking, council, speaking)
    if says_no(words) or declines(words):
        if taking["step"] in ("caller", "confirm") and not is_stop(words):
            return another_number(contact, taking, speaking)
        return _dropped(contact, taking, council, speaking, speaking.say("call_back_dropped"))
    if says_yes(words) and (taking["step"] == "offer" or taking.get("number")):
        return _accepted(session, contact, taking, council, speaking, at)
    return _missed(contact, taking, council, speaking)


def _beside(
    session: Session,
    contact: Contact,
    taking: dict[str, Any],
    said: Said,
    at: datetime,
    council: Council,
    speaking: Speaking,
) -> list[Act]:
    """What is neither yes nor no to the offer: a wish to hold, or more of what it is about. Nothing of all else."""
    act, words = wanted(contact), said.words
    if rather_holds(words):  # where somebody is there to come, and not over and over
        places = select(func.count()).select_from(QueueEntry).where(QueueEntry.contact_id == contact.id)
        if open_team(council, act.team, at) is None or (session.scalar(places) or 0) > MOST_HOLDS:
            return _missed(contact, taking, council, speaking)
        contact.taking = None
        return [HandOff(**act.model_dump(exclude={"type"}))]
    if is_unsure(words) or declines(words) or says_no(words) or not tells_more(words):
        return []
    more = "; ".join(filter(None, (act.collected.get(ALSO_SAID), words[: reasons.LONGEST])))
    told = act.model_copy(update={"collected": {**act.collected, ALSO_SAID: more}})
    taking["act"] = told.model_dump(mode="json")
    return [speaking.say("call_back_noted"), *_missed(contact, taking, council, speaking)]


def _accepted(
    session: Session,
    contact: Contact,
    taking: dict[str, Any],
    council: Council,
    speaking: Speaking,
    at: datetime,
) -> list[Act]:
    """A call is wanted: on which number, or at once for whom we cannot ask; or the number is right."""
    if taking["step"] != "offer":
        return _number_confirmed(session, contact, taking, speaking)
    if language := in_their_language.offered(taking, council):
        return in_their_language.booked(session, contact, language, council, speaking, at)
    contact.taking = {**taking, "step": "number"}
    return ask_number(contact, speaking)


def _noted(contact: Contact, taking: dict[str, Any], council: Council, speaking: Speaking) -> list[Act]:
    if _noted_enough(contact, taking):
        return _missed(contact, taking, council, speaking)
    return [speaking.say("call_back_noted"), *ask_once_more(taking, speaking)]


def _noted_enough(contact: Contact, taking: dict[str, Any]) -> bool:
    """Counts what was told in the place of an answer: what it is about, when to ring. After some of it they have not
    heard the question."""
    taking["noted"] = taking.get("noted", 0) + 1
    contact.taking = taking
    return int(taking["noted"]) > MOST_NOTED


def _corrected_too_often(taking: dict[str, Any], number: str | None, words: str) -> bool:
    """Counts corrections of a number that was read back."""
    if taking["step"] == "confirm" and (number or (says_no(words) and not is_stop(words))):
        taking["corrections"] = taking.get("corrections", 0) + 1
    return int(taking.get("corrections", 0)) > MOST_CORRECTIONS


def _named(
    session: Session,
    contact: Contact,
    taking: dict[str, Any],
    said: Said,
    council: Council,
    speaking: Speaking,
    at: datetime,
) -> list[Act]:
    beside = is_only_a_wish(said.words) or reasons.reason_in(
        said.words
    )  # which is kept for when it is booked
    if asks_why(said.words):
        return [speaking.ask("help_call_back_name", AskKind.NAME)]
    if (beside or asks_again(said.words)) and not _noted_enough(contact, taking):
        return [speaking.ask("ask_call_back_name", AskKind.NAME)]
    name = None if beside else name_in(said.words)
    if name is None and not taking.get("asked_again"):
        contact.taking = {**taking, "asked_again": True}
        return [speaking.ask("help_call_back_name", AskKind.NAME)]
    if speaking.spoken and not (
        reasons.is_known(wanted(contact)) or place_kept(contact) or _told_of(session, contact)
    ):
        contact.taking = {**taking, "step": REASON, "name": name or None}
        return [speaking.ask("ask_call_back_reason")]
    # The number is confirmed, and not lost for want of a name.
    return book(session, contact, taking, name or None, council, speaking, at)


def _told_of(session: Session, contact: Contact) -> bool:
    """Whether danger was told, after which nothing is asked that can wait, or a case was opened, which it is about."""
    opened = session.scalar(select(Case.id).where(Case.contact_id == contact.id).limit(1))
    return opened is not None or care.danger_told(session, contact)


def _number_was_wrong(
    session: Session,
    contact: Contact,
    taking: dict[str, Any],
    said: Said,
    council: Council,
    speaking: Speaking,
) -> list[Act]:
    """Of a call that is booked, and read out: another number in its place. Nothing where only its time is wrong."""
    request = session.get_one(CallBackRequest, taking["request"])
    if said.choice or request.status != CallBackStatus.BOOKED:
        return []
    if number := read_phone(said.words):
        return confirm(contact, taking, number, council, speaking)
    if is_protest(said.words) and wish_in(said.words) is None:
        return another_number(contact, taking, speaking)
    return []


def _number_confirmed(
    session: Session, contact: Contact, taking: dict[str, Any], speaking: Speaking
) -> list[Act]:
    """The name is next, or, where the call was booked already, that it will go there."""
    if not taking.get("request"):
        contact.taking = {**taking, "step": "name"}
        return [speaking.ask("ask_call_back_name", AskKind.NAME)]
    request, contact.taking = session.get_one(CallBackRequest, taking["request"]), None
    if request.status == CallBackStatus.BOOKED:
        request.number = taking["number"]
    number = spoken_phone(request.number) if speaking.spoken else shown_phone(request.number)
    return [speaking.say("call_back_renumbered", number=number), speaking.ask("anything_else")]


def _wished(taking: dict[str, Any], words: str) -> dict[str, Any]:
    """All that was said of when, one bit a line."""
    if not wish_in(words):
        return {}
    before = [taking["wished"]] if taking.get("wished") else []
    return {"wished": "\n".join([*before, words[:200]])}


def _reason_kept(
    taking: dict[str, Any], reason: str, council: Council, likely: Enquiry | None
) -> dict[str, Any]:
    act = reasons.about(CallBack.model_validate(taking["act"]), reason, council, likely)
    return {"act": act.model_dump(mode="json")} if reason else {}


def _missed(contact: Contact, taking: dict[str, Any], council: Council, speaking: Speaking) -> list[Act]:
    contact.not_understood = misses = taking["misses"] + 1
    if misses > MOST_MISSES:
        phone = council.identity.phone_display
        return _dropped(contact, taking, council, speaking, speaking.say("call_back_gave_up", phone=phone))
    contact.taking = {**taking, "misses": misses}
    if language := in_their_language.offered(taking, council):
        return [in_their_language.offer(language)]
    return ask_once_more(taking, speaking)


def noted_enough(contact: Contact) -> bool:
    """Counts an enquiry that is noted in the place of an answer, as a radio may ask for ever."""
    return bool(contact.taking) and _noted_enough(contact, dict(contact.taking or {}))


def asked_again(contact: Contact, speaking: Speaking) -> list[Act]:
    """The question that is open, once more; nothing where another turn has settled it meanwhile."""
    return ask_once_more(dict(contact.taking), speaking) if contact.taking else []


def _person_instead(
    contact: Contact, taking: dict[str, Any], council: Council, speaking: Speaking, at: datetime
) -> list[Act]:
    """The number cannot be taken here. Where a person was tried already or none is here, no call is arranged."""
    act = wanted(contact)
    here = council.team(act.team).hours.is_open(at)
    if here and not (taking.get("place") or taking.get("unanswered")):
        contact.taking = None
        return [HandOff(**act.model_dump(exclude={"type", "reason"}), reason=NUMBER_NOT_TAKEN)]
    phone = council.identity.phone_display
    return _dropped(contact, taking, council, speaking, speaking.say("call_back_gave_up", phone=phone))


def _not_sure(contact: Contact, taking: dict[str, Any], council: Council, speaking: Speaking) -> list[Act]:
    """Neither yes nor no: what a call means is told, and a number is asked about once more."""
    told = [speaking.say("unsure_call_back")] if taking["step"] == "offer" else []
    return [*told, *_missed(contact, taking, council, speaking)]


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
    may_record = not any(refuses(turn.words) for turn in contact.turns)
    if taking.get("unanswered") and speaking.spoken and may_record:
        promise = council.promises["voicemail"].says
        return [first, speaking.say("leave_message", promise=promise), TakeMessage()]
    return [first, speaking.ask("anything_else")]
