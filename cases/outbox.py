"""The outbox: messages wait in the database until the worker has delivered them, however often it restarts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select

from cases.deliveries import LOST
from cases.models import OutboxMessage, OutboxStatus
from database.base import now
from database.engine import Database

TRIES = 8  # with the doubling wait below: the last about two hours after the first
FIRST_WAIT = timedelta(minutes=1)

log = structlog.get_logger()


class OutboxView(BaseModel):
    """A message as the outbox page shows it."""

    model_config = ConfigDict(from_attributes=True)
    id: int
    kind: str
    to: str
    subject: str
    body: str
    status: str
    created_at: datetime
    sent_at: datetime | None
    attempts: int
    last_error: str | None
    delivery: str | None


class DeliveryFailed(Exception):
    """The message could not be delivered this time; it will be tried again."""


class Undeliverable(DeliveryFailed):
    """It never will be, so it is not tried again."""


class Delivery(Protocol):
    """A way out for one kind of message."""

    def deliver(self, message: OutboxMessage) -> None:
        """Raises DeliveryFailed."""


class KeptOnThePage:
    """The embedded way out: the message stays in the database, and the desk's outbox page shows it."""

    def deliver(self, message: OutboxMessage) -> None:
        return


class ByKind:
    """Each kind of message by its own way out; those without one are kept on the page."""

    def __init__(self, ways: Mapping[str, Delivery]) -> None:
        self._ways, self._page = ways, KeptOnThePage()

    def deliver(self, message: OutboxMessage) -> None:
        self._ways.get(message.kind, self._page).deliver(message)


class Outbox:
    def __init__(self, database: Database, delivery: Delivery | None = None) -> None:
        self._database = database
        self._delivery = delivery or KeptOnThePage()

    def recent(self, limit: int = 100) -> list[OutboxView]:
        """The newest messages first."""
        with self._database.reading() as session:
            rows = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(limit))
            return [OutboxView.model_validate(row) for row in rows]

    def deliver_due(self, at: datetime | None = None, limit: int = 50) -> int:
        """Deliver what is due, one by one. Returns how many were tried.

        Delivered at least once: where a worker was killed after the delivery and before it was noted, the next try,
        a minute later or more, delivers again.
        """
        at = at or now()
        with self._database.reading() as session:
            due = list(
                session.scalars(
                    select(OutboxMessage.id)
                    .where(OutboxMessage.status == OutboxStatus.PENDING, OutboxMessage.next_try_at <= at)
                    .order_by(OutboxMessage.id)
                    .limit(limit)
                )
            )
        for message_id in due:
            self._deliver_one(message_id, at)
        return len(due)

    def deliver_now(self, message_id: int) -> None:
        """Deliver one message without waiting for the worker, which tries again if it fails."""
        self._deliver_one(message_id, now())

    def not_delivered(self, message_ids: Collection[int]) -> dict[int, OutboxView]:
        """Of these lines of a conversation, those whose message has not left."""
        with self._database.reading() as session:
            rows = session.scalars(
                select(OutboxMessage).where(
                    OutboxMessage.message_id.in_(message_ids), OutboxMessage.status != OutboxStatus.SENT
                )
            )
            return {row.message_id: OutboxView.model_validate(row) for row in rows if row.message_id}

    def _deliver_one(self, message_id: int, at: datetime) -> None:
        message = self._claimed(message_id, at)
        if message is None:
            return
        # Outside any transaction: a slow network must not hold up everybody who writes.
        try:
            self._delivery.deliver(message)
        except Exception as failure:
            # Anything else is a bug in the delivery, and must not hold up the messages behind this one.
            known = isinstance(failure, DeliveryFailed)
            error = str(failure)[:300] if known else type(failure).__name__
            for_good = isinstance(failure, Undeliverable) or message.attempts >= TRIES
            with self._database.session() as session:
                row = session.get_one(OutboxMessage, message_id, with_for_update=True)
                row.last_error = error
                row.status = OutboxStatus.FAILED if for_good else OutboxStatus.PENDING
            log.warning("outbox_delivery_failed", message=message_id, attempts=message.attempts)
        else:
            with self._database.session() as session:
                row = session.get_one(OutboxMessage, message_id, with_for_update=True)
                row.sent_at = at
                if row.delivery not in LOST:  # which the network may tell before we are here
                    row.status = OutboxStatus.SENT

    def _claimed(self, message_id: int, at: datetime) -> OutboxMessage | None:
        """The message, for us to deliver; nobody else does until its next try is due. None when another was first."""
        with self._database.session() as session:
            message = session.scalar(
                select(OutboxMessage)
                .where(
                    OutboxMessage.id == message_id,
                    OutboxMessage.status == OutboxStatus.PENDING,
                    OutboxMessage.next_try_at <= at,
                )
                .with_for_update(skip_locked=True)
            )
            if message is not None:
                message.attempts += 1
                message.next_try_at = at + FIRST_WAIT * 2 ** (message.attempts - 1)
            return message
