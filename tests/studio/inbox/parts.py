"""A council whose residents talk to a scripted assistant, and whose editors go through the inbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import select

from contacts.acts import NO, YES, Act, ArticleSource, Ask, AskKind, Choice, HandOff, Say
from contacts.assistant import AssistantReply, AssistantTurn
from contacts.lookups import A_PERSON
from contacts.models import Channel, Turn
from contacts.said import Said
from database.engine import Database
from pages.security import SecurityHeaders
from staff import sign_in
from staff.accounts import DEMO_PASSWORD, Accounts
from staff.handlers import add_handlers
from staff.models import Role
from staff.sessions import Sessions, SignedIn
from studio.drafts.drafts import Drafts
from studio.ears import DraftEars, LiveEars, Understood
from studio.inbox.deciding import Deciding
from studio.inbox.gathering import Gathering
from studio.inbox.inbox import Inbox
from studio.inbox.models import InboxMessage
from studio.inbox.vectors import ByWords, Vectors
from studio.router import router
from tests.contacts.parts import TUESDAY, Centre
from tests.desk.parts import QUICK, councils_own, hidden
from tests.migrated import migrated_at
from tests.mounting import mount
from tests.studio.drafts.parts import small_repository
from tests.studio.parts import git

MISSED, DAY = "report_missed_bin", "query_bin_collection_day"
STREETS = ("Mill Lane", "Castle Street")
MISSED_BINS = ArticleSource(
    article="waste/missed-bins", title="Missed bins", source="Waste policy", review_by=TUESDAY.date()
)
ED = SignedIn(1, "Ed Editor", "ed@marlbury.example", Role.EDITOR, "waste", "token")
EMMA = SignedIn(2, "Emma Whitlock", "emma@marlbury.example", Role.EDITOR, "waste", "token")

SHARED = """version: "3.1"
nlu:
- intent: out_of_scope
  examples: |
    - what is the weather
    - sing me a song
"""
HELD_OUT = "text,intent,style\nnobody came for it,report_missed_bin,chat\n"


def ranked(*pairs: tuple[str, float]) -> list[dict[str, Any]]:
    return [{"intent": intent, "confidence": confidence} for intent, confidence in pairs]


def understood(outcome: str, *pairs: tuple[str, float], **more: Any) -> dict[str, Any]:
    """As the bot's channel puts it."""
    intent, confidence = pairs[0]
    named = "nlu_fallback" if outcome == "unknown" else intent
    told = {"intent": named, "confidence": confidence, "ranking": ranked(*pairs), "outcome": outcome}
    return {**told, "safety": "none", "language": None, "entities": [], **more}


WHICH = Ask(
    kind=AskKind.CHOICE,
    text="Which is it?",
    choices=(
        Choice(label="Report a missed bin", value=f"intent:{MISSED}"),
        Choice(label="Find out your bin day", value=f"intent:{DAY}"),
        Choice(label="Something else", value="something_else"),
    ),
)
IS_IT = Ask(kind=AskKind.YES_NO, text="Is it about a missed bin?", choices=(YES, NO))
POSTCODE = Ask(kind=AskKind.POSTCODE, text="What is your postcode?", of_form=True)
WHERE = Ask(text="Where is it?", of_form=True)
ANSWER: list[Act] = [
    Say(text="Leave it out.", source=MISSED_BINS, answer=True),
    Ask(text="Anything else?"),
]
AS_MISSED = understood("answer", (MISSED, 0.95), (DAY, 0.03))
UNSURE = understood("ask", (MISSED, 0.45), (DAY, 0.4))


