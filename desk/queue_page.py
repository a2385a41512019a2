"""The queue: who is waiting, whom I am talking to, and who is to be rung."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sse_starlette import EventSourceResponse

from contacts.events import QUEUE_TOPIC
from contacts.models import Channel, HandOffStatus
from contacts.waiting.queue import AlreadyTaken, UnknownEntry
from desk.live import look_again
from desk.moving import take
from desk.room import Room, RowId
from desk.rows import CallBackRow, EntryRow
from staff.sessions import SignedIn


def add_routes(routes: APIRouter, room: Room, adviser: Any) -> None:
    """GET /desk and its parts. `adviser` is the dependency that gives who is signed in."""

    def lists(me: SignedIn) -> dict[str, Any]:
        mine = room.queue.held_by(me.name)
        calls = [CallBackRow.of(call, room) for call in room.queue.call_backs()]
        return {
            "waiting": [EntryRow.of(entry, room) for entry in room.queue.waiting()],
            "on_the_phone": [EntryRow.of(entry, room) for entry in room.queue.taken_by_phone()],
            "take_calls": room.ringing is not None,
            "mine": [EntryRow.of(entry, room, room.turns.read(entry.contact_key)) for entry in mine],
            "calls_due": [call for call in calls if call.status != "later"],
        }

    def named(entry_id: int | None) -> EntryRow | None:
        try:
            return EntryRow.of(room.queue.entry(entry_id), room) if entry_id else None
        except UnknownEntry:
            return None

    @routes.get("")
    def queue(
        request: Request,
        taken: RowId | None = None,
        finished: RowId | None = None,
        passed_on: RowId | None = None,
        me: SignedIn = adviser,
    ) -> Response:
        """`taken`, `finished` and `passed_on` name the contact of the page before, to say what became of it."""
        news: dict[str, Any] = {
            "taken": named(taken),
            "finished": named(finished),
            "passed_on": named(passed_on),
        }
        return room.page(request, "queue.html", me, **lists(me), **news)

    @routes.get("/waiting")
    def part(request: Request, me: SignedIn = adviser) -> Response:
        """The lists alone, fetched again whenever something happens."""
        return room.page(request, "lists.html", me, **lists(me))

    @routes.get("/events")
    async def events(request: Request, me: SignedIn = adviser) -> EventSourceResponse:
        return look_again(room.events, QUEUE_TOPIC)

    @routes.post("/entries/{entry_id}/accept")
    def accept(request: Request, entry_id: RowId, me: SignedIn = adviser) -> Response:
        try:
            entry = room.queue.entry(entry_id)
            if room.ringing and entry.channel == Channel.PHONE and entry.status == HandOffStatus.WAITING:
                # The caller is in the line: they come by telephone, and are accepted there.
                return take(request, room, me, entry_id)
            room.queue.accept(entry_id, me.name)
        except UnknownEntry:
            return room.not_found(request, me)
        except AlreadyTaken as taken:
            if taken.by != me.name:  # otherwise I clicked twice
                return RedirectResponse(f"/desk?taken={entry_id}", 303)
        return RedirectResponse(f"/desk/entries/{entry_id}", 303)
