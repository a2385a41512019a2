"""Contacts that nobody has said anything in for a while are over, with the outcome their story gives."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from contacts import outcomes
from contacts.models import Channel, Contact, Status
from database.base import now
from database.engine import Database

# A chat left open over lunch goes on; one from this morning does not. A call's own end is told by Twilio; a call
# this old whose end we never heard of is over too. Texts are answered between other things: a question of this morning
# may get its answer after work, one of yesterday is another day's matter.
IDLE = {
    Channel.WEBCHAT: timedelta(hours=2),
    Channel.PHONE: timedelta(hours=5),
    Channel.TEXT: timedelta(hours=8),
}


def close_idle(database: Database, at: datetime | None = None) -> int:
    """Close them. Returns how many. Whoever waits for a person is never closed."""
    at, closed = at or now(), 0
    for channel, idle in IDLE.items():
        with database.reading() as session:
            query = select(Contact.id).where(
                Contact.channel == channel,
                Contact.status == Status.ASSISTANT,
                Contact.last_turn_at < at - idle,
            )
            stale = list(session.scalars(query.limit(100)))
        for contact_id in stale:
            with database.session() as session:
                contact = session.get(Contact, contact_id, with_for_update=True)
                if contact and contact.status == Status.ASSISTANT and contact.last_turn_at < at - idle:
                    outcomes.end(session, contact, at, said_goodbye=False)
                    closed += 1
    return closed
