"""The page for something of the council's that is not there, and a value from an address or a form that is."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from staff.sessions import SignedIn
from studio.room import Room
from studio.working import Working


def not_found(request: Request, room: Room, me: SignedIn, what: str, back: str) -> Response:
    """`what` such as sentence."""
    return room.page(
        request,
        "not_found.html",
        me,
        status=404,
        working=Working.of(room, me),
        title=f"There is no such {what} here",
        advice=("It may have been taken away on this draft, or the address may be mistyped.",),
        back=back,
    )
