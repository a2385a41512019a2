"""The inbox: groups of messages alike, those of most residents first."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from staff.sessions import SignedIn
from studio.inbox.guesses import guesses
from studio.inbox.inbox import GROUPS_ON_A_PAGE, Inbox
from studio.inbox.models import Reason
from studio.inbox.pages.words import REASONS, Known, sentence
from studio.room import Room

LAST_PAGE = 10_000
LARGEST_ID = 2**31 - 1

Page = Annotated[int, Query(ge=1, le=LAST_PAGE)]


def show_list(
    request: Request,
    room: Room,
    me: SignedIn,
    *,
    reason: Reason | None = None,
    page: int = 1,
    decided: int | None = None,
    first: str = "",
    status: int = 200,
) -> Response:
    """`first`: who was first with what this editor wanted to decide, a sentence."""
    inbox, known = Inbox(room.database), Known.to(room, me)
    groups, total = inbox.groups(reason, page)
    decision = inbox.decision(decided) if decided else None
    counts = inbox.counts()
    return room.page(
        request,
        "inbox/list.html",
        me,
        status=status,
        groups=[(group, guesses(group.messages, known.titles)[:1]) for group in groups],
        total=total,
        page=page,
        pages=max(1, -(-total // GROUPS_ON_A_PAGE)),
        reason=reason,
        reasons=REASONS,
        counts=counts,
        known=known,
        decision=decision,
        done=sentence(decision, known) if decision else "",
        first=first,
    )


def add_routes(routes: APIRouter, room: Room, editor: Any, approver: Any) -> None:
    @routes.get("/inbox")
    def inbox(
        request: Request,
        reason: str = "",
        page: Page = 1,
        decided: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
        me: SignedIn = editor,
    ) -> Response:
        wanted = Reason(reason) if reason in list(Reason) else None
        return show_list(request, room, me, reason=wanted, page=page, decided=decided)
