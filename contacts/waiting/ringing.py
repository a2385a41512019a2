"""Rings people for a caller who waits: their team, its deputy, the contact centre, one after the other.

Each ring is stored before the network is asked for it, so that a process that dies, a report that is lost or two
webhooks at once neither ring twice nor leave a caller with nobody ringing. A telephone rings for one caller at a time,
see contacts/waiting/telephones.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contacts.errors import ContactError
from contacts.events import QUEUE_TOPIC, Events
from contacts.models import HandOffStatus, QueueEntry, Ring, RingStatus, Status
from contacts.telephone import Telephone, TelephoneError
from contacts.waiting import presence
from contacts.waiting.cards import Card
from contacts.waiting.own_telephones import first_rung
from contacts.waiting.places import LIVE, live_ring, ranking_of
from contacts.waiting.rings import (
    CallerGone,
    add_ring,
    change,
    locked_entry,
    locked_ring,
    not_joined,
)
from contacts.waiting.telephones import Telephones, let_go, one_at_a_time
from contacts.waiting.whispers import Whisper, whisper_of
from council.council import Council
from council.who_is_here import who_may_take_it
from database.base import now
from database.engine import Database

RING_SECONDS = 20
WHISPER_SECONDS = 40  # and more is not needed to hear the whisper and press the key

log = structlog.get_logger()


class Standing(StrEnum):
    """What a caller who waits can expect."""

    RINGING = "ringing"  # the telephone rings, for them or for who comes first, or somebody talks to them in a moment
    NOBODY_LEFT = "nobody_left"  # everybody has been rung
    NO_NETWORK = "no_network"  # the network could not be asked
    GONE = "gone"  # they wait no longer


class CannotRing(ContactError):
    """The network would not ring the telephone."""


class Ringing:
    """`base` is where the phone line's webhooks are, without a final slash; `ring_seconds` is how long each rings."""

    def __init__(
        self,
        database: Database,
        council: Council,
        events: Events,
        telephone: Telephone,
        base: str,
        clock: Callable[[], datetime] = now,
        *,
        ring_seconds: int = RING_SECONDS,
    ) -> None:
        self._database, self._council, self._events = database, council, events
        self._telephone, self._base, self._clock = telephone, base, clock
        self._ring_seconds = ring_seconds
        # A ring the network never reported on is given up: it has rung out and the whisper is over.
        self._lost = timedelta(seconds=ring_seconds + WHISPER_SECONDS)
        self._telephones = Telephones(council, self._lost)

    def see_to(self, entry_id: int) -> Standing:
        """Make sure that somebody is being rung for this caller. Asked as often as one likes."""
        at = self._clock()
        try:
            with self._database.session() as session:
                one_at_a_time(session)
                entry = locked_entry(session, entry_id)
                standing = self._stands(entry, at)
                if standing is not None:
                    return standing
                ring = _held(entry) or self._next_ring(session, entry, at)
                if ring is None:
                    return Standing.NOBODY_LEFT
                ring_id, number = ring.id, self._telephones.number(ring)
        except IntegrityError:
            return Standing.RINGING  # another request rings at this moment
        rung, placed = self._ring_at(number)
        return Standing.RINGING if placed or rung != ring_id else Standing.NO_NETWORK

    def ring_adviser(self, entry_id: int, adviser: str, team: str) -> None:
        """Ring a team's telephone for the adviser who wants this caller and no other. Whatever else is ringing for
        the caller stops.

        Raises:
            CallerGone: there is nobody to take.
            CannotRing
        """
        at = self._clock()
        with self._database.session() as session:
            one_at_a_time(session)
            entry = locked_entry(session, entry_id)
            live = live_ring(entry)
            if entry.status != HandOffStatus.WAITING or (live and live.status == RingStatus.WHISPERING):
                raise CallerGone
            if live and live.adviser == adviser:
                return  # the button was pressed twice
            if held := _held(entry):
                let_go(session, held, at)
            if live:
                change(live, RingStatus.WITHDRAWN, at)
            freed = self._telephones.number(live) if live else None
            stopped = [live.call_sid] if live else []
            ring = add_ring(session, entry, self._council.team(team).key, at, adviser)
            number, ring_id = self._telephones.number(ring), ring.id
            for other in self._telephones.all_ringing(session, number, at):
                if (
                    not other.adviser
                ):  # it rings for whom they want now; the other caller is rung for after that
                    stopped.append(other.call_sid)
                    change(other, RingStatus.HELD, at)
                    other.call_sid = None
        for call_sid in stopped:
            self._stop(call_sid)
        if freed and freed != number:
            self._ring_at(freed)
        if not self._place(ring_id):
            raise CannotRing
        self._events.publish(QUEUE_TOPIC)

    def answered(self, ring_id: int, call_sid: str) -> Whisper:
        """Somebody picked up. They get the first of those who wait for this telephone, which may be another caller
        than the one it was rung for: who came meanwhile and is in danger goes first.

        Raises:
            CallerGone
        """
        at = self._clock()
        with self._database.session() as session:
            one_at_a_time(session)
            ring = self._telephones.locked(session, ring_id)
            if ring.status not in LIVE:
                raise CallerGone
            stopped = self._telephones.give_to_the_first(session, ring, at)
            entry, number = ring.entry, self._telephones.number(ring)
            if entry.status != HandOffStatus.WAITING:
                change(ring, RingStatus.WITHDRAWN, at)
                gone = True
            else:
                gone, ring.call_sid = False, call_sid or ring.call_sid
                change(ring, RingStatus.WHISPERING, at)
                whisper = whisper_of(entry, ranking_of(entry, at).reasons)
        for other in stopped:
            self._stop(other)
        self._ring_at(number)  # a colleague may pick up for the next
        if gone:
            raise CallerGone
        self._events.publish(QUEUE_TOPIC)  # the card is on the desk as the whisper starts
        return whisper

    def of_call(self, call_sid: str) -> int:
        """The ring that was placed as this call. Raises CallerGone where none was."""
        with self._database.reading() as session:
            ring_id = session.scalar(select(Ring.id).where(Ring.call_sid == call_sid))
        if ring_id is None:
            raise CallerGone
        return ring_id

    def taken(self, ring_id: int) -> int:
        """The key was pressed. Returns the place in the queue of the caller they are to be joined with; a second
        press changes nothing.

        Raises:
            CallerGone
        """
        at = self._clock()
        with self._database.session() as session:
            one_at_a_time(session)
            ring = locked_ring(session, ring_id)
            entry = ring.entry
            if ring.status == RingStatus.TAKEN:
                return entry.id
            if entry.status != HandOffStatus.WAITING or ring.status not in LIVE:
                raise CallerGone
            change(ring, RingStatus.TAKEN, at)
            entry.status, entry.accepted_at = HandOffStatus.ACCEPTED, at
            entry.adviser = self._at_desk(session, ring, at)
            entry.contact.status = Status.ADVISER
            key = entry.contact.key
        self._events.publish(key)
        self._events.publish(QUEUE_TOPIC)
        return entry.id

    def over(self, ring_id: int) -> None:
        """The telephone is down, whether or not somebody took the call; if not, the next is rung."""
        with self._database.session() as session:
            one_at_a_time(session)
            ring = locked_ring(session, ring_id)
            if ring.status == RingStatus.TAKEN:
                change(ring, RingStatus.OVER, self._clock())
                return
            if ring.status not in LIVE:
                return
            change(ring, RingStatus.NOT_TAKEN, self._clock())
            entry_id, number = ring.entry_id, self._telephones.number(ring)
        self._events.publish(QUEUE_TOPIC)
        self._ring_at(number)
        self.see_to(entry_id)

    def withdraw(self, entry_id: int) -> None:
        """The caller waits no longer. Whoever is hearing the whisper is told when they press the key."""
        with self._database.session() as session:
            one_at_a_time(session)
            entry = locked_entry(session, entry_id)
            if held := _held(entry):
                let_go(session, held, self._clock())
            ringing = [ring for ring in entry.rings if ring.status == RingStatus.RINGING]
            for ring in ringing:
                change(ring, RingStatus.WITHDRAWN, self._clock())
            stopped = [(ring.call_sid, self._telephones.number(ring)) for ring in ringing]
        for call_sid, number in stopped:
            self._stop(call_sid)
            self._ring_at(number)

    def only_for(self, entry_id: int, team: str) -> None:
        """The caller waits for this team now: the telephones of others ring for them no longer. Who hears the whisper,
        or has chosen them at the desk, keeps them: somebody at once is better than another in a minute."""
        at = self._clock()
        with self._database.session() as session:
            one_at_a_time(session)
            entry = locked_entry(session, entry_id)
            theirs = {one.key for one in who_may_take_it(self._council, team, at)}
            others = [ring for ring in entry.rings if not ring.adviser and ring.team not in theirs]
            for held in [ring for ring in others if ring.status == RingStatus.HELD]:
                let_go(session, held, at)
            ringing = [ring for ring in others if ring.status == RingStatus.RINGING]
            for ring in ringing:
                change(ring, RingStatus.WITHDRAWN, at)
            stopped = [(ring.call_sid, self._telephones.number(ring)) for ring in ringing]
        for call_sid, number in stopped:
            self._stop(call_sid)
            self._ring_at(number)

    def _stands(self, entry: QueueEntry, at: datetime) -> Standing | None:
        """None when somebody must be rung now."""
        last = entry.rings[-1] if entry.rings else None
        if entry.status == HandOffStatus.ACCEPTED and last and not_joined(last, at):
            # They pressed the key and put the telephone down: the caller is back in their place.
            entry.status, entry.accepted_at, entry.adviser = HandOffStatus.WAITING, None, None
            entry.contact.status = Status.WAITING
        if entry.status == HandOffStatus.ACCEPTED:
            return Standing.RINGING
        if entry.status != HandOffStatus.WAITING:
            return Standing.GONE
        live = live_ring(entry)
        if live and at - live.changed_at < self._lost:
            return Standing.RINGING
        if live:
            change(live, RingStatus.NOT_TAKEN, at)
        return None

    def _at_desk(self, session: Session, ring: Ring, at: datetime) -> str | None:
        """Who has the caller's card now. Of somebody asked for by name who never works at the desk: nobody yet."""
        person = self._council.person(ring.adviser)
        own = person is not None and person.phone is not None
        return None if own and presence.is_here(session, ring.adviser or "", at) is None else ring.adviser

    def _next_ring(self, session: Session, entry: QueueEntry, at: datetime) -> Ring | None:
        """First whom they asked for, or who stands in, on a telephone of their own; then the teams."""
        card, own = Card.model_validate(entry.card), first_rung(session, entry, self._council, at)
        if own and all(ring.adviser != own.name for ring in entry.rings):
            return add_ring(session, entry, own.team, at, own.name, status=RingStatus.HELD)
        rung = {
            ring.team for ring in entry.rings if ring.status != RingStatus.NOT_PLACED and not ring.adviser
        }
        teams = who_may_take_it(self._council, entry.team, at)
        absent = self._council.person(card.person) if card.deputy else None
        if absent:  # whose deputy may work in another team
            teams[1:1] = who_may_take_it(self._council, absent.team, at)
        team = next((team.key for team in teams if team.key not in rung), None)
        return add_ring(session, entry, team, at, status=RingStatus.HELD) if team else None

    def _ring_at(self, number: str) -> tuple[int | None, bool]:
        """Let a telephone ring for the first of those whose ring is held there, unless it rings already. Returns which
        ring is placed, and whether the network did."""
        at = self._clock()
        with self._database.session() as session:
            one_at_a_time(session)
            if self._telephones.all_ringing(session, number, at):
                return None, False
            ring = self._telephones.first_held(session, number)
            if ring is None:
                return None, False
            change(ring, RingStatus.RINGING, at)
            ring_id = ring.id
        return ring_id, self._place(ring_id)

    def _place(self, ring_id: int) -> bool:
        with self._database.reading() as session:
            phone = self._telephones.number(session.get_one(Ring, ring_id))
        try:
            call_sid = self._telephone.ring(
                phone,
                f"{self._base}/agent?r={ring_id}",
                status_url=f"{self._base}/agent-status?r={ring_id}",
                timeout_seconds=self._ring_seconds,
            )
        except TelephoneError as refused:
            log.warning("ring_not_placed", ring=ring_id, reason=str(refused))
            with self._database.session() as session:
                change(locked_ring(session, ring_id), RingStatus.NOT_PLACED, self._clock())
            return False
        with self._database.session() as session:
            ring = locked_ring(session, ring_id)
            ring.call_sid = call_sid
            withdrawn = ring.status == RingStatus.WITHDRAWN
        if withdrawn:  # the caller hung up while the network was asked
            self._stop(call_sid)
        self._events.publish(QUEUE_TOPIC)
        return True

    def _stop(self, call_sid: str | None) -> None:
        if call_sid is None:
            return
        try:
            self._telephone.hang_up(call_sid)
        except TelephoneError as refused:
            # It rings out by itself, and whoever answers is told that the caller has gone.
            log.warning("ring_not_stopped", call=call_sid, reason=str(refused))


def _held(entry: QueueEntry) -> Ring | None:
    """The ring of a caller whose turn at the telephone has not come."""
    return next((ring for ring in entry.rings if ring.status == RingStatus.HELD), None)
