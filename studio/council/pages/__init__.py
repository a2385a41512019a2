"""The pages of the council's own words: the first of them, and those it leads to."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from council.hours import LONDON
from staff.sessions import SignedIn
from studio.council import rows
from studio.council.alerts import COMING, LIVE, alerts_of, state
from studio.council.pages import (
    about_page,
    alerts_page,
    hours_page,
    people_page,
    promises_page,
    sentences_page,
    teams_page,
)
from studio.files.content import Content
from studio.room import Room
from studio.working import Working

PARTS = (about_page, sentences_page, alerts_page, hours_page, promises_page, people_page, teams_page)


def add_routes(routes: APIRouter, room: Room, editor: Any, approver: Any) -> None:
    """/studio/council and everything under it."""
    for part in PARTS:
        part.add_routes(routes, room, editor)

    @routes.get("/council")
    def council(request: Request, me: SignedIn = editor, saved: str = "") -> Response:
        working, moment = Working.of(room, me, saved), room.clock()
        content, today = working.content, moment.astimezone(LONDON).date()
        states = [state(alert, moment) for alert in alerts_of(Content(room.content))]
        differ = [day for day in rows.days_that_differ(content) if day.day >= today]
        return room.page(
            request,
            "council/home.html",
            me,
            working=working,
            live=states.count(LIVE),
            coming=states.count(COMING),
            called=content.council_file("identity").values.get("name", ""),
            sentences=len(rows.sentences(content)),
            hours=len(rows.hours(content)),
            differ=len(differ),
            promises=len(rows.promises(content, today)),
            people=len(rows.people(content)),
            teams=len(rows.teams(content)),
        )
