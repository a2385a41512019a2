"""A call-back offered and booked in the language a caller speaks, where the council's data have sentences for it.

Nobody answers questions in English about a number and a name who speaks none: they are rung on the number they ring
from, with an interpreter.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from cases.phones import is_costly
from contacts import outcomes
from contacts.acts import NO, YES, Act, Ask, AskKind, CallBack, End, HandOff, Say
from contacts.models import Contact
from contacts.ringing_back import booking
from contacts.speaking import Speaking
from council.council import Council
from council.languages import Language

THEIRS = "language"  # in Contact.taking: the name of the language the call is offered in


def theirs(
    contact: Contact, act: CallBack | HandOff, council: Council, speaking: Speaking
) -> Language | None:
    """The language they speak, where a caller can be offered a call in it, on the number they ring from."""
    language = council.languages.called(act.collected.get("Language"))
    caller = contact.caller
    if language is None or not (language.rings and language.booked and language.voice and speaking.spoken):
        return None
    return language if caller and not is_costly(caller) and caller not in council.phones else None


def offer(language: Language) -> Ask:
    """Says as well that nobody is here, and which key is a yes."""
    return Ask(kind=AskKind.YES_NO, text=language.rings, choices=(YES, NO))


def offered(taking: dict[str, Any], council: Council) -> Language | None:
    return council.languages.called(taking.get(THEIRS))


def booked(
    session: Session,
    contact: Contact,
    language: Language,
    council: Council,
    speaking: Speaking,
    at: datetime,
) -> list[Act]:
    """They said yes, or were not understood: it ends with the one sentence they understand."""
    booking.booked_without_asking(session, contact, council, speaking, at)
    contact.taking, contact.not_understood = None, 0
    outcomes.end(session, contact, at, said_goodbye=False)
    return [Say(text=language.booked), End()]
