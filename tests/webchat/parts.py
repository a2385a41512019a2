"""The real web chat on a database of its own, with an assistant that follows a script."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fastapi import FastAPI

from cases.held_secrets import HeldSecrets
from contacts.acts import NO, YES, Act, ArticleSource, Ask, AskKind, Choice, End, HandOff, Say
from contacts.assistant import AssistantReply, AssistantTurn, AssistantUnavailable
from contacts.events import LocalEvents
from contacts.models import Author, Contact, Message, Status
from contacts.turns import Turns
from council.council import Council, load_council
from council.danger import DangerWords
from council.words import Words
from database.engine import Database
from kb.articles import Articles
from kb.search import ArticleSearch
from pages.masthead import Masthead
from pages.pages import Pages
from pages.security import SecurityHeaders
from tests.migrated import migrated_at
from webchat.routes import router

ROOT = Path(__file__).resolve().parents[2]
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # advisers are here
MISSED_BINS = ArticleSource(
    article="waste/missed-bins", title="Missed bins", source="Waste policy 2026", review_by=date(2027, 5, 31)
)
CHOICES = ("Report a missed bin", "When is my bin collected?", "Order a new bin", "Something else")


@dataclass
class ScriptedAssistant:
    """Answers by a word in the message, after `late` seconds, and remembers what it was asked."""

    asked: list[AssistantTurn] = field(default_factory=list)
    late: float = 0
    broken: bool = False

    def listen(self, words: str) -> None:
        return None

    def take(self, turn: AssistantTurn) -> AssistantReply:
        self.asked.append(turn)
        time.sleep(self.late)
        if self.broken:
            raise AssistantUnavailable("told to be")
        return AssistantReply(self._reply(turn.words.lower()), {"intent": "scripted", "confidence": 1.0})

    def _reply(self, words: str) -> list[Act]:
        answers: dict[str, list[Act]] = {
            "pin": [Ask(kind=AskKind.DIGITS, text="What is your PIN?", secret=True, max_digits=4)],
            "postcode": [Ask(kind=AskKind.POSTCODE, text="What is your postcode?")],
            "which": [
                Ask(
                    kind=AskKind.CHOICE,
                    text="Did you mean one of these?",
                    choices=tuple(Choice(label=label, value=label) for label in CHOICES),
                )
            ],
            "bin": [
                Say(
                    text="We come back within 3 working days.\n\nLeave the bin out.",
                    source=MISSED_BINS,
                    answer=True,
                ),
                Ask(kind=AskKind.YES_NO, text="Shall I report it?", choices=(YES, NO)),
            ],
            "person": [HandOff(reason="Asked for a person")],
            "goodbye": [Say(text="Goodbye."), End()],
        }
        return next((acts for key, acts in answers.items() if key in words), [Ask(text=f"Heard: {words}")])


@cache
def councils_own() -> tuple[Council, Articles]:
    """Read once: it takes longer than all the rest."""
    return load_council(ROOT / "council"), Articles.load(ROOT / "kb" / "articles")


class Reception:
    """The parts of a running web chat, and what an adviser does in it."""

    def __init__(self, folder: Path) -> None:
        self.assistant = ScriptedAssistant()
        self.database = Database.at(migrated_at(folder / "chat.db"))
        self.events = LocalEvents()
        council, loaded = councils_own()
        self.articles = Articles({article.name: article for article in loaded})
        self.turns = Turns(
            self.database,
            self.assistant,
            council,
            Words.load(ROOT / "council" / "words.yml"),
            DangerWords.load(ROOT / "council" / "danger.yml"),
            ArticleSearch(self.articles),
            HeldSecrets(self.database, "a key for tests"),
            self.events,
            clock=lambda: TUESDAY,
        )
        self.pages = Pages(Masthead.of(council), widget_origins=["http://localhost:*"])
        self.app = FastAPI(title="Web chat under test")
        self.app.add_middleware(SecurityHeaders)
        self.app.include_router(router(self.turns, self.events, self.pages, self.articles))
        self.pages.mount_assets(self.app)

    def adviser_says(self, key: str, words: str, name: str = "Aisha") -> None:
        with self.database.session() as session:
            contact = session.query(Contact).filter_by(key=key).one()
            contact.status = Status.ADVISER
            act = Say(text=words).model_dump(mode="json")
            session.add(
                Message(
                    contact_id=contact.id, author=Author.ADVISER, author_name=name, act=act, sent_at=TUESDAY
                )
            )
        self.events.publish(key)

    def said_by_residents(self) -> list[str]:
        """Every resident's line in the database, in order: what really arrived, and how often."""
        with self.database.reading() as session:
            rows = session.query(Message).filter_by(author=Author.RESIDENT).order_by(Message.id)
            return [row.act["text"] for row in rows]


def an_article(**changed: Any) -> SimpleNamespace:
    """An article with a body that has every kind of markup."""
    html = (
        "<h2>When</h2><p>Within 2 working days. <a href='https://example.org'>Find your day</a></p>"
        "<ul><li>green</li></ul><table><thead><tr><th>Bin</th><th>Day</th></tr></thead>"
        "<tbody><tr><td>Green</td><td>Monday</td></tr></tbody></table>"
    )
    usual = {"title": "Missed bins", "summary": "We come back.", "html": html, "source": "Waste policy 2026"}
    return SimpleNamespace(**{**usual, "review_by": date(2027, 5, 31), **changed})
