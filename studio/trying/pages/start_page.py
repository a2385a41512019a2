"""Starting a pair of rehearsals, watching it start, and stopping it."""

from __future__ import annotations

from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from staff.sessions import SignedIn
from studio.room import Room
from studio.sent import Sent
from studio.trying.models import Stage
from studio.trying.pages.at_hand import beside, draft_of, home, mine, ready
from studio.trying.pages.talk_page import TalkPage
from studio.trying.tryings import InUse

log = structlog.get_logger(__name__)
MOST_TIMES = 10  # a page that is open says every minute that somebody is there, and so often at most
Times = Annotated[int, Query(ge=1, le=MOST_TIMES)]


def add_routes(routes: APIRouter, room: Room, talking: TalkPage, editor: Any) -> None:
    tryings = room.trial.tryings

    def start_page(request: Request, me: SignedIn, status: int = 200) -> Response:
        draft, running, last = draft_of(room, me), tryings.running(), tryings.last_of(me.id)
        return room.page(
            request,
            "trying/start.html",
            me,
            status=status,
            draft=draft,
            trained=draft is not None and room.trial.model_of(draft.root) is not None,
            running=running,
            busy=beside(room),
            is_mine=running is not None and running.staff_id == me.id,
            problem=last.problem if last and last.stage is Stage.FAILED else None,
        )

    @routes.get("/try")
    def page(request: Request, me: SignedIn = editor) -> Response:
        view = ready(room, me)
        if view:
            tryings.looked_at(view.id)  # a browser without scripts says so in no other way
        return talking.show(request, me, view) if view else start_page(request, me)

    @routes.post("/try/start")
    def start(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        """With the editor's draft where it has a model for what it is now, else with live alone."""
        draft = draft_of(room, me)
        trained = draft if draft and room.trial.model_of(draft.root) else None
        named = form.words("instead_of")
        instead_of = int(named) if named.isascii() and named.isdecimal() and len(named) < 10 else None
        draft_id, commit = (trained.id, trained.head) if trained else (None, None)
        try:
            asked = tryings.ask(me.id, me.name, draft_id, commit, instead_of)
        except InUse:
            return start_page(request, me, 409)
        log.info("trying_asked", trying=asked.id, draft=asked.draft_id, staff=me.id)
        return home()

    @routes.get("/try/progress")
    def progress(request: Request, me: SignedIn = editor) -> Response:
        """The part of the page that changes while a pair starts. Then the whole page is fetched anew."""
        view = mine(room, me)
        part = room.page(request, "trying/progress.html", me, running=view, busy=beside(room))
        if view is None or view.stage not in (Stage.ASKED, Stage.STARTING):
            part.headers["HX-Refresh"] = "true"
        return part

    @routes.get("/try/draft")
    def awaited(request: Request, me: SignedIn = editor) -> Response:
        """The part of the page that says how far the draft is while live already answers. It refreshes nothing else:
        somebody may be typing."""
        view = mine(room, me)
        return room.page(
            request,
            "trying/awaited.html",
            me,
            view=view,
            busy=beside(room),
            has_come=bool(view and not view.awaits_draft),
        )

    @routes.get("/try/here")
    def here(request: Request, times: Times = 1, me: SignedIn = editor) -> Response:
        """An open page keeps its pair for some minutes after the last thing said."""
        view = mine(room, me)
        if view:
            tryings.looked_at(view.id)
        return room.page(request, "trying/here.html", me, times=times + 1, most=MOST_TIMES)

    @routes.post("/try/stop")
    def stop(me: SignedIn = editor) -> Response:
        view = mine(room, me)
        if view:
            tryings.stop(view.id, me.id)
            log.info("trying_stopped", trying=view.id, staff=me.id)
        return home()
