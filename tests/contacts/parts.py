"""Contacts on a database of their own: a fixed clock, an assistant that follows a script, and residents."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import cases.models  # noqa: F401 so that its tables are made
from cases.held_secrets import HeldSecrets
from cases.store import CaseStore, NewCase
from contacts.acts import (
    NO,
    YES,
    Act,
    Ask,
    AskKind,
    CallBack,
    Choice,
    End,
    HandOff,
    Priority,
    Say,
)
from contacts.assistant import AssistantReply, AssistantTurn, AssistantUnavailable
from contacts.claims import TurnTaken
from contacts.events import Events, LocalEvents
from contacts.lookups import A_PERSON, TRY_AGAIN
from contacts.models import CallBackRequest, Channel, Contact, Message, QueueEntry, Turn
from contacts.said import Said
from contacts.turns import Turns
from contacts.waiting.queue import Queue
from contacts.waiting.queue_views import EntryView
from council.catalogue import Catalogue, Enquiry
from council.choosing import SOMETHING_ELSE
from council.council import Council, load_council
from council.danger import DangerWords
from council.words import Words
from database.engine import Database
from kb.articles import Articles
from kb.search import ArticleSearch

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = "report_missed_bin"
MISSED_BIN = "Report a missed bin"

# Moments in London time, which is UTC in winter.
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # advisers are here
TUESDAY_NIGHT = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)
TUESDAY_JUST_BEFORE_CLOSING = datetime(2026, 11, 24, 16, 40, tzinfo=UTC)  # they leave at 5.15pm
FRIDAY_EVENING = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)
CHRISTMAS_EVE_EVENING = datetime(2026, 12, 24, 18, 0, tzinfo=UTC)  # a Thursday

MOBILE = "+447700900123"


class Clock:
    """Tuesday at ten; a test moves it on."""

    def __init__(self) -> None:
        self.time = TUESDAY

    def __call__(self) -> datetime:
        return self.time

    def pass_(self, time: timedelta) -> None:
        self.time += time


def _answer(text: str) -> AssistantReply:
    acts: list[Act] = [Say(text=text), Ask(text="Anything else?", anything_else=True)]
    return AssistantReply(acts, {"intent": LEFT_OUT, "confidence": 1.0}, frozenset({"answered"}))


def _acts(*acts: Act) -> AssistantReply:
    return AssistantReply(list(acts), {"intent": "scripted", "confidence": 1.0})


def _heard(safety: str) -> AssistantReply:
    """As the bot answers when it hears more than an enquiry: nothing is said there."""
    return AssistantReply([], {"intent": LEFT_OUT, "confidence": 0.9, "safety": safety})


PLAIN_DANGER = DangerWords.load(ROOT / "council" / "danger.yml")
SCRIPT = {
    "perhaps a fire": AssistantReply(
        [Say(text="Leave it out."), Ask(text="Anything else?")],
        {"intent": "report_missed_bin", "confidence": 0.9, "safety": "emergency"},
    ),
    "you are on fire today": _answer("Thank you."),
    "trapped": _heard("emergency"),
    "end my life": AssistantReply(
        [], {"intent": LEFT_OUT, "confidence": 0.9, "safety": "emergency", "safety_about": "suicide"}
    ),
    "bruises": _heard("safeguarding"),
    "cannot cope": _heard("distress"),
    "useless idiot": _heard("abuse"),
    "person": _acts(
        HandOff(
            reason="Asked for a person",
            team="waste",
            about=MISSED_BIN,
            collected={"Address": "12 Mill Lane", "Name": "Sam Ward"},
        )
    ),
    "interprete": _acts(
        HandOff(reason="Needs a person", team="waste", about=MISSED_BIN, collected={"Language": "Spanish"})
    ),
    "librarian": _acts(HandOff(reason="Asked for a librarian", team="libraries")),
    "trevor": _acts(
        HandOff(reason="Asked for somebody by name", team="waste", person="Trevor Haddock"),
    ),
    "mohammed": _acts(
        HandOff(reason="Asked for somebody by name", team="waste", person="Mohammed Hussain"),
    ),
    "distress": _acts(HandOff(reason="Sounds upset", team="waste", priority=Priority.URGENT)),
    "ring me": _acts(CallBack(reason="Asked to be rung", team="waste", about=MISSED_BIN)),
    "pin": _acts(Ask(kind=AskKind.DIGITS, text="What is your PIN?", secret=True, max_digits=12)),
    "renew": _acts(
        Say(text="It is the long number on your card."),
        Ask(kind=AskKind.DIGITS, text="What is your library card number?", private=True, max_digits=20),
    ),
    "card": _acts(Ask(kind=AskKind.DIGITS, text="What is your card number?", max_digits=12)),
    "between two": _acts(
        Ask(
            kind=AskKind.CHOICE,
            text="Which of these is it about?",
            choices=(
                Choice(label="A council tax discount", value="intent:query_council_tax_discount"),
                Choice(label="Registering a death", value="intent:register_death"),
                Choice(label="Something else", value=SOMETHING_ELSE),
            ),
        )
    ),
    "reference": _acts(Ask(kind=AskKind.DIGITS, text="What is your reference?", max_digits=8)),
    "report": _acts(Ask(kind=AskKind.YES_NO, text="Shall I report it?", choices=(YES, NO))),
    "which": _acts(
        Ask(
            kind=AskKind.CHOICE,
            text="Which bin?",
            choices=(Choice(label="Green bin", value="green"), Choice(label="Food caddy", value="food")),
        )
    ),
    "bye": _acts(Say(text="Goodbye."), End()),
    "mumble": AssistantReply(
        [Ask(text="Could you put it another way?")],
        {"intent": "nlu_fallback", "confidence": 0.2},
        frozenset({"not_understood"}),
    ),
    "bin": _answer("Leave it out and we will come back."),
    "pali": AssistantReply(
        [], {"intent": "request_interpreter", "confidence": 1.0, "safety": "emergency", "language": "pl"}
    ),
    "mum died": AssistantReply(
        [Say(text="Her council tax stops."), Ask(text="Anything else?")],
        {"intent": "query_council_tax_bill", "confidence": 0.9, "bereaved": True},
        frozenset({"answered"}),
    ),
    "lost my dad": AssistantReply(
        [], {"intent": LEFT_OUT, "confidence": 0.9, "safety": "distress", "bereaved": True}
    ),
    "fire killed him": AssistantReply(
        [], {"intent": LEFT_OUT, "confidence": 0.9, "safety": "emergency", "bereaved": True}
    ),
    "register a death": AssistantReply(
        [Say(text="You have 5 days."), Ask(text="Anything else?")],
        {"intent": "register_death", "confidence": 0.9, "outcome": "answer"},
    ),
    "tip close": AssistantReply(
        [Say(text="At 4."), Ask(text="Anything else?", anything_else=True)],
        {"intent": "query_recycling_centre", "confidence": 0.95},
        frozenset({"answered"}),
    ),
    "caddy": AssistantReply(
        [Say(text="I have told the crew."), Ask(text="Anything else?")],
        {"intent": LEFT_OUT, "confidence": 1.0},
        frozenset({"case_opened"}),
    ),
}


# Said and nothing more, where nothing was asked that they answer.
SMALL_TALK = {
    "hello": AssistantReply(
        [Ask(text="Hello. What can I help you with?")], {"intent": "greet", "confidence": 1.0}
    ),
    "yes": _acts(Ask(text="What else can I help you with?")),
    "thanks": _acts(Ask(text="You're welcome. Is there anything else?", anything_else=True)),
    "no": _acts(Say(text="Goodbye."), End()),
    "no thanks": _acts(Say(text="Goodbye."), End()),
}


@dataclass
class FakeAssistant:
    """Answers by a word in what is said, or by the choice, and remembers what it was asked.

    `fails` says how many of the next turns it does not answer; `gate` holds it until a test opens it.
    """

    asked: list[AssistantTurn] = field(default_factory=list)
    fails: int = 0
    gate: threading.Event | None = None
    entered: threading.Event = field(default_factory=threading.Event)
    broken: Exception | None = None

    def take(self, turn: AssistantTurn) -> AssistantReply:
        self.asked.append(turn)
        self.entered.set()
        if self.gate is not None:
            assert self.gate.wait(10), "nobody opened the gate"
        if self.broken is not None:
            raise self.broken
        if self.fails:
            self.fails -= 1
            raise AssistantUnavailable("told to be")
        return self._reply(turn)

    def listen(self, words: str) -> dict[str, Any] | None:
        if self.fails or self.broken is not None:
            return None
        return self._reply(AssistantTurn(0, 0, Channel.WEBCHAT, words)).understanding

    def _reply(self, turn: AssistantTurn) -> AssistantReply:
        if turn.value == A_PERSON.value:
            return SCRIPT["person"]
        words = turn.words.lower()
        if turn.value is None and words in SMALL_TALK:
            return SMALL_TALK[words]
        scripted = next((reply for key, reply in SCRIPT.items() if key in words), None)
        if scripted is None and PLAIN_DANGER.heard_in(words):
            return _heard("emergency")
        return scripted or _answer(f"Heard: {words}")

    @property
    def down(self) -> bool:
        return self.fails > 0

    @down.setter
    def down(self, down: bool) -> None:
        self.fails = 1_000_000 if down else 0


@dataclass(frozen=True)
class CouncilsOwn:
    """What does not change between tests; reading it takes longer than all the rest."""

    council: Council
    words: Words
    danger: DangerWords
    search: ArticleSearch


@cache
def councils_own() -> CouncilsOwn:
    return CouncilsOwn(
        load_council(ROOT / "council"),
        Words.load(ROOT / "council" / "words.yml"),
        DangerWords.load(ROOT / "council" / "danger.yml"),
        ArticleSearch(Articles.load(ROOT / "kb" / "articles")),
    )


def council_with(enquiry: str, **changed: Any) -> Council:
    """The council's own, in which one enquiry is as an editor has changed it."""
    council = councils_own().council

    def as_it_is(own: Enquiry) -> Enquiry:
        return replace(own, **changed) if own.name == enquiry else own

    services = tuple(
        replace(service, enquiries=tuple(map(as_it_is, service.enquiries)))
        for service in council.catalogue.services
    )
    return replace(council, catalogue=Catalogue(services, council.catalogue.busiest))


