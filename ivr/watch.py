"""The phone line as those see it who watch over it: contacts.phone_line.PhoneLine from the tables of this room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select

from contacts.models import Contact, Status
from contacts.phone_line import Fault, LiveCall
from database.base import now
from database.engine import Database
from ivr.faults import LineFaults
from ivr.models import Call
from ivr.state import CallState

# Twilio ends a call after this long. The report of an end may be lost, and would leave a call live for ever.
LONGEST_CALL = timedelta(hours=4)
MOST_SHOWN = 100


class Watch:
    def __init__(self, database: Database, faults: LineFaults, clock: Callable[[], datetime] = now) -> None:
        self._database, self._faults, self._clock = database, faults, clock

    def live(self) -> list[LiveCall]:
        """By the contact's own times, which follow the service's clock."""
        query = (
            select(Call, Contact)
            .join(Contact, Contact.key == Call.contact_key)
            .where(Call.ended_at.is_(None), Contact.status != Status.ENDED)
            .where(Contact.started_at > self._clock() - LONGEST_CALL)
            .order_by(Contact.started_at)
            .limit(MOST_SHOWN)
        )
        with self._database.reading() as session:
            return [_view(call, contact) for call, contact in session.execute(query)]

    def faults(self, most: int) -> list[Fault]:
        return [Fault(each.at, each.call_sid, each.what, each.detail) for each in self._faults.latest(most)]


def _view(call: Call, contact: Contact) -> LiveCall:
    state = CallState.from_json(call.state)
    question = state.question()
    return LiveCall(
        started_at=contact.started_at,
        caller=contact.caller,
        status=Status(contact.status),
        asking=question.kind if question else None,
        ringing_team=state.team,
    )
