"""One contact: the card first, then the conversation, the reply box and the end."""

from __future__ import annotations

import json
import secrets
from typing import Any

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from contacts.models import Status
from contacts.waiting.queue import OUTCOMES, UnknownEntry
from desk.finishing import Finish
from desk.live import look_again
from desk.pass_on import PassOn, teams_open
from desk.room import Room, RowId
from desk.rows import EntryRow, message_rows
from staff.sessions import SignedIn

log = structlog.get_logger(__name__)


def show(
    request: Request,
    room: Room,
    me: SignedIn,
    entry_id: int,
    *,
    finish: Finish | None = None,
    errors: dict[str, str] | None = None,
    words: str = "",
    pass_on: PassOn | None = None,
    status: int = 200,
) -> Response:
    """The page of a contact, with what was typed and what is wrong with it when a form came back."""
    try:
        entry = room.queue.entry(entry_id)
    except UnknownEntry:
        return room.not_found(request, me)
    transcript = room.turns.read(entry.contact_key)
    row = EntryRow.of(entry, room)
    return room.page(
        request,
        "contact.html",
        me,
        status=status,
        entry=row,
        mine=row.held_by(me.name),
        outcome=OUTCOMES.get(entry.outcome or "", ""),
        messages=message_rows(transcript.messages, room),
        gone=transcript.status == Status.ENDED,
        outcomes=OUTCOMES,
        enquiries=room.enquiries,
        finish=finish or Finish(),
        errors=errors or {},
        words=words,
        pass_on=pass_on or PassOn(),
        teams_open=teams_open(room),
        take_calls=room.ringing is not None,
        rings_me=row.rings(me.name, me.team),
        nonce=secrets.token_urlsafe(16),
    )


def add_routes(routes: APIRouter, room: Room, adviser: Any) -> None:
    @routes.get("/entries/{entry_id}")
    def contact(request: Request, entry_id: RowId, me: SignedIn = adviser) -> Response:
        log.info(
            "desk_contact_opened", entry=entry_id, staff=me.id
        )  # who looked is kept, as for every look-up
        return show(request, room, me, entry_id)

    @routes.get("/entries/{entry_id}/messages")
    def messages(request: Request, entry_id: RowId, after: RowId = 0, me: SignedIn = adviser) -> Response:
        """The lines after a message, to be put at the end of those on the page."""
        try:
            entry = room.queue.entry(entry_id)
        except UnknownEntry:
            return Response(status_code=404)
        transcript = room.turns.read(entry.contact_key, after)
        part = room.page(request, "messages.html", me, messages=message_rows(transcript.messages, room))
        if transcript.status == Status.ENDED:
            part.headers["HX-Trigger"] = json.dumps({"resident-gone": {}})
        return part

    @routes.get("/entries/{entry_id}/events")
    async def events(request: Request, entry_id: RowId, me: SignedIn = adviser) -> Response:
        try:
            entry = await run_in_threadpool(room.queue.entry, entry_id)
        except UnknownEntry:
            return Response(status_code=404)
        return look_again(room.events, entry.contact_key)
