"""What a resident said in one turn, as the form sees it, and the council around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from cases.gazetteer import Gazetteer
from council.council import Council
from council.hours import LONDON
from kb.articles import Articles

BRIEF = 7  # words; see Heard.brief


@dataclass(frozen=True)
class Entity:
    """Something the words name, as bot/entities read it: an address, a day, a bin.

    `value` is written as a slot wants it: a day as 2026-11-18, money in whole pence. `alternative` is the other value
    the words may as well have, as "Tuesday" is the last one or the next. `text` stands at [start, end) of the words.
    """

    label: str
    value: str | int
    start: int
    end: int
    text: str
    alternative: str | None = None


@dataclass(frozen=True)
class Heard:
    """One turn. `value` is the choice picked, if any; `intent` and `confidence` are the classifier's; `sealed` stands
    for a number that is masked in the words."""

    words: str
    value: str | None = None
    intent: str | None = None
    confidence: float = 0.0
    entities: tuple[Entity, ...] = ()
    sealed: str | None = None

    @property
    def brief(self) -> bool:
        """Few words, which may be all of a wish; among more they are part of what is being told."""
        return len(self.words.split()) <= BRIEF

    def named(self, *labels: str) -> list[Entity]:
        """The entities of some labels, in the order they were said."""
        return [entity for entity in self.entities if entity.label in labels]

    def spelled_out(self, *labels: str) -> str:
        """The words with these entities as the council writes them: "14 mil lane" is 14 Mill Lane."""
        return self._with({entity: str(entity.value) for entity in self.named(*labels)})

    def without(self, *labels: str) -> str:
        """The words less these entities."""
        return self._with(dict.fromkeys(self.named(*labels), ""))

    def _with(self, written: dict[Entity, str]) -> str:
        words = self.words
        for entity in sorted(written, key=lambda entity: -entity.start):
            if words[entity.start : entity.end] == entity.text:
                words = f"{words[: entity.start]}{written[entity]}{words[entity.end :]}"
        return words


@dataclass(frozen=True)
class Around:
    """What the fields may look at. `at` is the present moment, aware."""

    council: Council
    gazetteer: Gazetteer
    articles: Articles
    at: datetime
    spoken: bool = False  # the resident is on the phone
    caller: str | None = None  # the number they ring or text from, E.164

    @property
    def today(self) -> date:
        return self.at.astimezone(LONDON).date()
