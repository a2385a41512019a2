"""What was decided, by whom, and the way back."""

from __future__ import annotations

from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response

from staff.sessions import SignedIn
from studio.drafts.errors import DraftProblem
from studio.inbox.area import area_of
from studio.inbox.deciding import Deciding
from studio.inbox.inbox import DECISIONS_ON_A_PAGE, Inbox
from studio.inbox.pages.list_page import LARGEST_ID, Page, show_list
from studio.inbox.pages.words import Known, sentence
from studio.room import Room

log = structlog.get_logger(__name__)


def show_decided(
    request: Request, room: Room, me: SignedIn, *, page: int = 1, problem: str = "", status: int = 200
) -> Response:
    known = Known.to(room, me)
    decided = Inbox(room.database).decided(page)
    return room.page(
        request,
        "inbox/decided.html",
        me,
        status=status,
        decided=[(decision, sentence(decision, known)) for decision in decided],
        written={
            decision.id: {"name": name, "title": known.title(name)}
            for decision in decided
            if (name := known.written_from(decision))
        },
        page=page,
        more=len(decided) == DECISIONS_ON_A_PAGE,
        problem=problem,
    )


def add_routes(routes: APIRouter, room: Room, editor: Any, approver: Any) -> None:
    deciding = Deciding(room.database, room.drafts, area_of(room.content), room.clock)

    @routes.get("/inbox/decided")
    def decided(request: Request, page: Page = 1, me: SignedIn = editor) -> Response:
        return show_decided(request, room, me, page=page)

    @routes.post("/inbox/decisions/{decision_id}/undo")
    def undo(
        request: Request, decision_id: Annotated[int, Path(ge=1, le=LARGEST_ID)], me: SignedIn = editor
    ) -> Response:
        try:
            deciding.undo(me, decision_id)
        except DraftProblem as problem:
            return show_decided(request, room, me, problem=problem.sentence, status=409)
        except LookupError:
            return show_list(request, room, me, first="That decision is no longer kept.", status=404)
        log.info("inbox_decision_undone", decision=decision_id, staff=me.id)
        return RedirectResponse(f"/studio/inbox?decided={decision_id}", 303)
