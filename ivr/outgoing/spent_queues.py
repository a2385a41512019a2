"""Queues of the network that nobody will wait in again. Each caller waits in one of their own (ivr/twiml.py), and an
account may have only so many, so those of callers who have left are removed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from contacts.models import HandOffStatus, QueueEntry
from contacts.telephone import TelephoneError
from database.base import now
from database.engine import Database
from ivr.faults import LineFaults
from ivr.outgoing.twilio_rest import NOT_FOUND, Repeat, TwilioRefused, TwilioRest
from ivr.twiml import queue_name

OVER = (HandOffStatus.FINISHED, HandOffStatus.ABANDONED)
REST = timedelta(minutes=10)  # after the end: a caller who was not joined may go back to their place
_OURS = re.compile(r"entry-(\d{1,9})")

log = structlog.get_logger()


class SpentQueues:
    def __init__(
        self, database: Database, rest: TwilioRest, faults: LineFaults, clock: Callable[[], datetime] = now
    ) -> None:
        self._database, self._rest, self._faults, self._clock = database, rest, faults, clock

    def remove(self) -> int:
        """Remove those whose caller has left, that are empty. Returns how many. The network is asked which there are,
        so that none is forgotten for a report that was lost."""
        try:
            queues = self._rest.ask(
                "The queues could not be looked at", lambda client: client.queues.list(), Repeat.ALWAYS
            )
        except TelephoneError as failed:
            self._faults.note("queue_not_deleted", str(failed))
            return 0
        empty = {str(queue.friendly_name): str(queue.sid) for queue in queues if not queue.current_size}
        return sum(self._remove(empty[name]) for name in self._spent(empty))

    def _spent(self, names: dict[str, str]) -> list[str]:
        entries = [int(found[1]) for name in names if (found := _OURS.fullmatch(name))]
        with self._database.reading() as session:
            rows = [row for entry in entries if (row := session.get(QueueEntry, entry))]
            before = self._clock() - REST
            return [
                queue_name(row.id)
                for row in rows
                if row.status in OVER and row.finished_at and row.finished_at <= before
            ]

    def _remove(self, sid: str) -> bool:
        try:
            self._rest.ask(
                "The queue could not be removed", lambda client: client.queues(sid).delete(), Repeat.ALWAYS
            )
        except TwilioRefused as refused:
            if refused.code != NOT_FOUND:
                self._faults.note("queue_not_deleted", str(refused))
            return refused.code == NOT_FOUND
        log.info("queue_removed", queue=sid)
        return True
