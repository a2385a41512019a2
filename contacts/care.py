"""What the bot hears besides the enquiry: danger, harm, distress, abuse. It is answered before anything else.

The enquiry has not been read then, and the form stands where it was: see bot/contact_channel.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from contacts.acts import Act, Ask, HandOff, Need, Priority, Say
from contacts.lookups import last_ask
from contacts.models import Contact, Turn
from contacts.speaking import Speaking
from contacts.troubles import harmed_at_home
from council.catalogue import Catalogue
from council.languages import Language
from council.who_is_here import LAST_STOP

CARE_TEAM = "care"
DANGER_TO_LIFE = "Danger to life"
SUICIDE = "Danger to life: suicide"
SURE_OF_ENQUIRY = 0.75  # confidence from which distress is told of something in particular
FLAG = "Needs care"  # on the card
_DISTRESS = "Distress: please take time"
_HARM = "Worry that someone is being harmed"

# While the assistant does not answer: which of the plain words of danger (council/danger.yml) tell of a wish to die.
_OF_SUICIDE = re.compile(
    r"(?i)\bsuicid|\bkill(ing)? (myself|himself|herself|themsel)|\bend(ing)? it all\b"
    r"|\b(end|ending|take|taking) (my|his|her|their) (own )?life|\b(cut|cutting) (my|his|her|their) wrists"
    r"|\b(can['’]?t|cannot) go on\b|\boverdose|\bwant(s|ed)? to (die|end it)\b|\bend it tonight\b"
    r"|\bdo(n['’]?t| not) want to live\b|\b(hang|hanging) (myself|himself|herself)\b"
    r"|\b(took|taken|swallowed) (all|loads|too many)( of)?( the| my| his| her)? (tablets|pills|paracetamol)\b"
)


class Safety(StrEnum):
    """As bot/safety calls them; anything else is none."""

    EMERGENCY = "emergency"
    SAFEGUARDING = "safeguarding"
    DISTRESS = "distress"
    ABUSE = "abuse"


# What makes somebody who waits already come sooner; danger does too, and is answered apart.
NEEDS_CARE = (Safety.DISTRESS, Safety.SAFEGUARDING)
_FLAGS: dict[Safety | None, str] = {Safety.DISTRESS: _DISTRESS, Safety.SAFEGUARDING: _HARM}


def heard_in(understanding: dict[str, object] | None) -> Safety | None:
    said = str((understanding or {}).get("safety"))
    return Safety(said) if said in list(Safety) else None


def flag(contact: Contact, understanding: dict[str, object] | None) -> None:
    """Distress, or harm to somebody, told while a call-back is arranged: whoever rings reads it on the card."""
    why = _FLAGS.get(heard_in(understanding))
    if why and contact.taking and "act" in contact.taking:
        act = contact.taking["act"]
        collected = {**act.get("collected", {}), FLAG: why}
        contact.taking = {**contact.taking, "act": {**act, "collected": collected}}


def perhaps_danger(understanding: dict[str, object] | None) -> bool:
    """Danger the bot was not sure enough of to leave the enquiry; 999 is named before the answer. Whoever reports an
    emergency as such is told by that answer."""
    reports = (understanding or {}).get("intent") == "report_emergency"
    return heard_in(understanding) is Safety.EMERGENCY and not reports


def interrupts(
    understanding: dict[str, object] | None, words: str, asked: Ask | None
) -> dict[str, object] | None:
    """What is heard that no enquiry may go on after, though the bot was not sure enough of it to leave the enquiry: the
    wish to die or harm at home at any step, distress where a form asks. None where there is none.

    Of any other danger 999 is named and the enquiry goes on: whoever meant a fire door has lost a second.
    """
    heard = heard_in(understanding)
    if heard is Safety.EMERGENCY and (is_of_suicide(understanding) or plainly_of_suicide(words)):
        return {**(understanding or {}), "safety_about": "suicide"}
    if harmed_at_home(words) and heard is not Safety.EMERGENCY:
        # Whatever enquiry it is taken for would ask them where it is, as of somebody else.
        return {**(understanding or {}), "safety": Safety.SAFEGUARDING.value}
    in_a_form = asked is not None and asked.of_form
    return understanding if heard is Safety.DISTRESS and in_a_form else None


def danger_told(session: Session, contact: Contact) -> bool:
    """Whether any turn of the contact told of danger, surely or perhaps."""
    said = session.scalars(select(Turn.understanding).where(Turn.contact_id == contact.id))
    return any(
        heard_in(one) is Safety.EMERGENCY or (one or {}).get("intent") == "report_emergency" for one in said
    )


def is_of_suicide(understanding: dict[str, object] | None) -> bool:
    """An emergency in which somebody means to end a life: there is a number for that, besides 999."""
    return (understanding or {}).get("safety_about") == "suicide"


def plainly_of_suicide(words: str) -> bool:
    """The same of words that mean danger, where the assistant is not asked or does not answer."""
    return bool(_OF_SUICIDE.search(words))


def leaves_room_for_sorrow(understanding: dict[str, object] | None) -> bool:
    """Whether a word of sorrow may come first: before danger, harm or a warning nothing may."""
    return heard_in(understanding) in (None, Safety.DISTRESS)


def danger_words(understanding: dict[str, object] | None) -> str:
    """Which of the council's words name the number to ring."""
    return "suicide" if is_of_suicide(understanding) else "emergency"


