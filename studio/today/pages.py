"""The studio's home."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from council.hours import LONDON
from staff.sessions import SignedIn
from studio.files.content import Content
from studio.files.unreadable import unreadable
from studio.inbox.pages.words import Known
from studio.room import Room
from studio.today.needs import ArticleFacts, needs
from studio.working import Working


def add_routes(routes: APIRouter, room: Room, editor: Any, approver: Any) -> None:
    @routes.get("")
    def today(request: Request, me: SignedIn = editor) -> Response:
        at, live = room.clock(), room.drafts.live_content()
        known, working = Known.of(live), Working.of(room, me)
        by_title = {title.casefold(): name for name, title in known.titles.items()}
        found = needs(room.database, _articles(live), at, at.astimezone(LONDON).date())
        return room.page(
            request,
            "today/today.html",
            me,
            needs=found,
            known=known,
            named={one.about: by_title.get(one.about.casefold()) for one in found.passed_on},
            unreadable=unreadable(live),
            draft=working.draft,
            of_draft=unreadable(working.content) if working.draft else [],
        )


def _articles(content: Content) -> list[ArticleFacts]:
    """Those that can be read; one that cannot is among the problems."""
    return [
        ArticleFacts(file.key, file.article.title, file.article.review_by)
        for file in content.articles()
        if file.article is not None
    ]