class ScriptedAssistant:
    """Answers by a word in what is said, or by the choice. `heard` adds to the understanding of messages to come."""

    def __init__(self) -> None:
        self.heard: dict[str, Any] = {}

    def listen(self, words: str) -> None:
        return None

    def take(self, turn: AssistantTurn) -> AssistantReply:
        acts, told = self._reply(turn)
        return AssistantReply(acts, {**told, **self.heard}, frozenset({"answered"} if acts == ANSWER else ()))

    def _reply(self, turn: AssistantTurn) -> tuple[list[Act], dict[str, Any]]:
        words = turn.words.lower()
        if turn.value == A_PERSON.value or "person" in words:
            return [
                HandOff(reason="Asked for a person", team="waste", about="Report a missed bin")
            ], understood("answer", ("ask_for_human", 1.0))
        if turn.value and turn.value.startswith("intent:"):
            return ANSWER, understood("answer", (turn.value.removeprefix("intent:"), 1.0))
        if turn.value == "something_else":
            return [Ask(text="Say it another way?")], understood("unknown", ("choose", 1.0))
        if turn.value in ("yes", "no"):
            return ANSWER, understood("answer", ("affirm" if turn.value == "yes" else "deny", 1.0))
        scripts: Mapping[str, tuple[list[Act], dict[str, Any]]] = {
            "homeless": (
                [HandOff(reason="Homeless", team="housing")],
                understood("answer", ("report_homelessness", 0.9)),
            ),
            "wagon": ([WHICH], UNSURE),
            "lorry": ([IS_IT], UNSURE),
            "hedgehog": (
                [Ask(text="Say it another way?")],
                understood("unknown", (DAY, 0.15), (MISSED, 0.1)),
            ),
            "where": ([WHERE], AS_MISSED),
            "postcode": ([POSTCODE], AS_MISSED),
            "thank": ([Ask(text="Anything else?")], understood("answer", ("thanks", 1.0))),
        }
        return next((reply for key, reply in scripts.items() if key in words), (ANSWER, AS_MISSED))


class Council:
    """The parts of a running service, what residents do, and what the worker does."""

    address = ""  # where a test serves it, if it does

    def __init__(
        self,
        folder: Path,
        *,
        live_ears: LiveEars | None = None,
        draft_ears: DraftEars | None = None,
        vectors: Vectors | None = None,
    ) -> None:
        self.live = small_repository(folder / "live")
        self._add({"data/nlu/_shared.yml": SHARED, "tests/nlu/held_out.csv": HELD_OUT})
        self.database = Database.at(migrated_at(folder / "frontdoor.db"))
        self.centre = Centre(self.database)
        self.clock, self.assistant = self.centre.clock, ScriptedAssistant()
        self.turns = self.centre.another_process(self.assistant)  # type: ignore[arg-type]  # takes turns all the same
        self.drafts = Drafts(self.live, folder / "drafts", self.database, self.clock)
        self.vectors = vectors or ByWords()
        self.gathering = self.another_worker()
        self.inbox = Inbox(self.database)
        self.deciding = Deciding(self.database, self.drafts, "MB", self.clock)
        self.accounts = Accounts(self.database, demo=True, hasher=QUICK)
        self.account: dict[str, int] = {}
        for email, name, role in (
            ("ed@marlbury.example", "Ed Editor", Role.EDITOR),
            ("emma@marlbury.example", "Emma Whitlock", Role.EDITOR),
            ("aisha@marlbury.example", "Aisha", Role.ADVISER),
        ):
            made = self.accounts.create(email, name, role, "waste", DEMO_PASSWORD)
            self.account[name] = made.id
        self.app = self._app(live_ears, draft_ears)

    def another_worker(self) -> Gathering:
        return Gathering(self.database, lambda: self.vectors, STREETS, timedelta(days=90), self.clock)

    def says(self, *lines: str | Choice, channel: Channel = Channel.WEBCHAT) -> Talker:
        """Somebody who begins a contact and says these lines, or presses these choices."""
        talker = Talker(self, channel)
        for line in lines:
            talker.says(line)
        return talker

    def said(self) -> list[str]:
        """The words in the inbox, oldest first."""
        return [message.words for message in self.messages()]

    def messages(self) -> list[InboxMessage]:
        with self.database.reading() as session:
            return list(session.scalars(select(InboxMessage).order_by(InboxMessage.id)))

    def only(self) -> InboxMessage:
        (message,) = self.messages()
        return message

    def text(self, draft_id: int | None, path: str) -> str:
        assert draft_id is not None
        return (self.drafts.get(draft_id).root / path).read_text()

    def editor(self, name: str = "ed") -> Editor:
        return Editor(self, f"{name}@marlbury.example")

    def _add(self, files: Mapping[str, str]) -> None:
        for path, text in files.items():
            (self.live / path).parent.mkdir(parents=True, exist_ok=True)
            (self.live / path).write_text(text)
        git(self.live, "add", "--all")
        git(self.live, "commit", "--quiet", "--message=More files")

    def _app(self, live_ears: LiveEars | None, draft_ears: DraftEars | None) -> FastAPI:
        pages = councils_own().pages
        app = FastAPI(title="The studio under test")
        sessions = Sessions(self.accounts, "a secret of the tests", secure=False)
        app.add_middleware(SecurityHeaders)
        app.include_router(sign_in.router(self.accounts, sessions, pages, {Role.EDITOR: "/studio"}))
        add_handlers(app, pages)
        mount(
            app,
            router(
                self.live,
                database=self.database,
                pages=pages,
                sessions=sessions,
                drafts=self.drafts,
                clock=self.clock,
                live_ears=live_ears,
                draft_ears=draft_ears,
            ),
        )
        pages.mount_assets(app)
        return app


