"""A message left after the tone becomes a case with a promise; a tone nobody spoke after becomes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from cases.models import Case, CaseEvent
from cases.phones import shown_phone
from cases.store import CaseStore, NewCase
from contacts.lookups import contact_by_key, last_entry
from contacts.models import Outcome, Status
from council.council import Council
from council.hours import LONDON
from database.base import now
from database.engine import Database

PROMISE = "voicemail"  # council/promises.yml
SHORTEST = 2  # seconds; less is a breath, or the telephone being put down
GAVE_UP = (Outcome.GAVE_UP_BEFORE_ANSWER, Outcome.GAVE_UP_AFTER_ANSWER, Outcome.GAVE_UP_IN_QUEUE)


class Voicemails:
    def __init__(
        self, database: Database, cases: CaseStore, council: Council, clock: Callable[[], datetime] = now
    ) -> None:
        self._database, self._cases, self._council, self._clock = database, cases, council, clock

    def left(self, contact_key: str, recording_sid: str, seconds: int) -> Case | None:
        """Open the case of a message. Told twice, or by two reports in any order, it is the same case.

        Args:
            seconds: how long it lasts, without silence at either end.
        Returns:
            None when it is too short to hold a word.
        """
        if seconds < SHORTEST or not recording_sid:
            return None
        at = self._clock()
        with self._database.reading() as session:
            contact = contact_by_key(session, contact_key)
            entry = last_entry(session, contact)
            answers = {"Recording": recording_sid, "Seconds": str(seconds)}
            if contact.caller:
                answers["Phone number"] = shown_phone(contact.caller)
            if entry and entry.card.get("about"):
                answers["About"] = entry.card["about"]
            new = NewCase(
                origin=f"voicemail:{recording_sid}",
                enquiry=PROMISE,
                team=entry.team if entry else "contact_centre",
                title="Answer a voicemail",
                due=self._council.due(PROMISE, at.astimezone(LONDON).date()),
                answers=answers,
                contact_id=contact.id,
                opened_at=at,
            )
        case = self._cases.open(new)
        self._count(contact_key)
        return case

    def ready(self, contact_key: str, recording_sid: str, seconds: int) -> Case | None:
        """The recording can be listened to now. Noted on the case once."""
        case = self.left(contact_key, recording_sid, seconds)
        if case is None:
            return None
        note = f"Recording {recording_sid} is ready, {seconds} seconds"
        with self._database.session() as session:
            known = select(CaseEvent.id).where(CaseEvent.case_id == case.id, CaseEvent.note == note)
            if session.scalar(known) is None:
                session.add(CaseEvent(case_id=case.id, at=self._clock(), status=case.status, note=note))
        return case

    def _count(self, contact_key: str) -> None:
        """Who left a message did not give up, even if the end of the call was reported first."""
        with self._database.session() as session:
            contact = contact_by_key(session, contact_key, lock=True)
            if contact.status == Status.ENDED and contact.outcome in GAVE_UP:
                contact.outcome = Outcome.CASE_OPENED
