"""A cry on the phone with nothing else in it: "fire!" is danger however badly it was heard, and after "help me please"
we ask whether anyone is in danger. The question that was open waits."""

from __future__ import annotations

import re
from typing import Any

from contacts.acts import Act, Ask, AskKind, HandOff, Need, Priority
from contacts.models import Contact
from contacts.said import Said
from contacts.speaking import Speaking

STEP = "cry"  # of Contact.taking
IN_DANGER = "Words that mean danger"

_CALLING = r"(?:(?:oh|god|please|quick|quickly|help|help me|someone|somebody|anyone|anybody|there'?s|a)\W+)*"
_OF_DANGER = re.compile(
    rf"(?i)^\W*{_CALLING}(?:fire|choking|drowning|stabbed|(?:an )?ambulance)"
    r"(?:\W+(?:fire|help|please|quick|now))*\W*$"
)
_FOR_HELP = re.compile(
    r"(?i)^\W*(?:(?:oh|god|please|quick)\W+)*"
    r"(?:(?:some|any)(?:one|body)(?: please)? help(?: me| us)?|help (?:me|us)|help(?:\W+help)+|please\W+help)"
    r"(?:\W+(?:please|now|quick|quickly|help|someone|somebody|me))*\W*$"
)
_YES = re.compile(r"(?i)^\W*(?:yes|yeah|yep|yup|aye|i am|we are|he is|she is|they are)\b")
_NO = re.compile(
    r"(?i)^\W*(?:no|nope|nah|not really|nobody|no one)\b(?:\W+(?:no|thanks|thank you|one|nobody|is|in|danger))*\W*$"
)


def of_danger(words: str) -> bool:
    return bool(_OF_DANGER.match(words))


def for_help(words: str) -> bool:
    return bool(_FOR_HELP.match(words))


def asked(contact: Contact, waits: Ask | None, speaking: Speaking) -> list[Act]:
    """Whether anyone is in danger. `waits` is the question that was open."""
    contact.taking = {"step": STEP, "asked": waits.model_dump(mode="json") if waits else None}
    return [speaking.ask("ask_in_danger", AskKind.YES_NO)]


def is_open(contact: Contact) -> bool:
    return _is_open(contact.taking)


def passed_over(taking: dict[str, Any] | None, said: Said) -> bool:
    """Whether we have asked, and they say something else: what they need."""
    return _is_open(taking) and _answer(said) is None


def let_go(contact: Contact) -> None:
    if is_open(contact):
        contact.taking = None


def answer(contact: Contact, said: Said, speaking: Speaking) -> list[Act]:
    """A yes brings a person, still to be made real; after a no they are asked what was asked before."""
    waits = (contact.taking or {}).get("asked")
    contact.taking = None
    if _answer(said):
        person = HandOff(reason=IN_DANGER, priority=Priority.URGENT, need=Need.DANGER)
        return [speaking.say("emergency"), person]
    if waits is None:
        return [speaking.ask("phone_greeting_again")]
    ask = Ask.model_validate(waits)
    return [ask.model_copy(update={"text": ask.again or ask.text})]


def _is_open(taking: dict[str, Any] | None) -> bool:
    return taking is not None and taking["step"] == STEP


def _answer(said: Said) -> bool | None:
    if said.choice:
        return {"yes": True, "no": False}.get(said.choice)
    if _NO.match(said.words):
        return False
    return True if _YES.match(said.words) else None
