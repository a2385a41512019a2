"""The record of changes, for approvers and administrators: who changed what, and when."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from staff.sessions import SignedIn
from studio.drafts.record import PAGE, people_recorded, recorded
from studio.room import Room

Older = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


def add_routes(routes: APIRouter, room: Room, editor: Any, approver: Any) -> None:
    @routes.get("/drafts/changes")
    def changes(request: Request, who: str = "", before: Older = None, me: SignedIn = approver) -> Response:
        """`who` narrows it to one person, `before` to what is older than a line."""
        rows = recorded(room.database, who=who or None, before=before, limit=PAGE + 1)
        shown = rows[:PAGE]
        return room.page(
            request,
            "drafts/changes.html",
            me,
            rows=shown,
            older=shown[-1].id if len(rows) > PAGE else None,
            who=who,
            people=people_recorded(room.database),
        )
