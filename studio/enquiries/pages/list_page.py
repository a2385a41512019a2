"""Every intent by service, with how many phrases it has, how well it is understood and what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from staff.sessions import SignedIn
from studio import known
from studio.enquiries.looked import Looking
from studio.enquiries.scores import Score, scores_of
from studio.files.content import IntentView
from studio.files.unreadable import unreadable, unseen
from studio.room import Room
from studio.working import Working

LONGEST_SEARCH = 300  # characters


@dataclass(frozen=True)
class Row:
    """`score` is none where nothing was measured; `warnings` is none where they are not counted yet."""

    intent: IntentView
    score: Score | None
    warnings: int | None


@dataclass(frozen=True)
class Group:
    service: str
    title: str
    rows: tuple[Row, ...]


def groups(
    working: Working, scores: Mapping[str, Score], counts: Counter[str] | None, words: str
) -> list[Group]:
    """Those that have all the words of a search in their names, titles, hints or phrases; by service."""
    content, titles, phrases = (
        working.content,
        known.services(working.content.root),
        working.content.all_phrases(),
    )
    wanted = words.lower().split()
    found = [intent for intent in content.intents() if _fits(intent, phrases.get(intent.name, ()), wanted)]
    found.sort(key=lambda intent: (intent.enquiry is None, titles.get(intent.service, intent.service)))
    return [
        Group(
            service,
            titles.get(service, "Small talk" if service == "_shared" else service),
            tuple(
                Row(intent, scores.get(intent.name), None if counts is None else counts[intent.name])
                for intent in listed
            ),
        )
        for service, listed in groupby(found, key=lambda intent: intent.service)
    ]


def _fits(intent: IntentView, phrases: Sequence[str], words: list[str]) -> bool:
    """Whether the words are all in its names and hints, or together with these in one phrase."""
    hints = " ".join(intent.enquiry.hints) if intent.enquiry else ""
    named = f"{intent.name} {intent.title or ''} {hints}".lower()
    missing = [word for word in words if word not in named]
    return not missing or any(all(word in phrase for word in missing) for phrase in map(str.lower, phrases))


def add_routes(routes: APIRouter, room: Room, looking: Looking, editor: Any) -> None:
    @routes.get("/enquiries")
    def enquiries(
        request: Request, me: SignedIn = editor, q: str = "", saved: str = "", count: str = ""
    ) -> Response:
        working, q = Working.of(room, me, saved), q[:LONGEST_SEARCH]
        counts = looking.counts(working.content) if count or looking.ready(working.content) else None
        listed = groups(working, scores_of(room, working), counts, q)
        template = "rows" if request.headers.get("HX-Target") == "rows" else "list"
        return room.page(
            request,
            f"enquiries/{template}.html",
            me,
            working=working,
            groups=listed,
            shown=sum(len(group.rows) for group in listed),
            total=len(working.content.intents()),
            phrases=sum(intent.phrases for intent in working.content.intents()),
            unreadable=unreadable(working.content),
            unseen=unseen(working.content),
            q=q,
            counted=counts is not None,
        )
