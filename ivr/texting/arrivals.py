"""Texts in the database: each is taken once and in its turn, and a repeat of its webhook gets the same answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select
from sqlalchemy.exc import IntegrityError

from contacts.errors import StillWorking
from database.base import now
from database.engine import Database
from ivr.models import TextArrival

# Twilio waits 15 seconds for an answer, and one text takes the assistant up to 5.
WAIT_SECONDS = 8  # for a text that came before, or for the first webhook of the same one
CLAIM_SECONDS = 20  # a text claimed longer ago was left by a process that died
LOOK_EVERY_SECONDS = 0.05
MOST_ALIKE = 3  # the same text that got the same answer so often, one after the other, comes from a machine
ALIKE_WITHIN = timedelta(hours=1)
KEPT = timedelta(days=30)  # Twilio asks again within minutes; the conversation itself is kept elsewhere


@dataclass(frozen=True)
class Placed:
    """Where a text is taken: written down before it is, so that a second try takes it in the same place."""

    contact_key: str
    turn_number: int
    choice: str | None


@dataclass(frozen=True)
class Answered:
    """What a text was answered; "" when nothing goes out."""

    sent: str


class Arrivals:
    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database, self._clock = database, clock

    def claim(self, message_sid: str, number: str, digest: str) -> Placed | Answered | None:
        """Take a text on, once those of this number that came before it are answered.

        Returns:
            Its answer when it has one; where an earlier try, which died, had begun to take it; None for a new one.

        Raises:
            StillWorking: another webhook of the same text is being answered.
        """
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                found = self._claimed(message_sid, number, digest)
            except IntegrityError:
                continue  # its other webhook stored it first: look again
            if found is not None:
                break
            if time.monotonic() > deadline:
                raise StillWorking
            time.sleep(LOOK_EVERY_SECONDS)
        if isinstance(found, Answered):
            return found
        self._wait_for_earlier(number, found.id, deadline)
        if found.contact_key is None or found.turn_number is None:
            return None
        return Placed(found.contact_key, found.turn_number, found.choice)

    def place(self, message_sid: str, placed: Placed) -> None:
        with self._database.session() as session:
            row = session.scalars(_by_sid(message_sid)).one()
            row.contact_key, row.turn_number = placed.contact_key, placed.turn_number
            row.choice = placed.choice

    def answer(self, message_sid: str, answer: str) -> str:
        """Store what a text is answered. Returns what goes out: nothing where a machine would only answer it again."""
        with self._database.session() as session:
            row = session.scalars(_by_sid(message_sid).with_for_update()).one()
            if row.answer is None:  # else another process, which took us for dead, was first
                before = session.execute(
                    select(TextArrival.digest, TextArrival.answer)
                    .where(
                        TextArrival.number == row.number,
                        TextArrival.id < row.id,
                        TextArrival.received_at > row.received_at - ALIKE_WITHIN,
                    )
                    .order_by(TextArrival.id.desc())
                    .limit(MOST_ALIKE)
                ).all()
                row.answer = answer
                row.unsent = len(before) == MOST_ALIKE and {tuple(one) for one in before} == {
                    (row.digest, answer)
                }
            return "" if row.unsent else row.answer

    def forget_old(self) -> int:
        """Delete what is older than KEPT. Returns how many there were."""
        before = self._clock() - KEPT
        with self._database.reading() as session:  # mostly there is none, and nobody need wait for a writer
            if (
                session.scalar(select(TextArrival.id).where(TextArrival.received_at <= before).limit(1))
                is None
            ):
                return 0
        with self._database.session() as session:
            gone = delete(TextArrival).where(TextArrival.received_at <= before).returning(TextArrival.id)
            return len(session.scalars(gone).all())

    def _claimed(self, message_sid: str, number: str, digest: str) -> TextArrival | Answered | None:
        """None while another webhook of the same text is at it."""
        at = self._clock()
        with self._database.session() as session:
            row = session.scalar(_by_sid(message_sid).with_for_update())
            if row is None:
                row = TextArrival(
                    message_sid=message_sid, number=number, digest=digest, received_at=at, claimed_at=at
                )
                session.add(row)
                session.flush()
                return row
            if row.answer is not None:
                return Answered("" if row.unsent else row.answer)
            if row.claimed_at > at - timedelta(seconds=CLAIM_SECONDS):
                return None
            row.claimed_at = at
            return row

    def _wait_for_earlier(self, number: str, mine: int, deadline: float) -> None:
        """People write one thought in two texts, and the second answers nothing until the first is taken. Not for
        longer than Twilio waits for us."""
        earlier = select(TextArrival.id).where(
            TextArrival.number == number, TextArrival.id < mine, TextArrival.answer.is_(None)
        )
        while time.monotonic() < deadline:
            alive = self._clock() - timedelta(seconds=CLAIM_SECONDS)
            with self._database.reading() as session:
                if session.scalar(earlier.where(TextArrival.claimed_at > alive).limit(1)) is None:
                    return
            time.sleep(LOOK_EVERY_SECONDS)


def _by_sid(message_sid: str) -> Select[TextArrival]:
    return select(TextArrival).where(TextArrival.message_sid == message_sid)
