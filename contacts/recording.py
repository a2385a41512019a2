"""A turn in which a caller speaks of being recorded: answered beside what is asked, and never taken for its answer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from contacts import care
from contacts.acts import Act
from contacts.claims import Claim
from contacts.lookups import last_ask
from contacts.models import Channel, Contact, Status
from contacts.refusing_recording import asks, concerns, refused, said, without_refusal
from contacts.speaking import Speaking

BY = "recording"  # who answered a turn that said nothing else
MOST_TIMES = 3  # that it is answered in one call before it counts as not understood


@dataclass(frozen=True)
class Beside:
    """`claim` is the turn without it, None where that was all."""

    claim: Claim | None


def beside(claim: Claim) -> Beside | None:
    """None of a turn in which recording is not spoken of."""
    here = claim.channel is Channel.PHONE and claim.status is not Status.ADVISER
    if not here or claim.value or claim.said.keyed or not concerns(claim.words):
        return None
    rest = "" if asks(claim.words) else without_refusal(claim.words)
    return Beside(replace(claim, words=rest, said=replace(claim.said, words=rest)) if rest else None)


def told(session: Session, contact: Contact, speaking: Speaking, *, records: bool) -> Act:
    """What is so. `records`: calls are, at this council."""
    if not records:
        return speaking.say("calls_not_recorded")
    return speaking.say("call_is_not_recorded" if refused(session, contact.id) else "call_is_recorded")


def answered(session: Session, contact: Contact, speaking: Speaking, *, records: bool) -> list[Act]:
    """That, and the question that is open: nobody has to answer this one first."""
    asked = last_ask(session, contact) if contact.status == Status.ASSISTANT else None
    first = told(session, contact, speaking, records=records)
    return [first, *(care.asked_again(asked) if asked else [])]


def too_often(session: Session, contact: Contact) -> bool:
    """A line on which nothing else is heard is not answered for ever."""
    return sum(concerns(words) for words in said(session, contact.id)) > MOST_TIMES
