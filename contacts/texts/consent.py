"""Whoever says STOP gets no more texts from us, whatever they are about, until they say START.

The Privacy and Electronic Communications Regulations 2003 ask for a simple way to refuse; the words are those that
networks and Twilio know. Twilio refuses further texts by itself after any of its own words, CANCEL, END and QUIT
included, so these count in the middle of a form too: we could not answer after them anyway.
Source: twilio.com/docs/messaging/tutorials/advanced-opt-out

A wish at length counts where it can be about nothing but the texts. "Stop sending me council tax bills" is an enquiry.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contacts.models import OptOut
from contacts.telephone import Telephone, TelephoneError
from database.base import now
from database.engine import Database


class Keyword(StrEnum):
    STOP = "STOP"
    START = "START"
    HELP = "HELP"


_STOP = frozenset(("stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"))
_START = frozenset(("start", "unstop"))
_HELP = frozenset(("help", "info"))
# Networks know single words only; people are politer than that, and mean it as much.
_TEXTS = r"(?:texts?|txts?|text messages?|messages?|msgs?|sms)"
_THESE = rf"(?:(?:all|any|these|those|this|your|of|more|the) )*{_TEXTS}"
_STOP_AT_LENGTH = re.compile(
    r"(?:(?:ok|okay|hi|hello|no|please|pls|plz|can you|could you|will you|would you|just|i said|i want you to) )*"
    r"(?:stop(?: all| it| this| that| now)?|opt(?: me)? out|unsubscribe(?: me)?|stop contacting(?: me)?"
    r"|(?:stop|dont|do not|never) (?:text|txt|messag|sms)(?:e|ing)?(?: me)?(?: again)?"
    rf"|(?:stop|dont|do not) (?:send(?:ing)? |getting )?(?:me )?{_THESE}(?: to me)?"
    r"|(?:stop|dont|do not) send(?:ing)?(?: me)? (?:these|those|this)(?: to me)?"
    rf"|no more (?:of )?{_THESE}|i (?:dont|do not) want (?:to get )?{_THESE}"
    rf"|(?:take|remove) me off (?:(?:this|your|the) )?(?:{_TEXTS} )?list)"
    r"(?: (?:please|pls|plz|now|thanks|thank you|any ?more))*"
)


def read_keyword(words: str, *, stopped: bool) -> Keyword | None:
    """What a text asks of us about texts, when it says nothing else. YES begins again only after a STOP; otherwise
    it is the answer to a question."""
    said = " ".join(re.sub(r"[^\w\s]", "", words.casefold()).split())
    if said in _STOP or _STOP_AT_LENGTH.fullmatch(said):
        return Keyword.STOP
    if said in _START or (stopped and said == "yes"):
        return Keyword.START
    return Keyword.HELP if said in _HELP else None


def has_stopped(session: Session, number: str) -> bool:
    """Whether no text may go to this number."""
    found = session.get(OptOut, number)
    return found is not None and found.started_at is None


class Consent:
    """Who may be texted. Numbers are E.164."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database, self._clock = database, clock

    def stopped(self, number: str) -> bool:
        """Whether no text may go to this number."""
        with self._database.reading() as session:
            return has_stopped(session, number)

    def stop(self, number: str) -> bool:
        """No more texts. Returns whether that is new."""
        try:
            with self._database.session() as session:
                found = session.get(OptOut, number, with_for_update=True)
                if found is None:
                    session.add(OptOut(number=number, stopped_at=self._clock()))
                elif found.started_at is None:
                    return False
                else:
                    found.stopped_at, found.started_at = self._clock(), None
        except IntegrityError:
            return False  # another process stored the same wish first
        return True

    def start(self, number: str) -> None:
        """Texts again. Whoever never said STOP is where they were."""
        with self._database.session() as session:
            found = session.get(OptOut, number, with_for_update=True)
            if found is not None and found.started_at is None:
                found.started_at = self._clock()


class NoConsent(TelephoneError):
    """The number has said STOP: to try again is of no use."""

    def __init__(self) -> None:
        super().__init__("the resident has asked for no more texts")


class ConsentingTelephone:
    """A Telephone that texts nobody who has said STOP. Whatever texts is given this one; calls are no matter of it."""

    def __init__(self, telephone: Telephone, consent: Consent) -> None:
        self._telephone, self._consent = telephone, consent

    def ring(
        self,
        number: str,
        url: str,
        *,
        status_url: str,
        detect_machine: bool = False,
        timeout_seconds: int = 30,
    ) -> str:
        return self._telephone.ring(
            number,
            url,
            status_url=status_url,
            detect_machine=detect_machine,
            timeout_seconds=timeout_seconds,
        )

    def move(self, call_sid: str, url: str) -> None:
        self._telephone.move(call_sid, url)

    def hang_up(self, call_sid: str) -> None:
        self._telephone.hang_up(call_sid)

    def text(self, number: str, words: str, *, status_url: str | None = None) -> str:
        """Raises NoConsent, TelephoneError."""
        if self._consent.stopped(number):
            raise NoConsent
        return self._telephone.text(number, words, status_url=status_url)
