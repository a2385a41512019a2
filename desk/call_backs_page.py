"""The people to be rung, and the messages that went out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from cases.phones import shown_phone
from contacts.ringing_back.calling_back import CannotRingNow, UnknownCallBack
from contacts.waiting.queue import UnknownEntry
from desk.finishing import LONGEST_NOTE
from desk.room import Room, RowId
from desk.rows import CallBackRow
from desk.words import day_and_time
from staff.sessions import SignedIn

KINDS = {"sms": "Text message", "email": "Email", "note": "Note"}
DONE = "The call-back is done."
RINGS = "The team's phone rings within half a minute. Press 1 when you hear what it is about."
CANNOT_RING = "That call-back is being rung already, or needs no more ringing."
OUTBOX_LENGTH = 100  # messages on the page

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Unfit:
    """A note that was refused, given back with the reason."""

    call_back_id: int
    message: str
    note: str


def add_routes(routes: APIRouter, room: Room, adviser: Any) -> None:
    def show(
        request: Request, me: SignedIn, *, news: str = "", unfit: Unfit | None = None, status: int = 200
    ) -> Response:
        calls = [CallBackRow.of(call, room) for call in room.queue.call_backs()]
        return room.page(request, "call_backs.html", me, status=status, calls=calls, news=news, unfit=unfit)

    @routes.get("/call-backs")
    def call_backs(
        request: Request, done: bool = False, rings: bool = False, me: SignedIn = adviser
    ) -> Response:
        """`done` and `rings` say what became of the press of a button before."""
        return show(request, me, news=DONE if done else RINGS if rings else "")

    @routes.post("/call-backs/{call_back_id}/ring")
    def ring_now(request: Request, call_back_id: RowId, me: SignedIn = adviser) -> Response:
        if room.calling_back is None:  # the button is not shown
            return room.not_found(request, me)
        try:
            room.calling_back.ring_now(call_back_id, me.name)
        except UnknownCallBack:
            return room.not_found(request, me)
        except CannotRingNow:
            return show(request, me, news=CANNOT_RING, status=409)
        log.info("desk_call_back_rings", call_back=call_back_id, staff=me.id)
        return RedirectResponse("/desk/call-backs?rings=yes", 303)

    @routes.post("/call-backs/{call_back_id}/done")
    def call_back_done(
        request: Request, call_back_id: RowId, note: Annotated[str, Form()] = "", me: SignedIn = adviser
    ) -> Response:
        if len(note) > LONGEST_NOTE:
            message = f"Your note must be {LONGEST_NOTE:,} characters or fewer"
            return show(request, me, unfit=Unfit(call_back_id, message, note), status=422)
        try:
            room.queue.call_back_done(call_back_id, me.name, note.strip())
        except UnknownEntry:
            return room.not_found(request, me)
        log.info("desk_call_back_done", call_back=call_back_id, staff=me.id)
        return RedirectResponse("/desk/call-backs?done=yes", 303)

    @routes.get("/outbox")
    def outbox(request: Request, me: SignedIn = adviser) -> Response:
        today = room.clock()
        messages = [
            {
                "id": message.id,
                "kind": KINDS.get(message.kind, message.kind),
                "to": shown_phone(message.to) if message.to.startswith("+") else message.to,
                "subject": message.subject,
                "body": message.body,
                "status": message.status,
                "delivery": message.delivery,
                "made": day_and_time(message.created_at, today),
                "sent": day_and_time(message.sent_at, today) if message.sent_at else "",
                "attempts": message.attempts,
                "last_error": message.last_error or "",
            }
            for message in room.outbox.recent(OUTBOX_LENGTH)
        ]
        return room.page(request, "outbox.html", me, messages=messages)