class Talker:
    def __init__(self, council: Council, channel: Channel) -> None:
        self._council, self.number = council, 0
        self.key = council.turns.begin(channel).contact

    def says(self, line: str | Choice) -> Talker:
        self.number += 1
        said = Said(choice=line.value) if isinstance(line, Choice) else Said(line)
        self._council.turns.take(self.key, self.number, said)
        return self

    def rates(self, *, helped: bool, turn: int | None = None) -> None:
        self._council.turns.rate(self.key, turn or self.number, helped=helped)

    def turn(self, number: int) -> Turn:
        with self._council.database.reading() as session:
            query = select(Turn).join(Turn.contact).where(Turn.number == number)
            return next(turn for turn in session.scalars(query) if turn.contact.key == self.key)

    def corrected(self, was_about: str) -> None:
        """An adviser takes the contact and says at the end what it was about."""
        queue = self._council.centre.queue
        entry = next(entry for entry in queue.waiting() if entry.contact_key == self.key)
        queue.accept(entry.id, "Aisha")
        queue.finish(entry.id, "Aisha", outcome="answered", note="", asked_again=False, was_about=was_about)


class Editor:
    """A browser in the studio. Pages are asked for as a person does, and forms carry their token."""

    def __init__(self, council: Council, email: str) -> None:
        self.browser = TestClient(council.app, headers={"Accept": "text/html"}, follow_redirects=False)
        self._token = hidden(self.browser.get("/staff/sign-in"), "csrf_token")
        self.send("/staff/sign-in", email=email, password=DEMO_PASSWORD)
        home = self.browser.get("/studio/inbox")
        self._token = hidden(home, "csrf_token") if home.status_code == 200 else ""

    def see(self, address: str) -> Response:
        return self.browser.get(address, follow_redirects=True)

    def send(self, address: str, **fields: str | Sequence[str]) -> Response:
        return self.browser.post(address, data={"csrf_token": self._token, **fields})


class Ears:
    """A model, live or of any draft, that takes everything for one intent."""

    def __init__(self, intent: str, confidence: float = 0.9) -> None:
        self.told = Understood(intent, confidence, "answer")
        self.asked: list[str] = []

    def understand(self, *asked: Any) -> list[Understood]:
        texts: Sequence[str] = asked[-1]
        self.asked += texts
        return [self.told] * len(texts)
