"""How an article reads: its reading age, its longest sentences, its jargon and its links, before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from checks.answers import check_article
from checks.findings import Finding
from checks.plain_english import grade, sentences, words_in
from kb.articles import Article
from kb.links import Link, links_of
from studio import known
from studio.articles.personal import somebodys
from studio.files.content import Content
from studio.files.said_index import said_index

AGE_OF_GRADE = 5  # Flesch-Kincaid grades are American school years; the reader is about five years older
MOST_SLIPS = 5  # more would not be read


@dataclass(frozen=True)
class Part:
    """One part of an article. `age` is none where there are too few words to measure; `longest` counts words."""

    name: str
    age: int | None
    longest: int


@dataclass(frozen=True)
class Reading:
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]
    links: tuple[Link, ...]
    slips: tuple[tuple[str, str], ...]  # words that may be misspelt, each with what may be meant
    personal: tuple[tuple[str, str], ...] = ()  # what may be somebody's: what it seems to be, and the words

    @property
    def mistakes(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.kind.mistake]

    @property
    def notes(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.kind.mistake]

    @property
    def broken(self) -> list[Link]:
        return [link for link in self.links if link.problem]

    @property
    def count(self) -> int:
        """Things to look at."""
        return len(self.findings) + len(self.broken) + len(self.slips) + len(self.personal)


def read(article: Article, content: Content, today: date) -> Reading:
    """How an article of a checkout reads; it may be still on the editor's screen."""
    jargon, body = known.jargon(content.root), article.body
    findings = check_article(article, f"---\n---\n{body}\n", Path(f"{article.name}.md"), jargon, today)
    parts = {"Summary": article.summary, "Spoken answer": article.spoken, "Whole answer": body}
    told = " ".join((article.title, article.summary, article.spoken, body))
    return Reading(
        tuple(_part(name, words) for name, words in parts.items()),
        tuple(dict.fromkeys(findings)),
        tuple(links_of(body, {file.key for file in content.articles()})),
        tuple(islice(said_index(content).slips(told), MOST_SLIPS)),
        tuple(dict.fromkeys(somebodys(_all_of(article), _our_address(content)))),
    )


def _all_of(article: Article) -> str:
    return "\n".join((article.title, article.summary, article.spoken, *article.asides.values(), article.body))


def _our_address(content: Content) -> list[str]:
    listed = content.council_file("identity").values.get("address")
    return [str(line) for line in listed] if isinstance(listed, list) else []


def _part(name: str, text: str) -> Part:
    listed = sentences(text)
    measured = grade(listed)
    age = None if measured is None else max(round(measured) + AGE_OF_GRADE, AGE_OF_GRADE)
    return Part(name, age, max(map(words_in, listed), default=0))
