"""A place in the queue as advisers see it."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from contacts.models import Channel, HandOffStatus, QueueEntry, RingStatus
from contacts.waiting.cards import Card
from contacts.waiting.places import live_ring, ranking_of


class RingView(BaseModel):
    """The telephone that is being rung for a caller. `adviser` asked for the caller at the desk."""

    team: str
    adviser: str | None
    whispering: bool  # answered: who and what is being said


class EntryView(BaseModel):
    id: int
    contact_key: str
    channel: Channel
    team: str
    reason: str
    priority: str
    status: HandOffStatus
    waiting_since: datetime
    accepted_at: datetime | None
    adviser: str | None
    card: Card
    outcome: str | None
    score: int = 0  # see contacts/waiting/priority.py
    why_first: list[str] = []
    ringing: RingView | None = None
    taken_by_phone: bool = False  # somebody talks to them, and has not said at the desk who


def entry_view(entry: QueueEntry, at: datetime) -> EntryView:
    right, ring = ranking_of(entry, at), live_ring(entry)
    return EntryView(
        id=entry.id,
        contact_key=entry.contact.key,
        channel=Channel(entry.contact.channel),
        team=entry.team,
        reason=entry.reason,
        priority=entry.priority,
        status=HandOffStatus(entry.status),
        waiting_since=entry.waiting_since,
        accepted_at=entry.accepted_at,
        adviser=entry.adviser,
        card=Card.model_validate(entry.card),
        outcome=entry.outcome,
        score=right.score,
        why_first=list(right.reasons),
        ringing=RingView(
            team=ring.team, adviser=ring.adviser, whispering=ring.status == RingStatus.WHISPERING
        )
        if ring
        else None,
        taken_by_phone=entry.status == HandOffStatus.ACCEPTED and entry.adviser is None,
    )
