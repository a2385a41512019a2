"""The real desk on a database of its own, with residents whose assistant follows a script."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from cases.held_secrets import HeldSecrets
from cases.outbox import Outbox
from contacts.acts import Act, Ask, CallBack, HandOff, Priority, Say
from contacts.assistant import AssistantReply, AssistantTurn
from contacts.events import LocalEvents
from contacts.models import Channel
from contacts.ringing_back.calling_back import CallingBack
from contacts.said import Said
from contacts.telephone import Telephone
from contacts.turns import Turns
from contacts.waiting.passing_on import PassingOn
from contacts.waiting.queue import Queue
from contacts.waiting.queue_views import EntryView
from contacts.waiting.ringing import Ringing
from council.council import Council, load_council
from council.danger import DangerWords
from council.words import Words
from database.engine import Database
from desk.router import router
from ivr.faults import LineFaults
from ivr.watch import Watch
from kb.articles import Articles
from kb.search import ArticleSearch
from pages.masthead import Masthead
from pages.pages import Pages
from pages.security import SecurityHeaders
from staff import sign_in
from staff.accounts import DEMO_PASSWORD, Accounts
from staff.handlers import add_handlers
from staff.models import Role
from staff.sessions import Sessions
from tests.migrated import migrated_at
from tests.mounting import mount

ROOT = Path(__file__).resolve().parents[2]
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # advisers are here
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
FETCH = {"Sec-Fetch-Mode": "cors", "Accept": "*/*"}
MISSED_BIN = "Report a missed bin"
LINE = "https://voice.example.gov.uk/ivr"


class Clock:
    """Tuesday at ten; a test moves it on."""

    def __init__(self) -> None:
        self.time = TUESDAY

    def __call__(self) -> datetime:
        return self.time

    def pass_(self, time: timedelta) -> None:
        self.time += time


class ScriptedAssistant:
    def listen(self, words: str) -> None:
        return None

    def take(self, turn: AssistantTurn) -> AssistantReply:
        return AssistantReply(self._acts(turn.words.lower()), {"intent": "scripted", "confidence": 1.0})

    def _acts(self, words: str) -> list[Act]:
        if "ring me" in words:
            return [CallBack(reason="Asked to be rung", team="waste", about=MISSED_BIN)]
        if "trevor" in words:
            return [HandOff(reason="Asked for somebody by name", team="waste", person="Trevor Haddock")]
        if "person" in words:
            urgent = Priority.URGENT if "help" in words else Priority.NORMAL
            collected = {"Address": "12 Mill Lane", "Name": "Sam Ward"}
            reason = "Asked for a person"
            return [
                HandOff(reason=reason, team="waste", priority=urgent, about=MISSED_BIN, collected=collected)
            ]
        return [Say(text="Leave it out and we will come back."), Ask(text="Anything else?")]


@dataclass(frozen=True)
class CouncilsOwn:
    """What does not change between tests; reading it takes longer than all the rest."""

    council: Council
    words: Words
    danger: DangerWords
    search: ArticleSearch
    pages: Pages


@cache
def councils_own() -> CouncilsOwn:
    council = load_council(ROOT / "council")
    return CouncilsOwn(
        council,
        Words.load(ROOT / "council" / "words.yml"),
        DangerWords.load(ROOT / "council" / "danger.yml"),
        ArticleSearch(Articles.load(ROOT / "kb" / "articles")),
        Pages(Masthead.of(council)),
    )


class Office:
    """The parts of a running desk, and what residents do."""

    address = ""  # where a test serves it, if it does

    def __init__(self, folder: Path, telephone: Telephone | None = None) -> None:
        self.telephone = telephone
        self.clock = Clock()
        self.database = Database.at(migrated_at(folder / "desk.db"))
        self.events = LocalEvents()
        own = councils_own()
        self.turns = Turns(
            self.database,
            ScriptedAssistant(),
            own.council,
            own.words,
            own.danger,
            own.search,
            HeldSecrets(self.database, "a key for tests"),
            self.events,
            clock=self.clock,
        )
        self.queue = Queue(self.database, own.words, self.events, clock=self.clock)
        self.calling = CallingBack(self.database, own.council, own.words, self.events, clock=self.clock)
        self.accounts = Accounts(self.database, demo=True, hasher=QUICK)
        self.accounts.seed_demo()
        self.accounts.create("ed@marlbury.example", "Ed Editor", Role.EDITOR, "waste", DEMO_PASSWORD)
        self.accounts.create("mina@marlbury.example", "Mina Manager", Role.MANAGER, "waste", DEMO_PASSWORD)
        self.faults = LineFaults(self.database, self.clock)
        self.pages = own.pages
        self.outbox = Outbox(self.database)
        self.app = self.another_app(self.calling)

    def another_app(self, calling: CallingBack | None) -> FastAPI:
        """The desk; without `calling` one where advisers dial themselves."""
        council = councils_own().council
        app = FastAPI(title="The desk under test")
        sessions = Sessions(self.accounts, "a secret of the tests", secure=False)
        app.add_middleware(SecurityHeaders)
        app.include_router(sign_in.router(self.accounts, sessions, self.pages))
        add_handlers(app, self.pages)
        mount(
            app,
            router(
                self.queue,
                self.turns,
                outbox=self.outbox,
                events=self.events,
                pages=self.pages,
                sessions=sessions,
                database=self.database,
                line=Watch(self.database, self.faults, self.clock),
                teams={key: team.title for key, team in council.teams.items()},
                calling_back=calling,
                clock=self.clock,
                ringing=self.ringing,
                enquiries={
                    "report_missed_bin": MISSED_BIN,
                    "query_bin_collection_day": "Find out your bin day",
                },
                passing_on=PassingOn(
                    self.database,
                    council,
                    councils_own().words,
                    self.events,
                    self.telephone,
                    LINE,
                    self.clock,
                ),
            ),
        )
        self.pages.mount_assets(app)
        return app

    @property
    def ringing(self) -> Ringing | None:
        if self.telephone is None:
            return None
        council = councils_own().council
        return Ringing(self.database, council, self.events, self.telephone, LINE, self.clock)

    def resident(
        self,
        *lines: str,
        channel: Channel = Channel.WEBCHAT,
        caller: str | None = None,
        call_sid: str | None = None,
    ) -> Resident:
        """Somebody who begins a contact and says these lines."""
        return Resident(self, channel, caller, lines, call_sid)

    def adviser(self, name: str = "aisha") -> Adviser:
        """A browser in which somebody is signed in."""
        return Adviser(self, f"{name}@marlbury.example")


class Resident:
    def __init__(
        self,
        office: Office,
        channel: Channel,
        caller: str | None,
        lines: tuple[str, ...],
        call_sid: str | None = None,
    ) -> None:
        self._office, self._number = office, itertools.count(1)
        self.key = office.turns.begin(channel, caller=caller, call_sid=call_sid).contact
        for line in lines:
            self.says(line)

    def says(self, line: str) -> None:
        self._office.turns.take(self.key, next(self._number), Said(line))

    def leaves(self) -> None:
        self._office.turns.leave(self.key)

    @property
    def entry(self) -> EntryView:
        """Their place in the queue."""
        waiting = [entry for entry in self._office.queue.waiting() if entry.contact_key == self.key]
        return waiting[0]

    def heard(self) -> list[tuple[str, str]]:
        """Who said what after the greeting, as the resident's own page has it."""
        lines = self._office.turns.read(self.key).messages
        return [(line.author_name or str(line.author), getattr(line.act, "text", "")) for line in lines]


