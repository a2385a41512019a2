"""The pages of the enquiries, and taking back what was just done on one of them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from staff.sessions import SignedIn
from studio.drafts.errors import DraftProblem
from studio.drafts.pages.bar import way_back
from studio.drafts.people import Person
from studio.enquiries.pages import details_page, great_changes, intent_page, list_page, new_page, phrase_forms
from studio.enquiries.pages.intent_page import IntentPage
from studio.room import Room
from studio.sent import Sent


def add_routes(routes: APIRouter, room: Room, editor: Any, approver: Any) -> None:
    list_page.add_routes(routes, room, room.looking, editor)
    new_page.add_routes(routes, room, editor)  # before the page of an intent: it is no intent called new
    page = IntentPage(room, room.looking)
    phrase_forms.add_routes(routes, room, page, editor)
    details_page.add_routes(routes, room, page, editor)
    great_changes.add_routes(routes, room, editor)
    intent_page.add_routes(routes, page, editor)

    @routes.post("/undo")
    def undo(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        """Take back one step of the draft and go back to where it was done."""
        back = way_back(form.words("back"), "/studio/enquiries")
        draft = room.drafts.current(me)
        if draft is None:
            return RedirectResponse(back, 303)
        try:
            undone = room.drafts.undo(draft.id, Person.of(me), form.words("step") or None)
        except DraftProblem as problem:
            return room.page(
                request,
                "not_found.html",
                me,
                status=409,
                title="This could not be undone",
                advice=(problem.sentence,),
                back=back,
            )
        return RedirectResponse(f"{back}?{urlencode({'saved': undone.commit})}", 303)
