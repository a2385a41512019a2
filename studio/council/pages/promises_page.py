"""Promises: how long things take, what that means for a case opened today, and what residents are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from council.hours import LONDON
from staff.sessions import SignedIn
from studio.council import rows
from studio.council.pages.missing import not_found
from studio.files.edits.promises import MOST, ChangePromise
from studio.room import Room
from studio.sent import Sent
from studio.working import Working, answer

HOME = "/studio/council/promises"
LONGEST = {"title": 100, "says": 300}  # characters


def add_routes(routes: APIRouter, room: Room, editor: Any) -> None:
    def listed(working: Working) -> list[rows.PromiseRow]:
        return rows.promises(working.content, room.clock().astimezone(LONDON).date())

    def page(
        request: Request,
        me: SignedIn,
        key: str,
        typed: Mapping[str, str] | None = None,
        errors: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        working = Working.of(room, me)
        promise = next((row for row in listed(working) if row.key == key), None)
        if promise is None:
            return not_found(request, room, me, "promise", HOME)
        filled = {"time": str(promise.time), "title": promise.title, "says": promise.says} | dict(typed or {})
        opening = [one.title for one in working.content.catalogue() if one.case and one.case.promise == key]
        return room.page(
            request,
            "council/promise.html",
            me,
            status=status,
            working=working,
            promise=promise,
            unit=rows.UNITS[promise.unit],
            opening=opening,
            filled=filled,
            errors=errors or {},
        )

    @routes.get("/council/promises")
    def promises(request: Request, me: SignedIn = editor, saved: str = "") -> Response:
        working = Working.of(room, me, saved)
        return room.page(request, "council/promises.html", me, working=working, promises=listed(working))

    @routes.get("/council/promises/{key}")
    def promise(request: Request, key: str, me: SignedIn = editor) -> Response:
        return page(request, me, key)

    @routes.post("/council/promises/{key}")
    def change(request: Request, key: str, form: Sent, me: SignedIn = editor) -> Response:
        typed = {name: form.line(name) for name in ("time", "title", "says")}

        def again(errors: dict[str, str], status: int) -> Response:
            return page(request, me, key, typed, errors, status)

        errors = {}
        time = typed["time"]
        if not (time.isascii() and time.isdigit() and len(time) <= len(str(MOST)) and int(time) > 0):
            errors["time"] = "Enter a whole number, such as 5"
        for name, longest in LONGEST.items():
            if not typed[name]:
                errors[name] = "Enter a title" if name == "title" else "Enter what residents are told"
            elif len(typed[name]) > longest:
                errors[name] = f"This must be {longest} characters or fewer"
        if errors:
            return again(errors, 422)
        edit = ChangePromise(key, int(time), typed["title"], typed["says"])
        return answer(request, room, me, form, edit, after=HOME, again=again)
