"""Stand-ins of a few lines each. What does not change between tests is the council's own, read once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from cases.gazetteer import Gazetteer
from council.council import Council, load_council
from council.hours import LONDON
from forms import conversation
from forms.conversation import FormTurn
from forms.heard import Around, Heard
from kb.articles import Articles
from server.settings import ROOT

WEDNESDAY = datetime(2026, 11, 18, 10, tzinfo=LONDON)  # 14 Mill Lane had its blue bin and caddy due yesterday


@cache
def the_council() -> Council:
    return load_council(ROOT / "council", ROOT / "kb" / "articles")


@cache
def the_gazetteer() -> Gazetteer:
    return Gazetteer.load(ROOT / "council" / "gazetteer.csv")


@cache
def the_articles() -> Articles:
    return Articles.load(ROOT / "kb" / "articles")


def around(at: datetime = WEDNESDAY, *, spoken: bool = False) -> Around:
    return Around(the_council(), the_gazetteer(), the_articles(), at, spoken)


class FormFiller:
    """A resident and the form, without Rasa: what is said goes in, the names of the replies come out."""

    def __init__(
        self,
        first: str = "my bin was missed",
        *lines: str,
        enquiry: str = "report_missed_bin",
        at: datetime = WEDNESDAY,
        spoken: bool = False,
    ) -> None:
        self.around = around(at, spoken=spoken)
        heard = Heard(first, intent=enquiry, confidence=0.95)
        self.turn: FormTurn = conversation.open_form(
            self.around.council.catalogue[enquiry], heard, 1, self.around
        )
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
        self.turn = conversation.take(self.turn.form, heard, self.around)
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
        return conversation.summary(self.turn.form, self.around)
