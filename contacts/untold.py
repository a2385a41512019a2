"""What somebody rang about, in their own words, where the assistant did not answer: nobody else has said what it is."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from contacts.lookups import in_trouble
from contacts.models import Contact, Turn
from contacts.ringing_back.reasons import reason_given, reason_in
from contacts.topic import wants_a_person

LATEST_TURNS = 8
# Said while nothing comes back, and about nothing.
_EMPTY = re.compile(
    r"(?i)^\W*(?:(?:hello|hi|hiya|hey|good (?:morning|afternoon|evening)|yes|yeah|yep|ok|okay|please|thanks|thank you"
    r"|sorry|pardon|what|well|there|(?:are|is) (?:you|any(?:one|body)) (?:still )?there|try again|go on(?: then)?"
    r"|(?:can|could) you (?:still )?hear me|i'?m (?:still )?here)\b\W*)*$"
)


def story(session: Session, contact: Contact, number: int) -> str:
    """The fullest of what was said in this turn and in those just before it that were not answered; "" where there is
    nothing. A wish for a person says only what follows "about"."""
    query = select(Turn).where(Turn.contact_id == contact.id, Turn.number <= number)
    told: list[str] = []
    for turn in session.scalars(query.order_by(Turn.number.desc()).limit(LATEST_TURNS)):
        if turn.number < number and not in_trouble(turn.acts):
            break
        if turn.choice is None and not _EMPTY.match(turn.words.replace("’", "'")):
            told.append(_reason(turn.words))
    return max(reversed(told), key=len, default="")


def _reason(words: str) -> str:
    return reason_in(words) if wants_a_person(words) else reason_given(words)
