"""What every page of the desk works with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from pydantic import Field

from cases.outbox import Outbox
from contacts.events import Events
from contacts.models import Status
from contacts.ringing_back.calling_back import CallingBack
from contacts.turns import Turns
from contacts.waiting.passing_on import PassingOn
from contacts.waiting.queue import Queue
from contacts.waiting.queue_views import EntryView
from contacts.waiting.ringing import Ringing
from database.base import now
from desk.once import SentReplies
from pages.pages import Pages
from staff.models import Role
from staff.sessions import SignedIn

# Managers and administrators lend a hand at busy times.
ROLES = (Role.ADVISER, Role.MANAGER, Role.ADMINISTRATOR)

LAST_MESSAGE = 2**31 - 1  # to read how a contact stands without its messages
RowId = Annotated[
    int, Field(ge=0, lt=2**31)
]  # in an address; anything larger would be an error in the database


@dataclass(frozen=True)
class Room:
    """`teams` gives each team's title by its key in council/teams.yml."""

    queue: Queue
    turns: Turns
    outbox: Outbox
    events: Events
    pages: Pages
    sent: SentReplies
    teams: Mapping[str, str]
    clock: Callable[[], datetime] = now
    calling_back: CallingBack | None = None  # where there is no telephone of ours, advisers dial
    ringing: Ringing | None = None  # None: calls cannot be brought to an adviser's telephone
    passing_on: PassingOn | None = None
    enquiries: Mapping[str, str] = field(default_factory=dict)  # titles by name, in the order of the page

    def team(self, key: str) -> str:
        return self.teams.get(key, key.replace("_", " ").capitalize())

    def page(
        self, request: Request, template: str, me: SignedIn, *, status: int = 200, **context: Any
    ) -> HTMLResponse:
        """A page of the desk, which no browser may keep: it shows what residents said."""
        page = self.pages.render(request, f"desk/{template}", status=status, me=me, **context)
        page.headers["Cache-Control"] = "no-store"
        return page

    def has_left(self, entry: EntryView) -> bool:
        """The resident ended the chat or hung up; nobody would read a reply."""
        return self.turns.read(entry.contact_key, after=LAST_MESSAGE).status == Status.ENDED

    def not_found(self, request: Request, me: SignedIn) -> HTMLResponse:
        advice = ("It may have been deleted, or the address may be mistyped.",)
        return self.page(request, "not_found.html", me, status=404, title="Contact not found", advice=advice)
