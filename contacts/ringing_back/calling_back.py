"""Call-backs as they are made, in the database: which is due, who rings for it, how each try ended.

Several processes may look at once. A try begins with a compare-and-set on the request, so that only one rings, and
ends once: the first word of how it ended stands, whatever comes late or twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import structlog
from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from cases.models import OutboxMessage
from cases.phones import takes_texts
from contacts.errors import ContactError
from contacts.events import QUEUE_TOPIC, Events
from contacts.models import AttemptOutcome, CallBackAttempt, CallBackRequest, CallBackStatus
from contacts.ringing_back.call_back_rules import (
    RING_LOST_AFTER,
    TALK_LOST_AFTER,
    after,
    is_too_late,
    tries_for_resident,
)
from contacts.waiting.cards import Card
from council.council import Council
from council.hours import OpeningHours
from council.words import Words
from database.base import now
from database.engine import Database

WAITING = (CallBackStatus.BOOKED, CallBackStatus.NEEDS_A_PERSON)  # an adviser may have one of these rung now

log = structlog.get_logger()


class UnknownCallBack(ContactError):
    """There is no such call-back, or no such try of one."""


class NotThisCall(ContactError):
    """Another call is this leg of the try."""


class CannotRingNow(ContactError):
    """It is being rung already, or needs no more ringing."""


class Leg(StrEnum):
    """The two calls of a try."""

    ADVISER = "adviser"
    RESIDENT = "resident"


@dataclass(frozen=True)
class Try:
    """One try as it stands, with what the adviser is told before the resident is rung."""

    id: int
    call_back: int
    team: str
    team_number: (
        str  # E.164; at the first try the own telephone of whom the resident asked for, if they have one
    )
    number: str  # the resident's, E.164
    name: str | None
    about: str
    person: str | None  # whom the resident asked for
    case_references: tuple[str, ...]
    number_of_try: int  # for the resident: the first, second or third
    adviser_call_sid: str | None
    resident_call_sid: str | None
    taken: bool  # the adviser pressed 1
    connected_at: datetime | None
    outcome: AttemptOutcome | None  # None while it lasts
    status: CallBackStatus  # of the call-back
    next_try_at: datetime | None

    @property
    def over(self) -> bool:
        return self.outcome is not None


class CallingBack:
    """`clock` is the present moment, aware."""

    def __init__(
        self,
        database: Database,
        council: Council,
        words: Words,
        events: Events,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database, self._council, self._words = database, council, words
        self._events, self._clock = events, clock

    def due(self) -> list[int]:
        """The call-backs to ring for now, the one due first at the top.

        While a team is being rung for one, the next waits: its phone would be engaged.
        """
        at = self._clock()
        with self._database.reading() as session:
            ringing = set(
                session.scalars(
                    select(CallBackRequest.team)
                    .join(CallBackAttempt)
                    .where(CallBackAttempt.ended_at.is_(None), CallBackAttempt.connected_at.is_(None))
                )
            )
            due = []
            for row in session.scalars(select(CallBackRequest).where(*_is_due(at)).order_by(_when())):
                there = row.asked_by or self._hours(row).is_open(at)
                if there and row.team not in ringing:
                    ringing.add(row.team)
                    due.append(row.id)
            return due

    def claim(self, call_back: int) -> Try | None:
        """Begin a try, stored before anything rings. None when another process was first, or it is not due."""
        at = self._clock()
        with self._database.session() as session:
            # One statement asks and takes: of two processes one changes the row, the other finds nothing to change.
            taken = session.scalar(
                update(CallBackRequest)
                .where(CallBackRequest.id == call_back, *_is_due(at))
                .values(status=CallBackStatus.RINGING, asked_by=None)
                .returning(CallBackRequest.id)
                .execution_options(synchronize_session=False)
            )
            if taken is None:
                return None
            before = session.scalar(
                select(func.max(CallBackAttempt.number)).where(CallBackAttempt.request_id == call_back)
            )
            attempt = CallBackAttempt(request_id=call_back, number=(before or 0) + 1, started_at=at)
            session.add(attempt)
            session.flush()
            begun = self._view(attempt)
        self._events.publish(QUEUE_TOPIC)
        return begun

    def hand_over_the_late(self) -> list[int]:
        """Those whose window, and the opening after it, went by without a try are given to the advisers."""
        at = self._clock()
        late = []
        with self._database.session() as session:
            rows = session.scalars(
                select(CallBackRequest)
                .where(*_is_due(at), CallBackRequest.ring_by < at, CallBackRequest.asked_by.is_(None))
                .with_for_update(skip_locked=True)
            )
            for row in rows:
                if is_too_late(self._hours(row), row.ring_by, at):
                    row.status = CallBackStatus.NEEDS_A_PERSON
                    late.append(row.id)
        if late:
            self._events.publish(QUEUE_TOPIC)
        return late

    def leg(self, try_id: int, leg: Leg, call_sid: str) -> Try:
        """A call of a try has made itself known: by what placed it, or by its first webhook, whichever is sooner.

        Raises:
            UnknownCallBack, NotThisCall
        """
        with self._database.session() as session:
            attempt = self._attempt(session, try_id)
            known = attempt.adviser_call_sid if leg is Leg.ADVISER else attempt.resident_call_sid
            if known is None:
                setattr(attempt, f"{leg}_call_sid", call_sid)
                session.flush()
            elif known != call_sid:
                raise NotThisCall
            return self._view(attempt)

    def try_of(self, call_sid: str) -> int:
        """The try one of whose two calls this is. Raises UnknownCallBack."""
        legs = CallBackAttempt.adviser_call_sid, CallBackAttempt.resident_call_sid
        with self._database.reading() as session:
            found = session.scalar(select(CallBackAttempt.id).where(or_(*(leg == call_sid for leg in legs))))
        if found is None:
            raise UnknownCallBack
        return found

    def look(self, try_id: int) -> Try:
        """Raises UnknownCallBack."""
        with self._database.reading() as session:
            attempt = session.get(CallBackAttempt, try_id)
            if attempt is None:
                raise UnknownCallBack
            return self._view(attempt)

    def take(self, try_id: int) -> bool:
        """The adviser takes it. True once: then the resident is to be rung. Raises UnknownCallBack."""
        with self._database.session() as session:
            attempt = self._attempt(session, try_id)
            if attempt.ended_at or attempt.taken_at:
                return False
            attempt.taken_at = self._clock()
            return True

    def connect(self, try_id: int) -> bool:
        """A resident answered. False when no adviser waits for them any more. Raises UnknownCallBack."""
        with self._database.session() as session:
            attempt = self._attempt(session, try_id)
            if attempt.ended_at or not attempt.taken_at:
                return False
            attempt.connected_at = attempt.connected_at or self._clock()
        self._events.publish(QUEUE_TOPIC)
        return True

    def end(self, try_id: int, outcome: AttemptOutcome) -> bool:
        """A try is over, and what follows is arranged with it. False when it had ended before: nothing changes.

        Raises:
            UnknownCallBack
        """
        at = self._clock()
        with self._database.session() as session:
            attempt = self._attempt(session, try_id)
            if attempt.ended_at:
                return False
            attempt.ended_at, attempt.outcome = at, outcome
            request = attempt.request
            # An adviser may have marked it as done meanwhile, and that stands.
            if request.status == CallBackStatus.RINGING:
                self._arrange_what_follows(session, request, at)
            call_back, status = request.id, str(request.status)
        log.info("call_back_try_over", call_back=call_back, outcome=str(outcome), status=status)
        self._events.publish(QUEUE_TOPIC)
        return True

    def lost(self) -> list[Try]:
        """Tries whose end nobody told us: a process died, or a status callback went astray."""
        at = self._clock()
        unknown = CallBackAttempt.connected_at.is_(None) & (CallBackAttempt.started_at < at - RING_LOST_AFTER)
        endless = CallBackAttempt.connected_at < at - TALK_LOST_AFTER
        with self._database.reading() as session:
            rows = session.scalars(
                select(CallBackAttempt).where(CallBackAttempt.ended_at.is_(None), unknown | endless)
            )
            return [self._view(row) for row in rows]

    def ring_now(self, call_back: int, adviser: str) -> None:
        """An adviser wants it rung at once, whatever the hour. The next look of the ringing process does it.

        Raises:
            UnknownCallBack, CannotRingNow
        """
        with self._database.session() as session:
            row = session.get(CallBackRequest, call_back, with_for_update=True)
            if row is None:
                raise UnknownCallBack
            if row.status not in WAITING:
                raise CannotRingNow
            row.status, row.asked_by, row.next_try_at = CallBackStatus.BOOKED, adviser, self._clock()
        self._events.publish(QUEUE_TOPIC)

    def _arrange_what_follows(self, session: Session, request: CallBackRequest, at: datetime) -> None:
        hours = self._hours(request)
        follows = after(_outcomes(request), hours, at, takes_texts=takes_texts(request.number))
        request.status, request.next_try_at = follows.status, follows.try_at
        if follows.try_at and follows.try_at > request.ring_by:
            closing = hours.closing(follows.try_at) or request.ring_by
            request.ring_from, request.ring_by = follows.try_at, closing
        if follows.text:
            # In the same transaction: ended as not reached and told so, or neither.
            phone = self._council.identity.phone_display
            body = self._words.say("call_back_text", spoken=False, phone=phone)
            session.add(
                OutboxMessage(
                    kind="sms", to=request.number, subject="", body=body, created_at=at, next_try_at=at
                )
            )

    def _attempt(self, session: Session, try_id: int) -> CallBackAttempt:
        """A try, to be changed. First its request is locked, as everything does that changes either."""
        attempt = session.get(CallBackAttempt, try_id)
        if attempt is None:
            raise UnknownCallBack
        session.get_one(CallBackRequest, attempt.request_id, with_for_update=True, populate_existing=True)
        session.refresh(attempt)
        return attempt

    def _number_for(self, team: str, person: str | None) -> str:
        asked_for = self._council.person(person)
        return (asked_for.phone if asked_for else None) or self._council.team(team).phone

    def _hours(self, request: CallBackRequest) -> OpeningHours:
        return self._council.team(request.team).hours

    def _view(self, attempt: CallBackAttempt) -> Try:
        request = attempt.request
        card = Card.model_validate(request.card)
        earlier = [
            AttemptOutcome(one.outcome)
            for one in request.attempts
            if one.outcome and one.number < attempt.number
        ]
        return Try(
            id=attempt.id,
            call_back=request.id,
            team=request.team,
            team_number=self._number_for(request.team, card.person if attempt.number == 1 else None),
            number=request.number,
            name=request.name,
            about=card.about,
            person=card.person,
            case_references=tuple(card.case_references),
            number_of_try=tries_for_resident(earlier) + 1,
            adviser_call_sid=attempt.adviser_call_sid,
            resident_call_sid=attempt.resident_call_sid,
            taken=attempt.taken_at is not None,
            connected_at=attempt.connected_at,
            outcome=AttemptOutcome(attempt.outcome) if attempt.outcome else None,
            status=CallBackStatus(request.status),
            next_try_at=request.next_try_at,
        )


def _when() -> ColumnElement[datetime]:
    return func.coalesce(CallBackRequest.next_try_at, CallBackRequest.ring_from)


def _is_due(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return CallBackRequest.status == CallBackStatus.BOOKED, _when() <= at


def _outcomes(request: CallBackRequest) -> list[AttemptOutcome]:
    """Of every try so far, oldest first."""
    return [AttemptOutcome(one.outcome) for one in request.attempts if one.outcome]
