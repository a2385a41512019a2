"""The council's answers: those past their review date first, with a search and a test of what would answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from council.hours import LONDON
from staff.sessions import SignedIn
from studio.articles.searching import Searches
from studio.files.content import Content
from studio.room import Room
from studio.working import Working

LONGEST_SEARCH = 300  # characters
MOST_FOUND = 5


@dataclass(frozen=True)
class Row:
    """One article in the list. `review_by` is none where the file cannot be read, and `problem` says why."""

    key: str
    title: str
    service: str
    owner: str
    review_by: date | None
    overdue: bool
    problem: str


def rows(content: Content, today: date, words: str = "", owner: str = "") -> list[Row]:
    """What cannot be read first, then what is overdue longest, then the rest by title."""
    found = []
    for file in content.articles():
        article, due = file.article, file.review_by
        problem = f"{file.problem.problem}, on line {file.problem.line}" if file.problem else ""
        row = Row(
            file.key,
            file.title,
            file.key.partition("/")[0],
            article.owner if article else "",
            due,
            bool(due and today > due),
            problem,
        )
        words_of = (article.summary, *article.keywords, article.body) if article else ()
        told = " ".join((row.title, row.key, *words_of)).lower()
        if (not owner or row.owner == owner) and all(word in told for word in words.lower().split()):
            found.append(row)
    return sorted(found, key=lambda row: (not row.problem, not row.overdue, _when(row), row.title.lower()))


def _when(row: Row) -> date:
    """Only the overdue stand in the order of their dates."""
    return row.review_by if row.overdue and row.review_by else date.max


def add_routes(routes: APIRouter, room: Room, searches: Searches, editor: Any) -> None:
    @routes.get("/articles")
    def articles(
        request: Request, me: SignedIn = editor, q: str = "", owner: str = "", ask: str = "", saved: str = ""
    ) -> Response:
        working = Working.of(room, me, saved)
        today = room.clock().astimezone(LONDON).date()
        listed = rows(working.content, today, q[:LONGEST_SEARCH], owner)
        everything = rows(working.content, today) if q or owner else listed
        ask = ask[:LONGEST_SEARCH]
        context: dict[str, Any] = {
            "working": working,
            "rows": listed,
            "total": len(everything),
            "overdue": sum(row.overdue for row in everything),
            "owners": sorted({row.owner for row in everything if row.owner}),
            "q": q,
            "owner": owner,
            "ask": ask,
            "found": searches.of(working.content).find(ask, MOST_FOUND) if ask.strip() else [],
        }
        part = request.headers.get("HX-Target")
        template = {"found": "articles/found.html", "rows": "articles/rows.html"}.get(
            part or "", "articles/list.html"
        )
        return room.page(request, template, me, **context)
