"""Counts wrong tries at something that can be guessed: a library PIN, the postcode of a case reference."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError

from cases.models import WrongAttempts
from database.base import now
from database.engine import Database

MOST = 5
WITHIN = timedelta(minutes=30)  # of four-digit PINs a guesser then gets through 240 a day


class TooManyAttempts(Exception):
    """The next try is refused, right or wrong, until the time is over."""


class Attempts:
    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database, self._clock = database, clock

    def allow(self, subject: str) -> None:
        """Raises TooManyAttempts when this card or reference has had its wrong tries."""
        with self._database.reading() as session:
            counted = session.get(WrongAttempts, _digest(subject))
            if counted and counted.count >= MOST and counted.since > self._clock() - WITHIN:
                raise TooManyAttempts

    def failed(self, subject: str) -> None:
        try:
            self._count(subject)
        except IntegrityError:
            self._count(subject)  # another process wrote the first one at the same moment

    def _count(self, subject: str) -> None:
        at = self._clock()
        with self._database.session() as session:
            counted = session.get(WrongAttempts, _digest(subject), with_for_update=True)
            if counted is None:
                session.add(WrongAttempts(subject=_digest(subject), count=1, since=at))
            elif counted.since <= at - WITHIN:
                counted.count, counted.since = 1, at
            else:
                counted.count += 1


def _digest(subject: str) -> str:
    return hashlib.sha256(subject.encode()).hexdigest()
