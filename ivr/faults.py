"""What went wrong on the phone line, kept for a month so that whoever runs it can see. Never anybody's words."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError

from database.base import now
from database.engine import Database
from ivr.models import LineFault

KEPT = timedelta(days=30)
LONGEST_DETAIL = 500
OURS = Path(__file__).resolve().parent.parent
# A telephone number among words; a CallSid or a Twilio error code is none.
_NUMBER = re.compile(r"(?<![0-9A-Za-z])\+?\d(?:[ -]?\d){3,11}[ -]?(\d{3})(?![0-9A-Za-z])")

log = structlog.get_logger()


class LineFaults:
    """Writing one must never make things worse: where the database fails too, the log has to do."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database, self._clock = database, clock

    def note(self, what: str, detail: str, call_sid: str | None = None) -> None:
        """Keep a fault.

        Args:
            what: what failed, in one word of ours such as call_not_placed; desk/phone_line_page.py has them in words.
            detail: why, for an operator, without anything a resident said. Numbers are cut to their last digits.
        """
        detail = without_numbers(detail)[:LONGEST_DETAIL]
        try:
            with self._database.session() as session:
                session.add(
                    LineFault(at=self._clock(), call_sid=call_sid and call_sid[:64], what=what, detail=detail)
                )
        except SQLAlchemyError as error:
            log.error("line_fault_not_kept", what=what, detail=detail, reason=type(error).__name__)

    def failed(self, what: str, error: BaseException, call_sid: str | None = None) -> None:
        """Keep an exception by its name and place: its message may hold a resident's words."""
        self.note(what, f"{type(error).__name__} at {place_of(error)}", call_sid)

    def latest(self, most: int) -> list[LineFault]:
        """The newest first."""
        with self._database.reading() as session:
            query = select(LineFault).where(LineFault.at > self._clock() - KEPT)
            return list(session.scalars(query.order_by(LineFault.at.desc(), LineFault.id.desc()).limit(most)))

    def forget_old(self) -> int:
        """Delete what is older than KEPT. Returns how many there were."""
        before = self._clock() - KEPT
        with (
            self._database.reading() as session
        ):  # most times there is none, and nobody need wait for a writer
            if session.scalar(select(LineFault.id).where(LineFault.at <= before).limit(1)) is None:
                return 0
        with self._database.session() as session:
            return len(
                session.scalars(delete(LineFault).where(LineFault.at <= before).returning(LineFault.id)).all()
            )


def without_numbers(words: str) -> str:
    """Telephone numbers cut to their last three digits."""
    return _NUMBER.sub(r"…\1", words)


def place_of(error: BaseException) -> str:
    """The innermost line of ours that an exception went through, such as contacts/turns.py:120."""
    places = [
        f"{Path(frame.filename).relative_to(OURS)}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if OURS in Path(frame.filename).parents and ".venv" not in Path(frame.filename).parts
    ]
    return places[-1] if places else "an unknown place"
