"""Puts the rooms together from the settings: the one place that knows how everything is made."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from actions.wired import Collaborators
from cases.attempts import Attempts
from cases.library.client import LibraryLoans
from cases.outbox import ByKind, Outbox
from contacts.texts.texts_out import TextDelivery
from contacts.waiting.leaving import Leaving
from contacts.waiting.queue import Queue
from contacts.waiting.told_waiting import ToldWaiting
from council.council import with_alerts
from ivr.calls import Calls
from ivr.waiting.waiting_line import WaitingLine
from server.parts.phone import PhoneParts
from server.parts.studio import StudioParts

# What does not come from the council's files, or must not be another when they are read anew: the clock, doors to other
# systems, and what people are in the middle of.
SHARED = (
    "clock",
    "database",
    "events",
    "assistant",
    "twilio",
    "switchboard",
    "network",
    "releases",
    "live_ears",
)


@dataclass(frozen=True)
class Wiring(PhoneParts, StudioParts):
    """The whole house; here stand the parts that bring several sides of it together."""

    def renewed(self) -> Wiring:
        """The same with the council's files read anew, all of them before this returns, so that a mistake shows here.

        Raises:
            CouncilDataError: a file has mistakes, each with file, line and remedy.
        """
        new = Wiring(self.settings)
        for name in SHARED:
            vars(new)[name] = getattr(self, name)  # as cached_property keeps it
        if "search" in vars(self) and new.searched == self.searched:  # what is searched is as it was
            for name in ("articles", "said", "search"):
                vars(new)[name] = getattr(self, name)
        elif "search" in vars(self):  # the worker, for one, never searches
            vars(new)["search"] = new.whole_search()
        for part in ("council", "directory", "articles", "gazetteer", "words", "danger"):
            getattr(new, part)
        return new

    def read_alerts(self) -> None:
        """Have the alerts as they are now, and nothing else that stands in the council's files.

        Raises:
            CouncilDataError
        """
        self.council.take_alerts_of(with_alerts(self.council, self.settings.council_folder))

    @property
    def _text_delivery(self) -> TextDelivery:
        return TextDelivery(self.telephone, self.consent, self.text_status_url)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.database, ByKind({"sms": self._text_delivery}))

    @cached_property
    def queue(self) -> Queue:
        return Queue(self.database, self.words, self.events, self.clock, self.outbox)

    def waiting_line(self, calls: Calls) -> WaitingLine | None:
        """None where callers are put straight through."""
        if self.ringing is None and not self.settings.taskrouter_workflow:
            return None
        return WaitingLine(
            self.places,
            self.ringing,
            Leaving(self.database, self.words, self.events, self.clock),
            self.queue,
            self.turns,
            calls,
            self.council,
            self.words,
            self.line,
            self.lost_callers,
            ToldWaiting(self.database, self.council, self.words, self.events, self.clock),
            self.tasks if self.settings.taskrouter_workflow else None,
        )

    def collaborators(self) -> Collaborators:
        """What the actions work with."""
        settings = self.settings
        loans = LibraryLoans(
            settings.library_host,
            settings.library_port,
            login=settings.library_login,
            password=settings.library_password,
            institution=settings.library_institution,
            timeout_seconds=settings.library_seconds,
        )
        return Collaborators(
            self.council,
            self.gazetteer,
            self.articles,
            self.search,
            self.cases,
            loans,
            self.held_secrets,
            Attempts(self.database),
            self.directory,
            self.clock,
        )
