"""The outbox: messages wait in the database until the worker has delivered them, however often it restarts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

import structlog
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select

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


class DeliveryFailed(Exception):
    """The message could not be delivered this time; it will be tried again."""


class Delivery(Protocol):
    """A way out for one kind of message."""

    def deliver(self, message: OutboxMessage) -> None:
        """Raises DeliveryFailed."""


class KeptOnThePage:
    """The embedded way out: the message stays in the database, and the desk's outbox page shows it."""

    def deliver(self, message: OutboxMessage) -> None:
        return


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
        """Deliver what is due, each in a transaction of its own. Returns how many were tried.

        Delivered at least once: a worker killed between delivery and commit delivers again.
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

    def _deliver_one(self, message_id: int, at: datetime) -> None:
        with self._database.session() as session:
            # Two workers on PostgreSQL: whoever locks the row first sends it, the other passes on.
            message = session.scalar(
                select(OutboxMessage)
                .where(OutboxMessage.id == message_id, OutboxMessage.status == OutboxStatus.PENDING)
                .with_for_update(skip_locked=True)
            )
            if message is None:
                return
            message.attempts += 1
            try:
                self._delivery.deliver(message)
            except Exception as failure:
                # Anything else is a bug in the delivery, and must not hold up the messages behind this one.
                known = isinstance(failure, DeliveryFailed)
                message.last_error = str(failure)[:300] if known else type(failure).__name__
                message.next_try_at = at + FIRST_WAIT * 2 ** (message.attempts - 1)
                if message.attempts >= TRIES:
                    message.status = OutboxStatus.FAILED
                log.warning("outbox_delivery_failed", message=message_id, attempts=message.attempts)
            else:
                message.status, message.sent_at = OutboxStatus.SENT, at
