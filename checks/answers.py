"""Articles: plain enough for a reading age of 9, free of jargon, fit to be said aloud, and within their review date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from checks.findings import Finding, Kind
from checks.plain_english import (
    GRADE_AIMED_AT,
    GRADE_TOO_HARD,
    LONGEST_SENTENCE,
    grade,
    long_sentences,
    sentences,
    unspeakable,
    words_in,
)
from council.jargon import Jargon
from kb.articles import FENCE, Article, Articles
from kb.links import links_of

REVIEW_SOON = timedelta(days=30)
SHORTER = "Use shorter sentences and shorter words"
_BULLET = re.compile(r"^(?:[-*]|\d+\.)\s+")
_RULE = re.compile(r"^[\s|:-]+$")  # the line beneath a table's head


def check_answers(articles: Articles, folder: Path, jargon: Jargon, today: date) -> Iterator[Finding]:
    names = {article.name for article in articles}
    for article in articles:
        path = folder / f"{article.name}.md"
        text = path.read_text(encoding="utf-8")
        yield from check_article(article, text, path, jargon, today)
        for link in links_of(article.body, names):
            if link.problem:
                line = next((at for at, words in enumerate(text.split("\n"), 1) if link.address in words), 1)
                problem = f"the link {link.address!r} leads nowhere"
                yield Finding.at(Kind.BROKEN_LINK, path, line, problem, link.problem)


def check_article(article: Article, text: str, path: Path, jargon: Jargon, today: date) -> Iterator[Finding]:
    """One article by itself. `text` is its whole file, as it stands or as it is about to be saved."""
    yield from _CheckOfArticle(article, text, path, jargon).findings(today)


class _CheckOfArticle:
    def __init__(self, article: Article, text: str, path: Path, jargon: Jargon) -> None:
        self._article, self._path, self._jargon = article, path, jargon
        self._lines = text.split("\n")
        self._body_begins = len(self._lines) - text.split(FENCE, 2)[2].count("\n")  # counted from 1

    def findings(self, today: date) -> Iterator[Finding]:
        article = self._article
        yield from self._reading_age()
        yield from self._told_first()
        yield from self._body()
        if found := unspeakable(article.spoken):
            problem, remedy = f"{found} cannot be said aloud", "Write it as it is said"
            yield self._at(Kind.NOT_SAYABLE, "spoken", problem, remedy)
        if article.overdue(today):
            problem = f"its review was due on {article.review_by}"
            remedy = f"{article.owner} must read it and set a new date"
            yield self._at(Kind.REVIEW, "review_by", problem, remedy)
        elif article.overdue(today + REVIEW_SOON):
            problem = f"its review is due on {article.review_by}"
            yield self._at(Kind.REVIEW, "review_by", problem, f"{article.owner} should read it soon")

    def _reading_age(self) -> Iterator[Finding]:
        article = self._article
        parts = {
            "summary": sentences(article.summary),
            "spoken": sentences(article.spoken),
            "body": [sentence for _, text in self._body_texts() for sentence in sentences(text)],
        }
        for name, listed in parts.items():
            measured = grade(listed)
            if measured is not None and measured > GRADE_TOO_HARD:
                problem = f"the {name} has reading grade {measured:.1f}, above {GRADE_TOO_HARD:g}"
                yield self._at(Kind.TOO_HARD, name, problem, SHORTER)
        whole = grade(sentence for listed in parts.values() for sentence in listed)
        if whole is not None and whole > GRADE_AIMED_AT:
            problem = f"the article has reading grade {whole:.1f}; {GRADE_AIMED_AT:g} is about age 10"
            yield self._at(Kind.HARDISH, "title", problem, SHORTER)

    def _told_first(self) -> Iterator[Finding]:
        """What is shown or said before anybody opens the article."""
        article = self._article
        parts = {
            "title": article.title,
            "summary": article.summary,
            "spoken": article.spoken,
            **article.asides,
        }
        for name, text in parts.items():
            for avoid in self._jargon.found_in(text):
                problem = f"{avoid.words!r} in the {name}"
                yield self._at(Kind.JARGON, name, problem, f"Say instead: {avoid.instead}")
            for sentence in long_sentences(text):
                yield self._at(Kind.LONG_SENTENCE, name, *too_long(sentence))

    def _body(self) -> Iterator[Finding]:
        for line, text in self._body_texts(headings=True):
            for avoid in self._jargon.found_in(text):
                problem = f"{avoid.words!r} in the body"
                remedy = f"Say instead: {avoid.instead}, or explain it"
                yield Finding.at(Kind.JARGON_BELOW, self._path, line, problem, remedy)
            for sentence in long_sentences(text):
                yield Finding.at(Kind.LONG_SENTENCE, self._path, line, *too_long(sentence))

    def _body_texts(self, *, headings: bool = False) -> list[tuple[int, str]]:
        """Each paragraph, list item or row of a table, and the line it begins on."""
        found: list[tuple[int, str]] = []
        goes_on = False  # a wrapped line belongs to the one before
        for line, row in enumerate(self._lines[self._body_begins - 1 :], self._body_begins):
            text = row.strip()
            starts = _BULLET.sub("", text) != text or text.startswith(("#", "|"))
            if goes_on and text and not starts:
                found[-1] = (found[-1][0], f"{found[-1][1]} {text}")
            elif text.startswith("#"):
                found += [(line, text.lstrip("# "))] if headings else []
            elif text and not _RULE.match(text):
                found.append((line, _BULLET.sub("", text.strip("| ").replace("|", ", "))))
            goes_on = bool(text) and not text.startswith(("#", "|")) and not _RULE.match(text)
        return found

    def _at(self, kind: Kind, name: str, problem: str, remedy: str) -> Finding:
        return Finding.at(kind, self._path, self._line_of(name), problem, remedy)

    def _line_of(self, name: str) -> int:
        if name == "body":
            return next((line for line, _ in self._body_texts()), 1)
        starts = re.compile(rf"\s*{name}:")
        return next((line for line, row in enumerate(self._lines, 1) if starts.match(row)), 1)


def too_long(sentence: str) -> tuple[str, str]:
    """Problem and remedy."""
    start = " ".join(sentence.split()[:6])
    problem = f"the sentence that begins {start!r} has {words_in(sentence)} words"
    return problem, f"Make two of it: {LONGEST_SENTENCE} words are plenty"
