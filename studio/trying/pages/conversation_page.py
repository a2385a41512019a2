"""Playing a conversation of tests/conversations on both sides, with the differences marked."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from staff.sessions import SignedIn
from studio.room import Room
from studio.sent import Sent
from studio.trying.pages.at_hand import about, home, newest, ready, sides_of
from studio.trying.scripts import NoScript, Row, read_script, replay, scripts
from studio.trying.tryings import TryingView


def add_routes(routes: APIRouter, room: Room, editor: Any) -> None:
    def page(
        request: Request,
        me: SignedIn,
        view: TryingView,
        chosen: str = "",
        rows: list[Row] | None = None,
        errors: dict[str, str] | None = None,
    ) -> Response:
        return room.page(
            request,
            "trying/conversation.html",
            me,
            status=422 if errors else 200,
            names=scripts(newest(view)),
            chosen=chosen,
            rows=rows,
            errors=errors or {},
            **about(room, view),
        )

    @routes.get("/try/conversation")
    def choose(request: Request, me: SignedIn = editor) -> Response:
        view = ready(room, me)
        return page(request, me, view) if view else home()

    @routes.post("/try/conversation")
    def play(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        view = ready(room, me)
        if view is None:
            return home()
        name = form.words("name")
        try:
            steps = read_script(newest(view), name)
        except NoScript as refused:
            return page(request, me, view, name, errors={"name": str(refused)})
        room.trial.tryings.used(view.id, view.talk)
        return page(request, me, view, name, replay(steps, sides_of(view)))
