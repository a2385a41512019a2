"""A caller as a task for a network that chooses the adviser itself: what it may know, and what it tells us back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contacts.events import QUEUE_TOPIC, Events
from contacts.models import HandOffStatus, QueueEntry, Ring, RingStatus, Status, Turn
from contacts.refusing_recording import refused_in_queue
from contacts.waiting.cards import Card
from contacts.waiting.places import LIVE, live_ring, ranking_of, tier_of
from contacts.waiting.rings import CallerGone, add_ring, change, locked_entry, locked_ring
from council.council import Council
from database.base import now
from database.engine import Database

LONGEST_SUMMARY = 120


class News(StrEnum):
    """What became of an offer to an adviser."""

    TAKEN = "taken"
    NOT_TAKEN = "not_taken"  # refused, or they let it pass
    OVER = "over"


@dataclass(frozen=True)
class Task:
    """`details` never hold health or payment data, nor what was said: they lie with the network for months."""

    priority: int
    details: dict[str, Any]


class Tasks:
    """Offers are rings whose `call_sid` is the network's name for the offer. `records`: calls are recorded, after the
    greeting has said so."""

    def __init__(
        self,
        database: Database,
        council: Council,
        events: Events,
        clock: Callable[[], datetime] = now,
        *,
        records: bool = False,
    ) -> None:
        self._records = records
        self._database, self._council, self._events, self._clock = database, council, events, clock

    def task(self, entry_id: int) -> Task:
        """Skills are the team's key; the network's workflow matches them. Names have no hyphens, as its expressions
        cannot read those."""
        at = self._clock()
        with self._database.reading() as session:
            entry = session.get_one(QueueEntry, entry_id)
            card, right = Card.model_validate(entry.card), ranking_of(entry, at)
            understood = _understood(session, entry)
            details = {
                "entry": entry.id,
                "skills": [entry.team],
                "languages": [card.language] if card.language else [],
                "language": card.language or "English",
                "intent": str(understood.get("intent", "")),
                "confidence": _number(understood.get("confidence")),
                "case_ref": card.case_references[-1] if card.case_references else "",
                "summary": card.about[:LONGEST_SUMMARY],
                "priority_reason": ". ".join(right.reasons),
                "consented_recording": self._may_record(session, entry_id),
            }
            return Task(right.score, details)

    def may_record(self, entry_id: int) -> bool:
        """Whether calls are recorded, and this caller stayed on the line after the notice and did not refuse."""
        with self._database.reading() as session:
            return self._may_record(session, entry_id)

    def _may_record(self, session: Session, entry_id: int) -> bool:
        return self._records and not refused_in_queue(session, entry_id)

    def tier(self, entry_id: int) -> int:
        """How far in front of ordinary callers they are, however long these have waited; 0 for one of them."""
        with self._database.reading() as session:
            return tier_of(session.get_one(QueueEntry, entry_id))

    def waits_too_far_back(self, entry_id: int, queued_as: int) -> bool:
        """Whether they have told, since they were queued as this tier, what puts them in front. Not while an adviser is
        offered them, who would be lost."""
        with self._database.reading() as session:
            entry = session.get_one(QueueEntry, entry_id)
            waits = entry.status == HandOffStatus.WAITING and live_ring(entry) is None
            return waits and tier_of(entry) > queued_as

    def offer(self, entry_id: int, reservation: str, adviser: str | None) -> str:
        """An adviser is offered this caller: the card comes to the desk. Asked again, the answer is the same.

        Returns:
            The number of their team, E.164, for an adviser without one of their own.
        Raises:
            CallerGone: nobody is to be rung.
        """
        at = self._clock()
        try:
            with self._database.session() as session:
                entry = locked_entry(session, entry_id)
                known = next((ring for ring in entry.rings if ring.call_sid == reservation), None)
                if entry.status != HandOffStatus.WAITING or (known and known.status not in LIVE):
                    raise CallerGone
                if known is None:
                    for ring in entry.rings:
                        if ring.status in LIVE:  # an earlier offer of which no end was told
                            change(ring, RingStatus.NOT_TAKEN, at)
                    offered = add_ring(session, entry, entry.team, at, adviser)
                    offered.call_sid, offered.status = reservation, RingStatus.WHISPERING
                phone = self._council.team(entry.team).phone
        except IntegrityError:
            raise CallerGone from None  # another offer at the same moment
        self._events.publish(QUEUE_TOPIC)
        return phone

    def told(self, reservation: str, news: News) -> None:
        """News may come late, twice or in the wrong order: an offer goes forward only."""
        at = self._clock()
        with self._database.session() as session:
            ring = session.scalar(select(Ring).where(Ring.call_sid == reservation))
            if ring is None:
                return
            ring = locked_ring(session, ring.id)
            entry = ring.entry
            if news is News.TAKEN and ring.status in LIVE and entry.status == HandOffStatus.WAITING:
                change(ring, RingStatus.TAKEN, at)
                entry.status, entry.accepted_at, entry.adviser = HandOffStatus.ACCEPTED, at, ring.adviser
                entry.contact.status = Status.ADVISER
            elif news is News.NOT_TAKEN and ring.status in LIVE:
                change(ring, RingStatus.NOT_TAKEN, at)
            elif news is News.OVER and ring.status == RingStatus.TAKEN:
                change(ring, RingStatus.OVER, at)
        self._events.publish(QUEUE_TOPIC)


def _understood(session: Session, entry: QueueEntry) -> dict[str, Any]:
    """Of the last turn that was about something."""
    query = select(Turn.understanding).where(Turn.contact_id == entry.contact_id).order_by(Turn.number.desc())
    return next((understanding for understanding in session.scalars(query) if understanding), {})


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
