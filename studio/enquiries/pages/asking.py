"""The page that asks before phrases are saved. It sends the form it came from again, with the answers."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from staff.sessions import SignedIn
from studio.enquiries.asked_first import MOST_SHOWN, AskedFirst
from studio.room import Room
from studio.sent import SentForm

CHANGE = "change"  # the button that goes back to the form, with what was typed
_OWN = ("csrf_token", "nobodys", "asked", CHANGE)


def wants_change(form: SentForm) -> bool:
    return form.words(CHANGE) == "yes"


def ask(
    request: Request, room: Room, me: SignedIn, form: SentForm, asked: AskedFirst, title: str
) -> Response:
    """`title`: the enquiry that the phrases are for."""
    fields = [
        (name, value)
        for name, value in form.fields()
        if name not in _OWN and not name.startswith(("place-", "placed-"))
    ]
    return room.page(
        request,
        "enquiries/asked_first.html",
        me,
        status=422 if asked.unsaid else 200,
        asked=asked,
        title=title,
        fields=fields,
        errors=asked.errors(),
        most_shown=MOST_SHOWN,
    )
