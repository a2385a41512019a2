"""From one adviser to another, with everything they know: the card goes along, and a line of what is left to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from contacts.errors import ContactEnded, ContactError
from contacts.events import QUEUE_TOPIC, Events
from contacts.lines import write_lines
from contacts.models import Channel, HandOffStatus, QueueEntry, Status
from contacts.secrets_said import by_an_adviser
from contacts.speaking import Speaking
from contacts.telephone import Telephone, TelephoneError
from contacts.waiting.cards import Card
from contacts.waiting.priority import Facts
from contacts.waiting.queue import NotYours
from contacts.waiting.rings import CallerGone, locked_entry
from contacts.waiting.whispers import PASSED_ON
from council.council import Council
from council.who_is_here import open_team
from council.words import Words
from database.base import now
from database.engine import Database

log = structlog.get_logger()


class TeamShut(ContactError):
    """Neither the team nor who stands in for it is here now."""


class CannotMove(ContactError):
    """The call could not be moved: no telephone network, or it refused. The adviser still has it."""


class PassingOn:
    """`base` is where the phone line's webhooks are; `telephone` is None where calls cannot be moved."""

    def __init__(
        self,
        database: Database,
        council: Council,
        words: Words,
        events: Events,
        telephone: Telephone | None,
        base: str,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database, self._council, self._words, self._events = database, council, words, events
        self._telephone, self._base, self._clock = telephone, base, clock

    def teams_open(self) -> list[str]:
        """The keys of the teams somebody can be passed to now."""
        at = self._clock()
        return [key for key, team in self._council.teams.items() if team.hours.is_open(at)]

    def pass_on(self, entry_id: int, adviser: str, team: str, note: str) -> int:
        """Put the contact in another team's queue. Returns its new place there.

        A call moves too: the caller hears where they are going and waits. Calls go to teams only, never to a number
        somebody types: a stolen sign-in must not ring the other side of the world.

        Raises:
            NotYours, ContactEnded, TeamShut, CannotMove
        """
        at, note = self._clock(), by_an_adviser(note.strip())
        with self._database.session() as session:
            try:
                entry = locked_entry(session, entry_id)
            except CallerGone:
                raise NotYours from None
            if entry.status != HandOffStatus.ACCEPTED or entry.adviser != adviser:
                raise NotYours
            contact = entry.contact
            if contact.status == Status.ENDED:
                raise ContactEnded
            chosen = open_team(self._council, team, at) if team in self._council.teams else None
            if chosen is None:
                raise TeamShut
            if contact.channel == Channel.PHONE and (self._telephone is None or contact.call_sid is None):
                raise CannotMove
            placed = _placed(session, entry, chosen.key, f"{adviser}: {note}", at)
            entry.status, entry.finished_at = HandOffStatus.FINISHED, at
            entry.outcome, entry.note, entry.asked_again = "passed_to_team", note, None
            contact.status = Status.WAITING
            if contact.channel == Channel.WEBCHAT:
                said = Speaking(self._words, contact).say("passed_on", team=chosen.spoken)
                write_lines(session, contact, None, [said], at)
            call_sid = contact.call_sid if contact.channel == Channel.PHONE else None
            key, placed_id = contact.key, placed.id
        if call_sid:
            self._move(self._telephone, call_sid, entry_id, placed_id)
        self._events.publish(key)
        self._events.publish(QUEUE_TOPIC)
        return placed_id

    def _move(self, telephone: Telephone | None, call_sid: str, entry_id: int, placed_id: int) -> None:
        if telephone is None:
            raise CannotMove  # nothing was stored: checked before the place was given
        try:
            telephone.move(call_sid, f"{self._base}/moved?e={placed_id}")
        except TelephoneError as refused:
            log.warning("call_not_moved", entry=entry_id, reason=str(refused))
            self._undo(entry_id, placed_id)
            raise CannotMove from refused

    def _undo(self, entry_id: int, placed_id: int) -> None:
        """The adviser still talks to them."""
        with self._database.session() as session:
            entry, placed = locked_entry(session, entry_id), locked_entry(session, placed_id)
            placed.status, placed.finished_at = HandOffStatus.ABANDONED, self._clock()
            entry.status, entry.finished_at = HandOffStatus.ACCEPTED, None
            entry.outcome, entry.note, entry.asked_again = None, None, None
            if entry.contact.status == Status.WAITING:
                entry.contact.status = Status.ADVISER


def _placed(session: Session, entry: QueueEntry, team: str, note: str, at: datetime) -> QueueEntry:
    """A place in the team's queue with the card as it was, and the note."""
    card = Card.model_validate(entry.card)
    placed = QueueEntry(
        contact_id=entry.contact_id,
        team=team,
        reason=f"{PASSED_ON} {note}"[:300],
        priority=entry.priority,
        card=card.model_copy(update={"notes": [*card.notes, note]}).model_dump(mode="json"),
        status=HandOffStatus.WAITING,
        waiting_since=at,
        facts=replace(Facts.from_json(entry.facts), passed_on=True).as_json(),
    )
    session.add(placed)
    session.flush()
    return placed
