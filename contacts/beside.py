"""What is answered beside the question that is open, which stays as it is: what is recorded, how to reach us, what an
alert says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from contacts import alerts_told, reaching_us, recording
from contacts.acts import Act
from contacts.claims import Claim
from contacts.lookups import last_ask
from contacts.models import Contact
from contacts.speaking import Speaking
from council.council import Alert, Council
from council.who_is_here import LAST_STOP, open_team

BESIDE = (recording.BY, reaching_us.BY, alerts_told.BY)


class Beside:
    """`records_calls`: what callers and advisers say to each other is recorded."""

    def __init__(self, council: Council, clock: Callable[[], datetime], *, records_calls: bool) -> None:
        self._council, self._clock, self._records = council, clock, records_calls

    def settles(self, words: str, number: int) -> tuple[str, str] | None:
        """Who answers what is no enquiry, and what it is understood as."""
        if self._reach(words):
            return reaching_us.BY, reaching_us.intent(self._council)
        return (alerts_told.BY, alerts_told.INTENT) if self._alerts(words, number) else None

    def answered(
        self, session: Session, contact: Contact, claim: Claim, by: str, speaking: Speaking
    ) -> list[Act]:
        if by == recording.BY:
            return recording.answered(session, contact, speaking, records=self._records)
        # It was found a moment ago: that we have shut since, or an alert has ended, takes no answer away.
        if by == reaching_us.BY:
            wanted = self._reach(claim.words) or reaching_us.asked(claim.words, self._council, shut=True)
            return reaching_us.answered(session, contact, wanted, self._council, speaking) if wanted else []
        name, asked = self._council.identity.short_name, last_ask(session, contact)
        then = self._council.live_alerts(contact.last_turn_at)
        live = self._alerts(claim.words, claim.number) or alerts_told.asked_about(
            claim.words, then, claim.number
        )
        return alerts_told.again(live, asked, name, speaking)

    def _alerts(self, words: str, number: int) -> list[Alert]:
        return alerts_told.asked_about(words, self._council.live_alerts(self._clock()), number)

    def _reach(self, words: str) -> reaching_us.Asked | None:
        """How somebody wants to reach us, where that is what they ask."""
        nobody_here = open_team(self._council, LAST_STOP, self._clock()) is None
        return reaching_us.asked(words, self._council, shut=nobody_here)