class Adviser:
    """A browser at the desk. Pages are asked for as a person does, and forms carry their token."""

    def __init__(self, office: Office, email: str) -> None:
        self.browser = TestClient(office.app, headers={"Accept": "text/html"}, follow_redirects=False)
        self._token = hidden(self.browser.get("/staff/sign-in"), "csrf_token")
        answer = self.send("/staff/sign-in", email=email, password=DEMO_PASSWORD)
        assert answer.status_code == 303, answer.text
        signed_in = self.browser.get("/desk")
        if signed_in.status_code == 200:
            self._token = hidden(signed_in, "csrf_token")

    def see(self, address: str) -> Response:
        return self.browser.get(address, follow_redirects=True)

    def send(self, address: str, *, headers: dict[str, str] | None = None, **fields: str) -> Response:
        form = {"csrf_token": self._token, **fields}
        return self.browser.post(address, data=form, headers=headers or {})

    def accept(self, entry: EntryView) -> Response:
        return self.send(f"/desk/entries/{entry.id}/accept")

    def reply(self, entry: EntryView, words: str, nonce: str = "", **headers: str) -> Response:
        nonce = nonce or hidden(self.see(f"/desk/entries/{entry.id}"), "nonce")
        return self.send(f"/desk/entries/{entry.id}/replies", headers=headers, words=words, nonce=nonce)

    def finish(self, entry: EntryView, **fields: str) -> Response:
        return self.send(f"/desk/entries/{entry.id}/finish", **fields)


def hidden(page: Response, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def plain(page: Response) -> str:
    """The words of a page, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())
