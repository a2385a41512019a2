"""Stand-ins of a few lines each. What does not change between tests is the council's own, read once."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import CouncilAction
from actions.wired import Collaborators
from cases.attempts import TooManyAttempts
from cases.gazetteer import Gazetteer
from cases.held_secrets import SecretGone
from cases.library.client import Borrower, Loan, Renewal
from cases.models import Case, CaseStatus
from cases.store import AlreadyReported, CaseNotFound, NewCase
from council.council import Council, load_council
from council.directory.directory import Directory, directory_of
from council.hours import LONDON
from council.yaml_files import read_mapping
from forms.conversation.asking import open_form
from forms.conversation.form_turn import FormTurn
from forms.conversation.read_back import summary
from forms.conversation.taking import take
from forms.heard import Around, Heard
from kb.articles import Articles
from kb.search import ArticleSearch
from server.settings import ROOT

WEDNESDAY = datetime(2026, 11, 18, 10, tzinfo=LONDON)  # 14 Mill Lane had its blue bin and caddy due yesterday


@cache
def the_council() -> Council:
    return load_council(ROOT / "council", ROOT / "kb" / "articles")


@cache
def the_directory() -> Directory:
    return directory_of(the_council())


@cache
def the_gazetteer() -> Gazetteer:
    return Gazetteer.load(ROOT / "council" / "gazetteer.csv")


@cache
def the_articles() -> Articles:
    return Articles.load(ROOT / "kb" / "articles")


def around(at: datetime = WEDNESDAY, *, spoken: bool = False, caller: str | None = None) -> Around:
    return Around(the_council(), the_gazetteer(), the_articles(), at, spoken, caller)


class FormFiller:
    """A resident and the form, without Rasa: what is said goes in, the names of the replies come out."""

    def __init__(
        self,
        first: str = "my bin was missed",
        *lines: str,
        enquiry: str = "report_missed_bin",
        at: datetime = WEDNESDAY,
        spoken: bool = False,
        caller: str | None = None,
    ) -> None:
        self.around = around(at, spoken=spoken, caller=caller)
        heard = Heard(first, intent=enquiry, confidence=0.95)
        self.turn: FormTurn = open_form(self.around.council.catalogue[enquiry], heard, 1, self.around)
        self.say(lines)

    def says(self, words: str, intent: str | None = None, confidence: float = 0.9) -> FormTurn:
        return self._take(Heard(words, intent=intent, confidence=confidence if intent else 0.0))

    def chooses(self, label: str) -> FormTurn:
        assert self.turn.question, "nothing was asked"
        options = {option.label: option.value for option in self.turn.question.options}
        assert label in options, f"{label!r} is not offered, only {sorted(options)}"
        return self._take(Heard(label, value=options[label], intent="choose", confidence=1.0))

    def say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.says(line)

    def _take(self, heard: Heard) -> FormTurn:
        assert self.turn.form.ended is None, f"the form is over: {self.turn.form.ended}"
        self.turn = take(self.turn.form, heard, self.around)
        return self.turn

    @property
    def asked(self) -> str | None:
        """The name of the question, or None when the form is over."""
        return self.turn.question.reply.name if self.turn.question else None

    @property
    def told(self) -> list[str]:
        """The names of what was said before the question."""
        return [reply.name for reply in self.turn.replies]

    @property
    def ended(self) -> str | None:
        return self.turn.form.ended

    def blank(self, name: str) -> str:
        """What stands in a blank of the question or of what was said before it."""
        replies = [*self.turn.replies, *([self.turn.question.reply] if self.turn.question else [])]
        return next(reply.blanks[name] for reply in replies if name in reply.blanks)

    @property
    def summary(self) -> dict[str, str]:
        return summary(self.turn.form, self.around)


# The collaborators of an action.

REFERENCE = "48219936"


class FakeCases:
    def __init__(self, *known: Case) -> None:
        self.opened: list[NewCase] = []
        self._known = {(case.reference, case.postcode): case for case in known}

    def open(self, new: NewCase) -> Case:
        for case in self._known.values():
            if case.origin != new.origin and (case.enquiry, case.uprn) == (new.enquiry, new.uprn):
                raise AlreadyReported(case)
        self.opened.append(new)
        return a_case(due=new.due, title=new.title, postcode=new.postcode)

    def find(self, reference: str, postcode: str | None) -> Case:
        known = self._known.get((reference, postcode)) or self._known.get((reference, None))
        if known is None:
            raise CaseNotFound
        return known


def a_case(**changed: Any) -> Case:
    usual = {
        "reference": REFERENCE,
        "title": "Report a missed bin",
        "postcode": "MB1 4QP",
        "status": CaseStatus.OPEN,
        "opened_at": WEDNESDAY,
        "due": WEDNESDAY.date(),
    }
    return Case(**{**usual, **changed})


class FakeLibrary:
    """Answers with a renewal, or raises."""

    def __init__(self, answer: Renewal | Exception, *titles: str) -> None:
        """`titles`: of the books on loan, numbered 1, 2, 3."""
        self.asked: list[tuple[str, str]] = []
        self.renewed_only: list[str] = []
        self._answer, self._titles = answer, titles

    def loans(self, card: str, pin: str) -> Borrower:
        loans = [Loan(str(number), title, None) for number, title in enumerate(self._titles, 1)]
        return Borrower("Marjorie Quillfeather", loans, 0)

    def renew_all(self, card: str, pin: str) -> Renewal:
        self.asked.append((card, pin))
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer

    def renew_only(self, card: str, pin: str, wanted: Collection[str]) -> Renewal:
        self.renewed_only = list(wanted)
        return self.renew_all(card, pin)


class FakeSecrets:
    def __init__(self, **held: str) -> None:
        self._held = {f"held:{token}": secret for token, secret in held.items()}

    def hold(self, secret: str) -> str:
        token = f"held:{len(self._held)}"
        self._held[token] = secret
        return token

    def look(self, token: str) -> str:
        try:
            return self._held[token]
        except KeyError:
            raise SecretGone from None

    def take(self, token: str) -> str:
        try:
            return self._held.pop(token)
        except KeyError:
            raise SecretGone from None


@dataclass
class FakeAttempts:
    barred: bool = False
    wrong: list[str] = field(default_factory=list)

    def allow(self, subject: str) -> None:
        if self.barred:
            raise TooManyAttempts

    def failed(self, subject: str) -> None:
        self.wrong.append(subject)


@cache
def _search() -> ArticleSearch:
    return ArticleSearch(the_articles())


def collaborators(at: datetime = WEDNESDAY, **changed: Any) -> Collaborators:
    usual: dict[str, Any] = {
        "council": the_council(),
        "gazetteer": the_gazetteer(),
        "articles": the_articles(),
        "search": _search(),
        "cases": FakeCases(),
        "loans": FakeLibrary(Renewal([], [])),
        "held_secrets": FakeSecrets(),
        "attempts": FakeAttempts(),
        "directory": the_directory(),
        "clock": lambda: at,
    }
    return Collaborators(**{**usual, **changed})


# What an action says.


@cache
def _copy() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for path in sorted((ROOT / "domain").glob("*.yml")):
        found |= read_mapping(path)["responses"]
    return found


@dataclass(frozen=True)
class Answer:
    """What came of one action: its messages, and the slots it set."""

    messages: list[dict[str, Any]]
    slots: dict[str, Any]
    channel: str

    @property
    def replies(self) -> list[str]:
        """The names of the replies in order, an article's own words as "article"."""
        return [m["response"] or "article" for m in self.messages if m["response"] or m["text"]]

    @property
    def words(self) -> str:
        """All that is heard, from domain/*.yml with its blanks filled. Fails for a blank nobody filled."""
        return "\n".join(
            self._said(message) for message in self.messages if message["response"] or message["text"]
        )

    @property
    def notes(self) -> set[str]:
        return {note for message in self.messages if (note := message["custom"].get("note"))}

    def custom(self, name: str) -> Any:
        """What travels beside the words: ask, hand_off, call_back, source, end. None when nothing does."""
        return next((m["custom"][name] for m in self.messages if name in m["custom"]), None)

    def _said(self, message: dict[str, Any]) -> str:
        if message["text"]:
            return str(message["text"])
        variants = _copy()[message["response"]]
        own = [v for v in variants if v.get("channel") == self.channel]
        text = (own or [v for v in variants if "channel" not in v])[0]["text"]
        return re.sub(r"{(\w+)}", lambda blank: message[blank[1]], text)


