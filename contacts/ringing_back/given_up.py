"""The line gives up on words that lead nowhere, while nobody is here and a call-back is being arranged.

Whoever asked for somebody is not asked the same once more: they are rung on the number they ring from, and told so.
Where none is known, or nothing but noise was heard on the whole call, nobody is rung.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from cases.phones import is_costly
from contacts import outcomes
from contacts.acts import Act, End, Say
from contacts.models import Contact, Status
from contacts.ringing_back import booking, call_backs, in_their_language
from contacts.speaking import Speaking, moment
from council.council import Council
from council.who_is_here import next_opening, open_team

NEEDS_NO_MORE = (
    "name",
    call_backs.REASON,
)  # steps at which the number is confirmed, and the rest may be left out
UNASKED = "unasked"  # in Contact.taking: the line fetched a person by itself; the caller wished for none


def unasked(contact: Contact) -> None:
    """What is offered now comes of noise."""
    if contact.taking:
        contact.taking = {**contact.taking, UNASKED: True}


def kept(session: Session, contact: Contact, council: Council, speaking: Speaking, at: datetime) -> None:
    """Who goes once their number is confirmed is rung all the same: they wished for it, and only a name or a reason was
    still asked for."""
    taking = contact.taking or {}
    if (
        contact.status != Status.ASSISTANT
        or taking.get("step") not in NEEDS_NO_MORE
        or not taking.get("number")
    ):
        return
    booking.book(session, contact, taking, taking.get("name"), council, speaking, at)
    contact.taking = None


def settled(
    session: Session, contact: Contact, council: Council, speaking: Speaking, at: datetime
) -> list[Act] | None:
    """What ends the call; None where a person can be brought, or where they never asked for one."""
    taking = contact.taking or {}
    act = call_backs.wanted(contact)
    brings_somebody = taking.get("place") or open_team(council, act.team, at)
    if not speaking.spoken or taking.get(UNASKED) or brings_somebody:
        return None
    if language := in_their_language.offered(taking, council):
        return in_their_language.booked(session, contact, language, council, speaking, at)
    caller = contact.caller
    if caller and not is_costly(caller) and caller not in council.phones:
        told = booking.booked_without_asking(session, contact, council, speaking, at)
    else:
        opening = moment(next_opening(council, act.team, at), at)
        told = [speaking.say("ring_again_when_open", opening=opening)]
    contact.taking, contact.not_understood = None, 0
    outcomes.end(session, contact, at, said_goodbye=False)
    return [*(act for act in told if isinstance(act, Say)), speaking.say("goodbye"), End()]
