"""The number to ring: asked for, read back, and asked for once more."""

from __future__ import annotations

from typing import Any

from cases.phones import is_costly, shown_phone, spoken_phone
from contacts.acts import Act, AskKind
from contacts.models import Contact
from contacts.speaking import Speaking
from council.council import Council


def ask_number(contact: Contact, speaking: Speaking) -> list[Act]:
    taking = dict(contact.taking or {})
    if contact.caller and not taking.get("own"):
        contact.taking = {**taking, "step": "caller", "number": contact.caller}
        ending = " ".join(contact.caller[-4:])
        return [speaking.ask("confirm_caller_number", AskKind.YES_NO, ending=ending)]
    contact.taking = {**taking, "step": "number"}
    return [speaking.ask("ask_call_back_number", AskKind.DIGITS)]


def another_number(contact: Contact, taking: dict[str, Any], speaking: Speaking) -> list[Act]:
    contact.taking = {**taking, "step": "number", "number": None, "own": True}
    return [speaking.ask("ask_call_back_number", AskKind.DIGITS)]


def confirm(
    contact: Contact, taking: dict[str, Any], number: str, council: Council, speaking: Speaking
) -> list[Act]:
    if is_costly(number) or number in council.phones:  # we would pay dearly, or ring ourselves
        contact.taking = {**taking, "step": "number", "number": None, "own": True}
        return [speaking.ask("costly_call_back_number", AskKind.DIGITS)]
    contact.taking = {**taking, "step": "confirm", "number": number}
    said = spoken_phone(number) if speaking.spoken else shown_phone(number)
    return [speaking.ask("confirm_number", AskKind.YES_NO, number=said)]


def ask_once_more(taking: dict[str, Any], speaking: Speaking) -> list[Act]:
    """The question that is open: whether a call is wanted at all, or on which number."""
    match taking["step"]:
        case "offer":
            return [speaking.ask("offer_call_back", AskKind.YES_NO)]
        case "caller" | "confirm":
            said = spoken_phone(taking["number"]) if speaking.spoken else shown_phone(taking["number"])
            return [speaking.ask("confirm_number", AskKind.YES_NO, number=said)]
        case _:
            return [speaking.ask("help_call_back_number", AskKind.DIGITS)]
