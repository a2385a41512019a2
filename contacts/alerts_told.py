"""Alerts as residents are told them: all that are live at the opening, each with whom it concerns; afterwards, when it
is known where they live, those that concern them, once."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from contacts.acts import Act, Say
from contacts.models import Author, Contact, Message
from contacts.speaking import Speaking
from council.council import Alert


def at_the_opening(alert: Alert, speaking: Speaking) -> Act:
    """Nobody's address is known yet, so an alert for some wards names them, if its own words do not."""
    words = alert.spoken if speaking.spoken else alert.text
    if any(area.casefold() not in words.casefold() for area in alert.areas):
        words = speaking.text("alert_of_areas", areas=_listed(alert.areas), alert=words)
    return Say(text=words, alert=alert.id)


def once(session: Session, contact: Contact, acts: list[Act], speaking: Speaking) -> list[Act]:
    """The acts without alerts that an earlier turn of this contact has brought. At the opening it was one for
    everybody: that it is theirs as well is said in a few words, not the whole of it again."""
    brought = {act.alert for act in acts if isinstance(act, Say) and act.alert}
    if not brought:
        return acts
    query = select(Message.act, Message.turn_number).where(
        Message.contact_id == contact.id, Message.author == Author.ASSISTANT
    )
    told: set[str | None] = set()
    opening: set[str | None] = set()
    for act, turn in session.execute(query):
        (opening if turn is None else told).add(act.get("alert"))
    theirs = [act for act in acts if not (isinstance(act, Say) and act.alert and act.alert in told)]
    return [
        act.model_copy(update={"text": speaking.text("alert_is_yours")})
        if isinstance(act, Say) and act.alert in opening - {None}
        else act
        for act in theirs
    ]


def _listed(areas: tuple[str, ...]) -> str:
    """Castle; Castle and Riverside; Castle, Riverside and Nether Marl."""
    *others, last = areas
    return f"{', '.join(others)} and {last}" if others else last
