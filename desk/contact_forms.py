"""What an adviser does with a contact they hold: reply, and finish."""

from __future__ import annotations

from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from contacts.errors import ContactEnded, NothingSaid, TooLong
from contacts.waiting.queue import NotYours, UnknownEntry
from desk.contact_page import show
from desk.finishing import Finish
from desk.once import LONGEST_NONCE
from desk.room import Room, RowId
from staff.errors import FormExpired
from staff.sessions import SignedIn, is_fetch

log = structlog.get_logger(__name__)


def add_routes(routes: APIRouter, room: Room, adviser: Any) -> None:
    @routes.post("/entries/{entry_id}/replies")
    def reply(
        request: Request,
        entry_id: RowId,
        words: Annotated[str, Form()] = "",
        nonce: Annotated[str, Form()] = "",
        me: SignedIn = adviser,
    ) -> Response:
        """Say something to the resident, once for each form however often it is sent."""
        if not 0 < len(nonce) <= LONGEST_NONCE:
            raise FormExpired

        def say() -> None:
            if room.has_left(room.queue.entry(entry_id)):
                raise ContactEnded
            room.queue.say(entry_id, me.name, words)

        try:
            room.sent.send(nonce, say)
        except UnknownEntry:
            return room.not_found(request, me)
        except (NothingSaid, TooLong, NotYours, ContactEnded) as error:
            status, message = _refusal(error)
            if is_fetch(request):
                return JSONResponse({"error": "not_sent", "message": message}, status)
            return show(request, room, me, entry_id, words=words, errors={"words": message}, status=status)
        if is_fetch(request):
            return Response(status_code=204)
        return RedirectResponse(f"/desk/entries/{entry_id}#reply", 303)

    @routes.post("/entries/{entry_id}/finish")
    def finish(
        request: Request,
        entry_id: RowId,
        *,
        outcome: Annotated[str, Form()] = "",
        note: Annotated[str, Form()] = "",
        asked_again: Annotated[str, Form()] = "",
        was_about: Annotated[str, Form()] = "",
        me: SignedIn = adviser,
    ) -> Response:
        filled = Finish(outcome, note, asked_again, was_about)
        if errors := filled.errors(room.enquiries):
            return show(request, room, me, entry_id, finish=filled, errors=errors, status=422)
        try:
            room.queue.finish(
                entry_id,
                me.name,
                outcome=outcome,
                note=note.strip(),
                asked_again=asked_again == "yes",
                was_about=was_about or None,
            )
        except UnknownEntry:
            return room.not_found(request, me)
        except NotYours:
            # Finished by a click before this one, or taken over by a colleague: the page says which.
            return RedirectResponse(f"/desk/entries/{entry_id}", 303)
        log.info("desk_contact_finished", entry=entry_id, outcome=outcome, staff=me.id)
        return RedirectResponse(f"/desk?finished={entry_id}", 303)


def _refusal(error: Exception) -> tuple[int, str]:
    """The status and the words for a reply that was not said."""
    match error:
        case TooLong(limit=limit):
            return 422, f"Your reply must be {limit:,} characters or fewer"
        case NothingSaid():
            return 422, "Enter your reply"
        case ContactEnded():
            return 410, "The resident has left, so they cannot read a reply"
    return 409, "You do not have this contact now. Refresh the page to see who has"
