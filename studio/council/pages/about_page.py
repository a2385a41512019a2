"""What the council is called, how to reach it, and the first words residents meet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from staff.sessions import SignedIn
from studio.files.edits.words import ABOUT_US, ChangeAboutUs
from studio.files.warnings import about_reply
from studio.room import Room
from studio.sent import Sent
from studio.working import Working, answer

GREETINGS = ("greeting", "spoken_greeting")


def add_routes(routes: APIRouter, room: Room, editor: Any) -> None:
    def page(
        request: Request,
        me: SignedIn,
        typed: Mapping[str, str] | None = None,
        errors: Mapping[str, str] | None = None,
        saved: str = "",
        status: int = 200,
    ) -> Response:
        working = Working.of(room, me, saved)
        there = working.content.council_file("identity").values
        filled = {name: str(there.get(name) or "") for name in ABOUT_US} | dict(typed or {})
        chat, phone = (filled[name] for name in GREETINGS)
        return room.page(
            request,
            "council/about.html",
            me,
            status=status,
            working=working,
            filled=filled,
            warned=about_reply(working.content, "the greeting", chat, phone),
            errors=errors or {},
        )

    @routes.get("/council/about")
    def about(request: Request, me: SignedIn = editor, saved: str = "") -> Response:
        return page(request, me, saved=saved)

    @routes.post("/council/about")
    def change(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        typed = {name: form.line(name) for name in ABOUT_US if name in form}

        def again(errors: dict[str, str], status: int) -> Response:
            return page(request, me, typed, errors, status=status)

        content = Working.of(room, me).content
        there = content.council_file("identity").values
        if all(value == there.get(name) for name, value in typed.items()):
            return again({"form": "Nothing was changed"}, 422)
        edit = ChangeAboutUs(tuple(typed.items()))
        return answer(request, room, me, form, edit, after="/studio/council/about", again=again)
