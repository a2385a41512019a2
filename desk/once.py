"""A form that is sent twice acts once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from database.base import now
from database.engine import Database
from desk.models import SentReply

LONGEST_NONCE = 64  # characters
# A claim this old without a reply belongs to a process that was killed: the reply may be sent again.
# Better that the resident reads a line twice than never.
ABANDONED_AFTER = timedelta(seconds=30)
KEPT = timedelta(days=1)  # nobody sends a form again a day later


class SentReplies:
    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    def send(self, nonce: str, say: Callable[[], object]) -> bool:
        """Say it unless this form has said it already, or is about to. What `say` raises passes through.

        Returns:
            False when it was left unsaid because it has been said.
        """
        if not self._claim(nonce):
            return False
        try:
            say()
        except Exception:
            self._release(nonce)  # so that the same form, mended, can be sent
            raise
        with self._database.session() as session:
            session.get_one(SentReply, nonce).sent_at = self._clock()
        return True

    def _claim(self, nonce: str) -> bool:
        moment = self._clock()
        try:
            with self._database.session() as session:
                session.execute(delete(SentReply).where(SentReply.claimed_at < moment - KEPT))
                session.add(SentReply(nonce=nonce, claimed_at=moment))
                return True
        except IntegrityError:
            return self._take_over(nonce, moment)

    def _take_over(self, nonce: str, moment: datetime) -> bool:
        with self._database.session() as session:
            earlier = session.get(SentReply, nonce, with_for_update=True)
            if earlier is None or earlier.sent_at or earlier.claimed_at > moment - ABANDONED_AFTER:
                return False
            earlier.claimed_at = moment
            return True

    def _release(self, nonce: str) -> None:
        with self._database.session() as session:
            session.execute(delete(SentReply).where(SentReply.nonce == nonce))
