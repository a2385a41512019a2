"""What a resident said in one turn, as the form sees it, and the council around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from cases.gazetteer import Gazetteer
from council.council import Council
from council.hours import LONDON
from kb.articles import Articles


@dataclass(frozen=True)
class Heard:
    """One turn. `value` is the choice picked, if any; `intent` and `confidence` are the classifier's."""

    words: str
    value: str | None = None
    intent: str | None = None
    confidence: float = 0.0


@dataclass(frozen=True)
class Around:
    """What the fields may look at. `at` is the present moment, aware."""

    council: Council
    gazetteer: Gazetteer
    articles: Articles
    at: datetime
    spoken: bool = False  # the resident is on the phone

    @property
    def today(self) -> date:
        return self.at.astimezone(LONDON).date()
