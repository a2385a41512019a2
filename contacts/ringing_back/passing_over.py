"""An offer of a call, or the question when it should be, that is left behind for something else."""

from __future__ import annotations

from typing import Any

from cases.phones import read_phone
from cases.protests import is_protest
from contacts.models import Contact
from contacts.ringing_back import reasons
from contacts.ringing_back.at_the_offer import asks_something_else
from contacts.ringing_back.booking import AFTERNOON, ANY_TIME, MORNING, WHEN
from contacts.ringing_back.wished_times import is_any_time, is_no_good, is_only_a_wish
from contacts.said import Said
from council.yes_and import asked_with


def passed_over(taking: dict[str, Any] | None, said: Said) -> bool:
    """Whether a call is booked, and they say something else than when it should be or that it is wrong; or one is
    offered, and they protest at what came before or ask something else."""
    step = (taking or {}).get("step")
    if step == "offer":
        # "No, what time does the tip close" answers it too: contacts/asked_besides.py
        beside = asked_with(said.words)
        answered = beside is not None and bool(beside.answer)
        return not said.choice and (
            is_protest(said.words) or (asks_something_else(said.words) and not answered)
        )
    if step != WHEN or said.choice in (MORNING.value, AFTERNOON.value, ANY_TIME.value):
        return False
    about_it = (
        is_protest(said.words)
        or read_phone(said.words)
        or is_any_time(said.words)
        or is_no_good(said.words)
        or reasons.is_plain_reason(said.words)
    )
    return bool(said.choice) or not (about_it or is_only_a_wish(said.words))


def let_go(contact: Contact) -> None:
    """Somebody has passed over when they are to be rung: it stays as it was said."""
    if (contact.taking or {}).get("step") == WHEN:
        contact.taking = None


def offer_let_go(contact: Contact) -> None:
    """They protested at what came before the offer, and have been answered to that."""
    if (contact.taking or {}).get("step") == "offer":
        contact.taking = None
