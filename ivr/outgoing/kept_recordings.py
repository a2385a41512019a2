"""Recordings are deleted where they lie, with the network, when their time is up: of calls and of messages alike.

The network reports each when it is ready, and it is stored here with that. FRONTDOOR_RECORDING_DAYS says how long they
are kept. What was recorded is never copied here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.exc import IntegrityError

from contacts.telephone import TelephoneError
from database.base import now
from database.engine import Database
from ivr.faults import LineFaults
from ivr.models import Recording
from ivr.outgoing.twilio_rest import NOT_FOUND, Repeat, TwilioRefused, TwilioRest

TRY_AGAIN_AFTER = timedelta(hours=1)
AT_ONCE = 50  # in one look
SID_LENGTH = 64

log = structlog.get_logger()


class KeptRecordings:
    """`days`: how long they are kept."""

    def __init__(
        self,
        database: Database,
        rest: TwilioRest,
        days: int,
        faults: LineFaults,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database, self._rest, self._faults, self._clock = database, rest, faults, clock
        self._kept = timedelta(days=days)

    def made(self, fields: Mapping[str, str]) -> None:
        """A recording is ready, as the network reports it. Told twice, it is one."""
        sid, call_sid = fields.get("RecordingSid", ""), fields.get("CallSid", "")
        if fields.get("RecordingStatus", "completed") != "completed" or not 0 < len(sid) <= SID_LENGTH:
            return
        try:
            with self._database.session() as session:
                if session.scalar(select(Recording.id).where(Recording.sid == sid)) is None:
                    session.add(Recording(sid=sid, call_sid=call_sid[:SID_LENGTH], made_at=self._clock()))
        except IntegrityError:
            return  # two reports at once: the other has stored it

    def delete_due(self) -> int:
        """Have the network delete those whose time is up. Returns how many are gone; one that is not is tried again
        in an hour, and shown to the operators."""
        at = self._clock()
        with self._database.reading() as session:
            query = select(Recording.sid).where(*self._is_due(at)).order_by(Recording.made_at).limit(AT_ONCE)
            due = list(session.scalars(query))
        return sum(self._delete(sid, at) for sid in due)

    def _is_due(self, at: datetime) -> tuple[ColumnElement[bool], ...]:
        waits = or_(Recording.next_try_at.is_(None), Recording.next_try_at <= at)
        return Recording.deleted_at.is_(None), Recording.made_at <= at - self._kept, waits

    def _delete(self, sid: str, at: datetime) -> bool:
        failed: TelephoneError | None = None
        try:
            # To delete what is gone is no harm, so this may be asked again.
            self._rest.ask(
                "The recording could not be deleted",
                lambda client: client.recordings(sid).delete(),
                Repeat.ALWAYS,
            )
        except TwilioRefused as refused:
            failed = None if refused.code == NOT_FOUND else refused
        with self._database.session() as session:
            row = session.scalars(select(Recording).where(Recording.sid == sid).with_for_update()).one()
            if failed is None:
                row.deleted_at = at
            else:
                row.next_try_at = at + TRY_AGAIN_AFTER
        if failed:
            self._faults.note("recording_not_deleted", str(failed))
        else:
            log.info("recording_deleted", recording=sid)
        return failed is None
