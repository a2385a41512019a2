"""An article as an editor has typed it, right or not yet right."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from kb.articles import ASIDES, Article
from studio.sent import SentForm

LONGEST_LINE = 300  # characters of a title or a source
LONGEST_TEXT = 60_000  # characters of the body; the longest answer the council has is a tenth of it
WORDS = ("title", "summary", "spoken", "source", "owner", "keywords", "body")
NEEDED = {
    "title": "Enter a title",
    "summary": "Enter a summary: it is what the chat says",
    "spoken": "Enter a spoken answer: it is what the phone says",
    "source": "Enter where this comes from, such as a policy and its section",
    "body": "Enter the whole answer",
}
ASIDE_LABELS = {
    "cost": "What does it cost?",
    "time": "How long does it take?",
    "how": "How do I apply or go about it?",
    "why": "Why do you ask?",
    "death": "What if someone has died?",
    "shut": "What holds while nobody is here?",
}


@dataclass(frozen=True)
class FilledArticle:
    """`keywords` has commas between them; `day`, `month` and `year` are what was typed for the review date."""

    title: str = ""
    summary: str = ""
    spoken: str = ""
    source: str = ""
    owner: str = ""
    keywords: str = ""
    body: str = ""
    day: str = ""
    month: str = ""
    year: str = ""
    asides: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, article: Article) -> FilledArticle:
        filled = cls(
            title=article.title,
            summary=article.summary,
            spoken=article.spoken,
            source=article.source,
            owner=article.owner,
            keywords=", ".join(article.keywords),
            body=article.body,
            asides=article.asides,
        )
        return filled.due(article.review_by)

    @classmethod
    def sent(cls, form: SentForm) -> FilledArticle:
        dates = {name: form.words(f"review_by-{name}") for name in ("day", "month", "year")}
        asides = {name: form.line(f"aside-{name}") for name in ASIDES}
        words = {name: form.words(name) for name in WORDS}
        words |= {name: " ".join(words[name].split()) for name in ("title", "summary", "spoken", "source")}
        return cls(**words, **dates, asides=asides)

    def due(self, when: date) -> FilledArticle:
        return replace(self, day=str(when.day), month=str(when.month), year=str(when.year))

    @property
    def review_by(self) -> date | None:
        """None where it is no date."""
        try:
            return date(int(self.year), int(self.month), int(self.day))
        except (ValueError, OverflowError):
            return None

    @property
    def keyword_list(self) -> list[str]:
        parts = self.keywords.replace("\n", ",").split(",")
        return list(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))

    def errors(self, teams: Collection[str]) -> dict[str, str]:
        """A message for each field that needs mending, in the order of the page."""
        errors = {}
        for name, message in NEEDED.items():
            value = getattr(self, name)
            longest = LONGEST_TEXT if name == "body" else 5 * LONGEST_LINE
            longest = LONGEST_LINE if name in ("title", "source") else longest
            if not value.strip():
                errors[name] = message
            elif len(value) > longest:
                errors[name] = f"This must be {longest:,} characters or fewer"
        if self.owner not in teams:
            errors["owner"] = "Select the team that looks after this answer"
        if self.review_by is None:
            errors["review_by"] = "Enter the date it must be read again by, such as 31 5 2027"
        elif not 2000 <= self.review_by.year <= 2100:
            errors["review_by"] = "Enter a review date in this century"
        order = ("title", "summary", "spoken", "source", "owner", "review_by", "body")
        return {name: errors[name] for name in order if name in errors}

    def front(self) -> dict[str, Any]:
        """The front matter of its file. Raises AssertionError unless `errors` finds nothing."""
        assert self.review_by is not None  # noqa: S101 errors() has been asked
        front: dict[str, Any] = {
            name: getattr(self, name) for name in ("title", "summary", "spoken", "source", "owner")
        }
        asides = {name: words for name in ASIDES if (words := self.asides.get(name, "").strip())}
        return {**front, "review_by": self.review_by, "keywords": self.keyword_list, "asides": asides}

    def article(self, name: str, today: date) -> Article:
        """As the chat and the phone would have it; where no review date is typed yet, today's."""
        return Article(
            name=name,
            title=self.title,
            summary=self.summary,
            spoken=self.spoken,
            source=self.source,
            owner=self.owner,
            review_by=self.review_by or today,
            body=self.body,
            keywords=tuple(self.keyword_list),
            asides={key: words for key, words in self.asides.items() if words},
        )
