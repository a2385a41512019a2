"""Parts that live and a draft both changed: both versions side by side, and a choice for each."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from staff.sessions import SignedIn
from studio.drafts.pages.draft_page import RowId
from studio.drafts.pages.guard import guarded, to_draft
from studio.drafts.people import Person
from studio.drafts.views import Conflicts
from studio.room import Room
from studio.versions.merge import Conflict, as_choice

CHOOSE = "Select which to keep"
FIELD = "choice-"  # and the key of a conflict


async def _sent(request: Request) -> FormData:
    return await request.form()


def add_routes(routes: APIRouter, room: Room, editor: Any, approver: Any) -> None:
    drafts = room.drafts

    def page(
        request: Request,
        me: SignedIn,
        draft_id: int,
        found: Conflicts,
        choices: dict[str, str] | None = None,
    ) -> Response:
        """`choices` is what a form brought that was not enough."""
        chosen = choices or {}
        missing = [one for one in found.conflicts if chosen.get(one.key) not in _ways(one)]
        if choices is None:
            missing = []
        return room.page(
            request,
            "drafts/conflicts.html",
            me,
            status=200 if choices is None else 422,
            draft=drafts.get(draft_id),
            found=found,
            choices=chosen,
            missing={one.key for one in missing},
            errors=[{"text": f"{CHOOSE}: {one.part}", "href": f"#{FIELD}{one.key}"} for one in missing],
            choose=CHOOSE,
        )

    @routes.get("/drafts/{draft_id}/conflicts")
    def conflicts(request: Request, draft_id: RowId, me: SignedIn = editor) -> Response:
        def answer() -> Response:
            found = drafts.conflicts(draft_id)
            return page(request, me, draft_id, found) if found else to_draft(draft_id)

        return guarded(room, request, me, answer)

    @routes.post("/drafts/{draft_id}/conflicts")
    def settle(
        request: Request,
        draft_id: RowId,
        sent: Annotated[FormData, Depends(_sent)],
        me: SignedIn = editor,
    ) -> Response:
        def answer() -> Response:
            fields = {name: str(value) for name, value in sent.items()}
            choices = {
                name.removeprefix(FIELD): value
                for name, value in fields.items()
                if name.startswith(FIELD) and as_choice(value)
            }
            live, head = fields.get("live", ""), fields.get("head", "")
            result = drafts.resolve(draft_id, Person.of(me), choices, live=live, head=head)
            if isinstance(result, Conflicts):
                # All of them again, for what was chosen is not done yet either.
                return page(request, me, draft_id, drafts.conflicts(draft_id, choices) or result, choices)
            return to_draft(draft_id, "updated")

        return guarded(room, request, me, answer)


def _ways(conflict: Conflict) -> tuple[str, ...]:
    return ("live", "draft", "both") if conflict.both else ("live", "draft")
