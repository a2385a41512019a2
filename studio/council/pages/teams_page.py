"""The teams residents are put through to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from staff.sessions import SignedIn
from studio.council import rows
from studio.council.pages.missing import not_found
from studio.files.edits.base import Edit
from studio.files.edits.teams import LAST_STOP, ChangeTeam, NewTeam, RemoveTeam
from studio.room import Room
from studio.sent import Sent
from studio.working import Working, answer

HOME = "/studio/council/directory"
FIELDS = ("title", "spoken", "phone", "hours", "deputy_team")
MISSING = {
    "title": "Enter a title",
    "spoken": "Enter how the phone says it",
    "phone": "Enter a phone number, such as 01632 960002",
    "hours": "Select which opening hours apply",
}


def add_routes(routes: APIRouter, room: Room, editor: Any) -> None:
    def page(
        request: Request,
        me: SignedIn,
        key: str,
        typed: Mapping[str, str] | None = None,
        errors: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        """`key` is empty for a new team."""
        working = Working.of(room, me)
        listed = rows.teams(working.content)
        team = next((row for row in listed if row.key == key), None)
        if key and team is None:
            return not_found(request, room, me, "team", HOME)
        there = {name: getattr(team, name) if team else "" for name in FIELDS}
        return room.page(
            request,
            "council/team.html",
            me,
            status=status,
            working=working,
            key=key,
            last_stop=key == LAST_STOP,
            filled=there | dict(typed or {}),
            sets={row.key: row.title for row in rows.hours(working.content)},
            others={row.key: row.title for row in listed if row.key != key},
            errors=errors or {},
        )

    @routes.get("/council/directory/teams/new")
    def new(request: Request, me: SignedIn = editor) -> Response:
        return page(request, me, "")

    @routes.post("/council/directory/teams/new")
    def make(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        typed = {name: form.line(name) for name in FIELDS}

        def again(errors: dict[str, str], status: int) -> Response:
            return page(request, me, "", typed, errors, status)

        if errors := _errors(typed):
            return again(errors, 422)
        edit = NewTeam(_key(typed["title"]), **(typed | {"deputy_team": typed["deputy_team"] or LAST_STOP}))
        return answer(request, room, me, form, edit, after=HOME, again=again)

    @routes.get("/council/directory/teams/{key}")
    def team(request: Request, key: str, me: SignedIn = editor) -> Response:
        return page(request, me, key)

    @routes.post("/council/directory/teams/{key}")
    def change(request: Request, key: str, form: Sent, me: SignedIn = editor) -> Response:
        typed = {name: form.line(name) for name in FIELDS}

        def again(errors: dict[str, str], status: int) -> Response:
            return page(request, me, key, typed, errors, status)

        if errors := _errors(typed):
            return again(errors, 422)
        there = next((row for row in rows.teams(Working.of(room, me).content) if row.key == key), None)
        new: dict[str, str | None] = {
            name: value if there is None or value != getattr(there, name) else None
            for name, value in typed.items()
        }
        if not new["deputy_team"]:  # the contact centre has none
            new["deputy_team"] = None
        if there and not any(new.values()):
            return again({"form": "Nothing was changed"}, 422)
        return answer(request, room, me, form, ChangeTeam(key, **new), after=HOME, again=again)

    def remove_page(
        request: Request, me: SignedIn, key: str, errors: Mapping[str, str] | None = None, status: int = 200
    ) -> Response:
        working = Working.of(room, me)
        row = next((row for row in rows.teams(working.content) if row.key == key), None)
        if row is None:
            return not_found(request, room, me, "team", HOME)
        return room.page(
            request,
            "council/remove.html",
            me,
            status=status,
            working=working,
            title=f"Remove the team {row.title}",
            advice="It can go once no service, person, article or other team leads to it.",
            action=f"{HOME}/teams/{key}/remove",
            field="key",
            value=key,
            back=f"{HOME}/teams/{key}",
            errors=errors or {},
        )

    @routes.get("/council/directory/teams/{key}/remove")
    def removing(request: Request, key: str, me: SignedIn = editor) -> Response:
        return remove_page(request, me, key)

    @routes.post("/council/directory/teams/{key}/remove")
    def remove(request: Request, key: str, form: Sent, me: SignedIn = editor) -> Response:
        def again(errors: dict[str, str], status: int) -> Response:
            return remove_page(request, me, key, {"form": next(iter(errors.values()))}, status)

        edit: Edit = RemoveTeam(key)
        return answer(request, room, me, form, edit, after=HOME, again=again)


def _errors(typed: Mapping[str, str]) -> dict[str, str]:
    return {name: words for name, words in MISSING.items() if not typed[name]}


def _key(title: str) -> str:
    """Trading standards -> trading_standards."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return "_".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("_")