def run(
    action: type[CouncilAction],
    words: str = "",
    intent: str | None = None,
    *,
    wired: Collaborators | None = None,
    slots: dict[str, Any] | None = None,
    value: str | None = None,
    ranking: dict[str, float] | None = None,
    spoken: bool = False,
    turn: int = 1,
    recognised: float | None = None,
    confidence: float = 0.95,
    before: Sequence[dict[str, Any]] = (),
    **understood: Any,
) -> Answer:
    """Run one action as Rasa does. `understood` is what else the language components said of the words, such as
    outcome, also or language. `before`: events of Rasa's."""
    channel = "voice" if spoken else "webchat"
    message = {
        "text": words,
        "intent": {"name": intent, "confidence": confidence if intent else 0.0},
        "intent_ranking": [{"name": name, "confidence": sure} for name, sure in (ranking or {}).items()],
        "metadata": {"turn": turn, "value": value, "recognised": recognised},
        **understood,
    }
    events = [*before, {"event": "user", "input_channel": channel, "text": words}]
    tracker = Tracker("7", slots or {}, message, events, False, None, {}, None)
    dispatcher = CollectingDispatcher()
    given = wired or collaborators()
    events = asyncio.run(action(lambda: given).run(dispatcher, tracker, {}))
    return Answer(
        dispatcher.messages, {e["name"]: e["value"] for e in events if e["event"] == "slot"}, channel
    )
