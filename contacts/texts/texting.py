"""A text that a caller may have while they are on the phone: the reference of their case, or where to pay. Who wants to
pay and no text is offered a person, who can take the payment; out of hours a call from one.

It is offered once, to a mobile, after the answer that holds it. The question that was open waits, and is asked after
the yes or the no; whoever says anything else has passed the offer over, and is answered as if it had not been made. A
text holds a reference or an address, and nothing about a person: others may read the phone.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.models import Case, OutboxMessage
from cases.phones import takes_texts
from cases.protests import is_protest
from cases.references import shown
from cases.unsure import is_unsure
from contacts.acts import Act, Ask, AskKind, CallBack, HandOff
from contacts.models import Contact
from contacts.said import Said
from contacts.speaking import Speaking
from contacts.texts.consent import has_stopped
from contacts.texts.texts_out import KIND
from council.catalogue import Enquiry
from council.council import Council
from council.who_is_here import open_team

STEP = "text"  # in Contact.taking, beside the steps of a call-back
TO_PAY = "to_pay"  # the same, when it is a person that is on offer
PAYING = "payment"  # what the enquiry that asks where to pay is known as

# Nothing else may stand beside a yes or a no: "OK, I want to speak to someone" is no yes to a text, and "no, that's
# all" answers the question that waits.
_YES = re.compile(
    r"(yes|yeah|yep|yup|aye|ok|okay|alright|sure|please|lovely|go (on|ahead)|why not"
    r"|(can|could|will|would) you|text|send)"
    r"( (yes|please|thanks|thank you|do|can you|could you|you can|text|send|it|that|me|to|the (reference|link|address)"
    r"|a (link|text)|one|go (on|ahead)|then|by text|(to |on )?(my|this) (phone|mobile|number)"
    r"|through|put|transfer"
    r"|would be (good|great|lovely|helpful)|if you (can|could|would)))*"
)
_NO = re.compile(
    r"(no|nope|nah|not now|dont|do not|i have (it|written it down)|ive (got it|written it down))"
    r"( (no|thanks|thank you|need|bother|worry|its (fine|ok|okay|alright)|im (fine|ok|okay|alright)"
    r"|fine|ok|okay|text|send|me|it|i have (it|written it down)|ive (got it|written it down)))*"
)
# A text, only on another telephone than the one they ring from.
_TO_ANOTHER = re.compile(
    r"(?i)^\W*(?:yes|yeah|yep|ok|okay|please|can you|could you|text|send)\b.*"
    r"(?:\bnot (?:to |on )?(?:this|that)\b|\b(?:different|another|other)\b.{0,12}\b(?:number|phone|mobile|one)\b"
    r"|\bmy (?:husband|wife|partner|son|daughter|mum|dad|other|work)(?:'?s)? (?:number|phone|mobile)\b)"
)


def passed_over(taking: dict[str, Any] | None, said: Said) -> bool:
    """Whether a text is on offer, and they say something else."""
    if taking is None or not _is_offer(taking) or (taking.get("case_id") and _protests(said)):
        return False
    if taking["step"] == TO_PAY and _for_a_text(said):
        return True
    return _answer(said) is None and not _elsewhere(said)


def offered(
    session: Session,
    contact: Contact,
    acts: list[Act],
    notes: frozenset[str],
    intent: str | None,
    speaking: Speaking,
    council: Council,
    at: datetime,
) -> list[Act]:
    """The acts, with the offer in the place of the open question where there is something to text."""
    asked = acts[-1] if acts else None
    if contact.taking or not isinstance(asked, Ask):
        return acts
    identity, to_pay = council.identity, council.catalogue.known_as(PAYING)
    paying = to_pay if to_pay and "answered" in notes and intent == to_pay.name else None
    if speaking.by_text and paying:
        return [*acts[:-1], speaking.say("text_payment_page", page=identity.payment_page), asked]
    if not speaking.spoken:
        return acts
    case = opened(session, contact) if "case_opened" in notes else None
    if not _may_text(session, contact):
        offer = _offer_to_pay(contact, paying, asked, council, speaking, at) if paying else None
        return [*acts[:-1], offer] if offer else acts
    if case:
        body = speaking.texted("text_reference", council=identity.short_name, reference=shown(case.reference))
        question = speaking.ask("offer_reference_by_text", AskKind.YES_NO)
    elif paying:
        body = speaking.texted("text_payment", council=identity.short_name, page=identity.payment_page)
        question = speaking.ask("offer_payment_by_text", AskKind.YES_NO)
    else:
        return acts
    contact.taking = {
        "step": STEP,
        "body": body,
        "case_id": case.id if case else None,
        "asked": asked.model_dump(mode="json"),
        "paying": paying is not None,
    }
    return [*acts[:-1], question]


def _offer_to_pay(
    contact: Contact, enquiry: Enquiry, asked: Ask, council: Council, speaking: Speaking, at: datetime
) -> Act:
    here = open_team(council, enquiry.team, at) is not None
    contact.taking = {"step": TO_PAY, "asked": asked.model_dump(mode="json"), "here": here}
    if here:
        return speaking.ask("offer_payment_by_phone", AskKind.YES_NO)
    return speaking.ask("offer_payment_call_back", AskKind.YES_NO)


def taken_back(contact: Contact) -> dict[str, Any] | None:
    """The offer that was open, which any turn settles."""
    offer = contact.taking
    if not _is_offer(offer):
        return None
    contact.taking = None
    return offer


def answer(
    session: Session,
    contact: Contact,
    offer: dict[str, Any],
    said: Said,
    speaking: Speaking,
    council: Council,
    at: datetime,
) -> list[Act]:
    """What a yes or a no leads to. The text is stored with the turn; the outbox sends it."""
    asked = Ask.model_validate(offer["asked"])
    if offer.get("case_id") and _protests(said):
        wrong = HandOff(
            reason="Says that the report just sent is not right", **_of_the_case(session, offer, council)
        )
        return [speaking.say("report_was_wrong"), wrong]
    if offer["step"] == STEP and _elsewhere(said):
        return [speaking.say("text_only_here"), asked]
    to_pay = council.catalogue.known_as(PAYING)  # none when the council has given it up since it was offered
    if offer["step"] == TO_PAY:
        if to_pay is None or not _answer(said):
            return [asked]
        by = HandOff if offer.get("here", True) else CallBack
        return [by(reason="Wants to pay on the phone", team=to_pay.team, about=to_pay.title)]
    if not _answer(said) or not contact.caller:
        if to_pay is None or not offer["paying"]:
            return [asked]
        return [_offer_to_pay(contact, to_pay, asked, council, speaking, at)]
    session.add(
        OutboxMessage(
            kind=KIND,
            to=contact.caller,
            subject="Asked for on the phone",
            body=offer["body"],
            case_id=offer["case_id"],
        )
    )
    return [speaking.say("text_is_coming", ending=" ".join(contact.caller[-4:])), asked]


def _is_offer(taking: dict[str, Any] | None) -> bool:
    return taking is not None and taking["step"] in (STEP, TO_PAY)


def _protests(said: Said) -> bool:
    return not said.choice and is_protest(said.words)


def _elsewhere(said: Said) -> bool:
    """ "Yes but not to this number": to another one."""
    return not said.choice and bool(_TO_ANOTHER.search(said.words.replace("’", "'")))


def _of_the_case(session: Session, offer: dict[str, Any], council: Council) -> dict[str, str]:
    """Whose the report is, and what it is."""
    case = session.get(Case, offer["case_id"])
    enquiry = council.catalogue.get(case.enquiry) if case else None
    return {"team": enquiry.team, "about": enquiry.title} if enquiry else {}


def _answer(said: Said) -> bool | None:
    if said.choice:
        return {"yes": True, "no": False}.get(said.choice)
    words = " ".join(re.sub(r"[^\w\s]", "", said.words.casefold()).split())
    if _NO.fullmatch(words) or is_unsure(said.words):
        return False  # nothing is texted to somebody who is not sure that they want it
    return True if _YES.fullmatch(words) else None


def _for_a_text(said: Said) -> bool:
    """ "Text me the link" is no yes to a person who takes the payment."""
    return not said.choice and bool(re.search(r"(?i)\b(?:text|send)\b", said.words))


def _may_text(session: Session, contact: Contact) -> bool:
    caller = contact.caller
    return caller is not None and takes_texts(caller) and not has_stopped(session, caller)


def opened(session: Session, contact: Contact) -> Case | None:
    """The newest case of this conversation."""
    newest = select(Case).where(Case.contact_id == contact.id).order_by(Case.id.desc()).limit(1)
    return session.scalar(newest)
