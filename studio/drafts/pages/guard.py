"""What stands in the way of a draft becomes a page that says so."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from staff.models import Role
from staff.sessions import SignedIn
from studio.drafts.errors import DraftProblem, DraftsUnavailable, UnknownDraft
from studio.drafts.pages.bar import HOME
from studio.drafts.views import DraftName, DraftView
from studio.room import Room

log = structlog.get_logger(__name__)
NEWS = {  # what the page before did, named in the address
    "started": "The draft is started. Your changes go to it.",
    "again": "The draft is started, with the same changes as before. Change what was wrong, then train it again.",
    "already": "Somebody has opened this draft with the same changes already, so there is no second one. "
    "Your changes go to it now.",
    "undone": "Done. The history below keeps both steps.",
    "updated": "The draft has everything that is live.",
    "discarded": "The draft is discarded.",
}


def guarded(room: Room, request: Request, me: SignedIn, answer: Callable[[], Response]) -> Response:
    """The answer, or a page with the problem: 404 no such draft, 409 not as it stands, 503 nobody's fault here."""
    try:
        return answer()
    except DraftProblem as problem:
        log.warning("draft_problem", problem=str(problem), kind=type(problem).__name__)
        unknown = 404 if isinstance(problem, UnknownDraft) else 409
        status = 503 if isinstance(problem, DraftsUnavailable) else unknown
        return room.page(request, "drafts/stopped.html", me, status=status, problem=problem)


def to_draft(draft_id: int, news: str = "") -> Response:
    return RedirectResponse(f"{HOME}/{draft_id}" + (f"?news={news}" if news else ""), 303)


def may_discard(me: SignedIn, draft: DraftView | DraftName) -> bool:
    """One's own draft; approvers and administrators anybody's."""
    return me.role in (Role.APPROVER, Role.ADMINISTRATOR) or draft.owner_email == me.email
