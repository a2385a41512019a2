"""What became of messages after they left us, as the network tells it: late, twice, or in any order."""

from __future__ import annotations

from cases.models import OutboxMessage, OutboxStatus
from database.engine import Database

# How far along a text is. What comes later than a higher one, or after the end, changes nothing.
PROGRESS = {"accepted": 0, "scheduled": 0, "queued": 1, "sending": 2, "sent": 3, "delivered": 4}
LOST = ("undelivered", "failed")


class Deliveries:
    def __init__(self, database: Database) -> None:
        self._database = database

    def told(self, message_id: int, status: str, why: str = "") -> bool:
        """Note how far a message of the outbox has come.

        Args:
            status: one of PROGRESS or LOST; any other is passed over.
            why: for one that is lost, in words an operator reads.
        Returns:
            Whether it is news that the message is lost.
        """
        with self._database.session() as session:
            row = session.get(OutboxMessage, message_id, with_for_update=True)
            if row is None or row.delivery in (*LOST, "delivered"):
                return False
            if status in LOST:
                row.delivery, row.status = status, OutboxStatus.FAILED
                row.last_error = f"It left, but did not arrive: {why}"[:300]
                return True
            if PROGRESS.get(status, -1) > PROGRESS.get(row.delivery or "", -1):
                row.delivery = status
            return False
