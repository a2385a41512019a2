"""Where a contact goes: a call to the adviser who wants it, and on to another team with the details."""

from __future__ import annotations

from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from contacts.errors import ContactEnded
from contacts.waiting.passing_on import CannotMove, TeamShut
from contacts.waiting.queue import NotYours
from contacts.waiting.ringing import CannotRing
from contacts.waiting.rings import CallerGone
from desk.contact_page import show
from desk.pass_on import PassOn, teams_open
from desk.room import Room, RowId
from staff.sessions import SignedIn

log = structlog.get_logger(__name__)


def take(request: Request, room: Room, me: SignedIn, entry_id: int) -> Response:
    """Ring the telephone of the adviser's team: the key there joins them with this caller and no other."""
    if room.ringing is None:
        return room.not_found(request, me)
    try:
        room.ringing.ring_adviser(entry_id, me.name, me.team)
    except CallerGone:
        return RedirectResponse(f"/desk?taken={entry_id}", 303)
    except CannotRing:
        message = "Your telephone could not be rung. The caller is still waiting: try again"
        return show(request, room, me, entry_id, errors={"take": message}, status=502)
    log.info("desk_call_taken", entry=entry_id, staff=me.id)
    return RedirectResponse(f"/desk/entries/{entry_id}", 303)


def add_routes(routes: APIRouter, room: Room, adviser: Any) -> None:
    @routes.post("/entries/{entry_id}/pass-on")
    def pass_on(
        request: Request,
        entry_id: RowId,
        *,
        team: Annotated[str, Form()] = "",
        details: Annotated[str, Form()] = "",
        me: SignedIn = adviser,
    ) -> Response:
        filled = PassOn(team, details)
        if room.passing_on is None:
            return room.not_found(request, me)
        errors, status = filled.errors(teams_open(room)), 422
        if not errors:
            try:
                room.passing_on.pass_on(entry_id, me.name, team, details)
            except NotYours:
                return RedirectResponse(f"/desk/entries/{entry_id}", 303)  # the page says who has it
            except (ContactEnded, TeamShut, CannotMove) as error:
                errors, status = {"team": _refusal(error)}, 409
        if errors:
            return show(request, room, me, entry_id, pass_on=filled, errors=errors, status=status)
        log.info("desk_contact_passed_on", entry=entry_id, team=team, staff=me.id)
        return RedirectResponse(f"/desk?passed_on={entry_id}", 303)


def _refusal(error: Exception) -> str:
    match error:
        case ContactEnded():
            return "The resident has left. Finish the contact, and write a note for the team"
        case TeamShut():
            return "This team has gone home. Select another"
    return "The call could not be moved, and you still have it. Try again, or arrange a call-back"
