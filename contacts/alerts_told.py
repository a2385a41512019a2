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


def once(session: Session, contact: Contact, acts: list[Act]) -> list[Act]:
    """The acts without alerts that an earlier turn of this contact has brought. The opening does not count: there it
    was one for everybody."""
    brought = {act.alert for act in acts if isinstance(act, Say) and act.alert}
    if not brought:
        return acts
    query = select(Message.act).where(
        Message.contact_id == contact.id,
        Message.author == Author.ASSISTANT,
        Message.turn_number.is_not(None),
    )
    told = {act.get("alert") for act in session.scalars(query)}
    return [act for act in acts if not (isinstance(act, Say) and act.alert and act.alert in told)]


def _listed(areas: tuple[str, ...]) -> str:
    """Castle; Castle and Riverside; Castle, Riverside and Nether Marl."""
    *others, last = areas
    return f"{', '.join(others)} and {last}" if others else last