def respond(
    session: Session,
    contact: Contact,
    understanding: dict[str, object] | None,
    turn: int,
    speaking: Speaking,
    language: Language | None = None,
    *,
    interpreted: bool = True,
    wished: Sequence[Act] = (),
) -> list[Act]:
    """What is said, with a HandOff where a person must come. Danger that is told in another language is answered in it
    first. Abuse is warned of once and then goes to a person too, who can see what was said: a warning is no reason to
    leave somebody without help.

    Args:
        interpreted: there is somebody to interpret now.
        wished: what came of asking for a person in the same breath. Distress goes to whom they asked for, only sooner.
    """
    heard = heard_in(understanding)
    if heard is Safety.EMERGENCY:
        told = SUICIDE if is_of_suicide(understanding) else DANGER_TO_LIFE
        said = [speaking.say(danger_words(understanding))]
        if language is None:
            return [*said, _person(told, need=Need.DANGER)]
        theirs = Say(text=language.says if interpreted else language.says_when_shut)
        spoken = {"Language": language.name}
        return [theirs, *said, _person(told, need=Need.DANGER).model_copy(update={"collected": spoken})]
    if heard is Safety.SAFEGUARDING:
        return [speaking.say("safeguarding"), _person(_HARM, CARE_TEAM)]
    if heard is Safety.DISTRESS:
        return [speaking.say("distress"), *_taking_time(wished)]
    if _warned(session, contact, turn):
        return [HandOff(reason="Abuse after one warning")]
    asked = last_ask(session, contact)
    return [speaking.say("abuse_warning"), *(asked_again(asked) if asked else [])]


def for_who_helps(
    acts: list[Act], understanding: dict[str, object] | None, catalogue: Catalogue
) -> list[Act]:
    """Distress about what a team of ours brings a person for at once, such as nowhere to sleep: that team, which has a
    number for the night. Of any other distress the contact centre, as it is."""
    enquiry = catalogue.get(str((understanding or {}).get("intent")))
    confidence = (understanding or {}).get("confidence")
    sure = isinstance(confidence, int | float) and confidence >= SURE_OF_ENQUIRY
    if heard_in(understanding) is not Safety.DISTRESS or not sure or enquiry is None or not enquiry.article:
        return acts
    if enquiry.action != "hand_off" or enquiry.service == "contact":
        return acts
    theirs = {"team": enquiry.team, "about": enquiry.title}
    return [
        act.model_copy(update=theirs)
        if isinstance(act, HandOff) and act.team == LAST_STOP and not act.about
        else act
        for act in acts
    ]


def _taking_time(wished: Sequence[Act]) -> list[Act]:
    """Somebody who takes time: whom they asked for where that is plain, else anybody. Nothing is asked back first."""
    plainly = [act for act in wished if isinstance(act, HandOff)]
    if not plainly:
        return [_person(_DISTRESS)]
    soon = {"reason": _DISTRESS, "priority": Priority.URGENT, "need": Need.VULNERABLE}
    return [plainly[0].model_copy(update=soon)]


def _person(reason: str, team: str = LAST_STOP, need: Need = Need.VULNERABLE) -> HandOff:
    return HandOff(reason=reason, team=team, priority=Priority.URGENT, need=need)


def _warned(session: Session, contact: Contact, before: int) -> bool:
    """Whether an earlier turn was abusive."""
    earlier = select(Turn.understanding).where(Turn.contact_id == contact.id, Turn.number < before)
    return any(heard_in(understanding) is Safety.ABUSE for understanding in session.scalars(earlier))


def asked_again(asked: Ask) -> list[Act]:
    """The question that is open, so that they can simply go on; not the greeting with it."""
    return [asked.model_copy(update={"text": asked.again or asked.text})]
