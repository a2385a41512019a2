"""What is asked in one breath with the answer to a yes or no of the call itself (a call-back, a text), or in its place:
"no, what time does the tip close". The answer counts, and what was asked is answered; the question that was open is
only put again where nothing answered it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cases.phones import read_phone
from contacts import care
from contacts.acts import Act, Ask, CallBack, HandOff, Say, TakeMessage
from contacts.models import Contact
from contacts.ringing_back import reasons
from contacts.ringing_back.at_the_offer import rather_holds
from contacts.ringing_back.wished_times import is_only_a_wish
from contacts.said import Said
from contacts.texts import texting
from council.catalogue import Catalogue, Enquiry
from council.yes_and import Asked, asked_with

if TYPE_CHECKING:
    from contacts.claims import Claim  # which names what is asked besides

OFFER = "offer"  # the step of a call-back that a no ends
CALL_BACK = (OFFER, "caller", "confirm")
_WHAT_ABOUT = re.compile(r"(?i)(?:what|how) about\b")
ALSO = "Also asked about"  # on the adviser's card
SURE = 0.75  # confidence from which what was asked is an enquiry, and no remark on the question
# About being put through, as the question itself is; and so is whatever else brings a call or a person by name.
ABOUT_THE_CALL = ("ask_for_human", "request_interpreter", "report_emergency")
A_NAMED_PERSON, A_CALL = "named_person", "call_back"  # what such an enquiry is known as, and what it does


def beside_an_answer(taking: dict[str, Any] | None, said: Said) -> Asked | None:
    """What is asked besides, should the assistant take it for an enquiry; None where the words only answer."""
    step = (taking or {}).get("step")
    if said.choice or said.keyed or step not in (*CALL_BACK, texting.STEP, texting.TO_PAY):
        return None
    asked = asked_with(said.words)
    if asked is None or read_phone(said.words) or is_only_a_wish(asked.words) or rather_holds(said.words):
        return None
    if step in CALL_BACK:  # "yes, I want to talk about my rent" is what the call is to be about
        about = reasons.reason_in(asked.words) and not _WHAT_ABOUT.match(asked.words)
        return None if asked.answer != "no" and about else asked
    return asked if asked.answer == "yes" else None  # else the offer of a text is passed over by itself


def enquiry_in(understood: dict[str, Any] | None, catalogue: Catalogue) -> Enquiry | None:
    """What was asked, where it is an enquiry for certain, and neither danger nor distress is heard in it."""
    enquiry = catalogue.get(str((understood or {}).get("intent")))
    confidence = (understood or {}).get("confidence")
    sure = isinstance(confidence, int | float) and confidence >= SURE
    if enquiry is None or not sure or care.heard_in(understood) or _is_about_the_call(enquiry):
        return None
    return enquiry


def _is_about_the_call(enquiry: Enquiry) -> bool:
    by_name = A_NAMED_PERSON in enquiry.known_as
    return by_name or enquiry.action == A_CALL or enquiry.name in ABOUT_THE_CALL


def is_left_for(step: str, asked: Asked) -> bool:
    """Whether nothing more is to be asked about the call: what they want now comes in its place."""
    return step not in CALL_BACK or (step == OFFER and asked.answer == "no")


def is_only_told(enquiry: Enquiry) -> bool:
    """Whether it is answered in a few sentences; else whoever rings will know of it."""
    return not enquiry.fields and enquiry.action is None and enquiry.article is not None


def note(contact: Contact, enquiry: Enquiry) -> None:
    """Whoever rings knows what was asked besides."""
    if not contact.taking or "act" not in contact.taking:
        return
    act = CallBack.model_validate(contact.taking["act"])
    titles = dict.fromkeys([*filter(None, [act.collected.get(ALSO)]), enquiry.title])
    known = act.model_copy(update={"collected": {**act.collected, ALSO: ", ".join(titles)}})
    contact.taking = {**contact.taking, "act": known.model_dump(mode="json")}


def together(first: Sequence[Act], told: Sequence[Act]) -> list[Act]:
    """What came of the answer, and what was told besides it. A question about the call comes last; where there is none,
    whatever is asked next is asked once."""
    asks = [act for act in first if isinstance(act, Ask)]
    if any(isinstance(act, HandOff) for act in first) or (asks and not asks[-1].anything_else):
        return [*(act for act in told if isinstance(act, Say)), *first]
    said = [act for act in first if isinstance(act, Say)]
    if any(isinstance(act, TakeMessage) for act in first):
        said = said[:1]  # who asks something leaves no message
    return [*said, *told]


def comes_first(first: Sequence[Act], told: Sequence[Act]) -> list[Act]:
    """The same where a person comes, or a call is offered, for what was told: nothing else is asked then."""
    return [*(act for act in first if isinstance(act, Say)), *told]


def of_the_answer(claim: Claim, asked: Asked) -> Claim:
    """The same of the answer alone."""
    return replace(claim, words=asked.answer, said=Said(words=asked.answer))


def of_what_was_asked(claim: Claim, asked: Asked) -> Claim:
    """The turn, as if nothing else had been said in it."""
    return replace(claim, words=asked.words, said=replace(claim.said, words=asked.words))
