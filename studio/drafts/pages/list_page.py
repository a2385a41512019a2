"""All drafts, a new one, and which of them an editor works on."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from staff.sessions import SignedIn
from studio.drafts.errors import UnfitTitle
from studio.drafts.models import LONGEST_TITLE
from studio.drafts.pages.bar import way_back
from studio.drafts.pages.guard import NEWS, guarded, to_draft
from studio.drafts.pages.rows import DraftRow
from studio.drafts.people import Person
from studio.room import Room


def add_routes(routes: APIRouter, room: Room, editor: Any, approver: Any) -> None:
    drafts = room.drafts

    def form(request: Request, me: SignedIn, title: str = "", back: str = "", error: str = "") -> Response:
        shown: dict[str, Any] = {"title": title, "back": back, "error": error, "longest": LONGEST_TITLE}
        return room.page(request, "drafts/new.html", me, status=422 if error else 200, **shown)

    @routes.get("/drafts")
    def all_drafts(request: Request, news: str = "", me: SignedIn = editor) -> Response:
        def answer() -> Response:
            rows = [DraftRow.of(draft, drafts.difference(draft.base, draft.head)) for draft in drafts.all()]
            current = drafts.current_name(me)
            return room.page(
                request,
                "drafts/list.html",
                me,
                rows=rows,
                closed=drafts.closed(),
                current=current.id if current else None,
                news=NEWS.get(news),
            )

        return guarded(room, request, me, answer)

    @routes.get("/drafts/new")
    def new(request: Request, back: str = "", me: SignedIn = editor) -> Response:
        return form(request, me, back=way_back(back, ""))

    @routes.post("/drafts")
    def start(
        request: Request,
        title: Annotated[str, Form()] = "",
        back: Annotated[str, Form()] = "",
        me: SignedIn = editor,
    ) -> Response:
        def answer() -> Response:
            page = way_back(back, "")
            try:
                draft = drafts.open(title, Person.of(me))
            except UnfitTitle as unfit:
                return form(request, me, title, page, unfit.sentence)
            drafts.choose(me, draft.id)
            return RedirectResponse(page, 303) if page else to_draft(draft.id, "started")

        return guarded(room, request, me, answer)

    @routes.post("/drafts/choose")
    def choose(
        request: Request,
        draft_id: Annotated[int, Form(ge=0, le=2**31 - 1)],
        back: Annotated[str, Form()] = "",
        me: SignedIn = editor,
    ) -> Response:
        """0 is no draft."""

        def answer() -> Response:
            drafts.choose(me, draft_id or None)
            return RedirectResponse(way_back(back), 303)

        return guarded(room, request, me, answer)
