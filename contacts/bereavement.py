"""A word of sorrow, before anything else, to whoever tells that somebody has died; and a person offered first.

bot/bereavement.py hears it, at any enquiry and at every step of a form. It is said once in a contact.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from contacts.acts import Act, Ask, AskKind, CallBack, End, HandOff
from contacts.lookups import A_PERSON
from contacts.models import Contact, Turn
from contacts.speaking import Speaking
from council.catalogue import Catalogue

OF_A_DEATH = "bereavement"  # what the enquiry is known as whose asker has lost somebody, told or not
_OPEN = (AskKind.OPEN, AskKind.CHOICE)


def is_told_in(understanding: dict[str, object] | None, catalogue: Catalogue) -> bool:
    read = understanding or {}
    enquiry = catalogue.get(str(read.get("intent"))) if read.get("outcome") == "answer" else None
    return bool(read.get("bereaved")) or (enquiry is not None and OF_A_DEATH in enquiry.keys)


def sorrow_first(
    session: Session,
    contact: Contact,
    understanding: dict[str, object] | None,
    acts: Sequence[Act],
    turn: int,
    speaking: Speaking,
    catalogue: Catalogue,
) -> list[Act]:
    """The acts, after the sentence that is owed; with a person offered, unless one comes already."""
    if not is_told_in(understanding, catalogue) or _told_before(session, contact, turn, catalogue):
        return list(acts)
    sorry = speaking.say("bereavement")
    if any(isinstance(act, HandOff | CallBack | End) for act in acts):
        return [sorry, *acts]
    return [sorry, speaking.say("bereavement_person"), *(_with_a_person(act, speaking) for act in acts)]


def _with_a_person(act: Act, speaking: Speaking) -> Act:
    """To read, a person is the first choice; a caller presses 0 at any time."""
    if speaking.spoken or not isinstance(act, Ask) or act.kind not in _OPEN or A_PERSON in act.choices:
        return act
    return act.model_copy(update={"choices": (A_PERSON, *act.choices)})


def _told_before(session: Session, contact: Contact, turn: int, catalogue: Catalogue) -> bool:
    earlier = select(Turn.understanding).where(Turn.contact_id == contact.id, Turn.number < turn)
    return any(is_told_in(understanding, catalogue) for understanding in session.scalars(earlier))