class Centre:
    """The contacts of one council: what residents say, what advisers do, and what is in the database."""

    def __init__(self, database: Database, events: Events | None = None) -> None:
        self.database, self.clock, self.assistant = database, Clock(), FakeAssistant()
        self.events = events or LocalEvents()
        self.held_secrets = HeldSecrets(database, "a key for tests")
        self.turns = self.another_process(self.assistant)
        self.queue = Queue(database, councils_own().words, self.events, clock=self.clock)

    def begins_anew(self, council: Council, clock: Callable[[], datetime] | None = None) -> None:
        """The service is started once more, with what the council has set since."""
        self.turns = self.another_process(self.assistant, council, clock)

    def another_process(
        self,
        assistant: FakeAssistant,
        council: Council | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> Turns:
        """The same service once more, sharing nothing but the database and, unless it has its own, the clock."""
        own = councils_own()
        return Turns(
            self.database,
            assistant,
            council or own.council,
            own.words,
            own.danger,
            own.search,
            self.held_secrets,
            self.events,
            clock=clock or self.clock,
        )

    def resident(
        self,
        *lines: str,
        channel: Channel = Channel.WEBCHAT,
        caller: str | None = None,
        call_sid: str | None = None,
    ) -> Resident:
        """Somebody who begins a contact and says these lines."""
        resident = Resident(self, channel, caller, call_sid)
        for line in lines:
            resident.says(line)
        return resident

    def opens_case(self, resident: Resident) -> str:
        """A case of a contact, as an action would open it. Returns its reference."""
        new = NewCase(
            origin=f"{resident.key}:1",
            enquiry="report_missed_bin",
            team="waste",
            title=MISSED_BIN,
            due=date(2026, 11, 27),
            contact_id=resident.contact.id,
        )
        return CaseStore(self.database).open(new).reference

    def call_backs(self) -> list[CallBackRequest]:
        with self.database.reading() as session:
            return session.query(CallBackRequest).order_by(CallBackRequest.id).all()


class Resident:
    """One contact, its turns counted."""

    def __init__(self, centre: Centre, channel: Channel, caller: str | None, call_sid: str | None) -> None:
        self._centre = centre
        begun = centre.turns.begin(channel, caller=caller, call_sid=call_sid)
        self.key, self.next_turn = begun.contact, begun.next_turn
        self.greeting = [message.act for message in begun.messages]
        self.acts: list[Act] = self.greeting
        self.taken: TurnTaken | None = None

    def says(self, words: str) -> str:
        """Returns what is heard in answer, in one line."""
        return self._take(Said(words))

    def chooses(self, value: str) -> str:
        return self._take(Said(choice=value))

    def tries_again(self) -> str:
        return self.chooses(TRY_AGAIN.value)

    def asks_for_a_person(self) -> str:
        return self.chooses(A_PERSON.value)

    def leaves(self) -> None:
        self._centre.turns.leave(self.key)

    def _take(self, said: Said) -> str:
        self.taken = self._centre.turns.take(self.key, self.next_turn, said)
        self.next_turn, self.acts = self.taken.transcript.next_turn, self.taken.acts
        return self.heard

    @property
    def heard(self) -> str:
        return texts(self.acts)

    @property
    def asked(self) -> Ask:
        """The question that is open."""
        return [act for act in self.acts if isinstance(act, Ask)][-1]

    @property
    def contact(self) -> Contact:
        with self._centre.database.reading() as session:
            return session.query(Contact).filter_by(key=self.key).one()

    @property
    def turns(self) -> list[Turn]:
        """As they are stored."""
        with self._centre.database.reading() as session:
            rows = session.query(Turn).join(Contact).filter(Contact.key == self.key)
            return rows.order_by(Turn.number).all()

    @property
    def entries(self) -> list[QueueEntry]:
        """Places in the queue, past ones too, oldest first."""
        with self._centre.database.reading() as session:
            rows = session.query(QueueEntry).join(Contact).filter(Contact.key == self.key)
            return rows.order_by(QueueEntry.id).all()

    @property
    def entry(self) -> EntryView:
        """The place in the queue now."""
        (entry,) = [one for one in self._centre.queue.waiting() if one.contact_key == self.key]
        return entry

    @property
    def transcript(self) -> list[tuple[str, str]]:
        """Who said what after the greeting."""
        with self._centre.database.reading() as session:
            rows = session.query(Message).join(Contact).filter(Contact.key == self.key).order_by(Message.id)
            lines = [(str(row.author), row.act.get("text", row.act["type"])) for row in rows]
        return lines[len(self.greeting) :]


def texts(acts: list[Act]) -> str:
    return " ".join(act.text for act in acts if isinstance(act, Say | Ask))
