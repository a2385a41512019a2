"""Opening hours: the usual week of each set, bank holidays, and the days that differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from council.hours import DAYS, LONDON
from staff.sessions import SignedIn
from studio.council import rows
from studio.council.pages.missing import not_found
from studio.files.edits.base import Edit
from studio.files.edits.hours import ChangeWeek, RemoveException, SaveExceptions
from studio.room import Room
from studio.sent import Sent, SentForm
from studio.working import Working, answer

HOME = "/studio/council/hours"
DAY_PARTS = ("day", "month", "year")
OPEN, CLOSED = "open", "closed"


def add_routes(routes: APIRouter, room: Room, editor: Any) -> None:
    def today() -> date:
        return room.clock().astimezone(LONDON).date()

    def page(
        request: Request,
        me: SignedIn,
        typed: Mapping[str, str] | None = None,
        keys: Sequence[str] = (),
        errors: Mapping[str, str] | None = None,
        saved: str = "",
        status: int = 200,
    ) -> Response:
        working, blank = Working.of(room, me, saved), dict.fromkeys((*DAY_PARTS, "hours", "reason"), "")
        differ = rows.days_that_differ(working.content)
        return room.page(
            request,
            "council/hours.html",
            me,
            status=status,
            working=working,
            sets=rows.hours(working.content),
            week=DAYS,
            holidays=rows.bank_holidays(working.content, today()),
            coming=[row for row in differ if row.day >= today()],
            over=[row for row in differ if row.day < today()],
            filled=blank | {"is": CLOSED} | dict(typed or {}),
            keys=keys,
            errors=errors or {},
        )

    def week_page(
        request: Request,
        me: SignedIn,
        key: str,
        typed: Mapping[str, str] | None = None,
        errors: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        working = Working.of(room, me)
        row = next((row for row in rows.hours(working.content) if row.key == key), None)
        if row is None:
            return not_found(request, room, me, "set of hours", HOME)
        return room.page(
            request,
            "council/week.html",
            me,
            status=status,
            working=working,
            row=row,
            week=DAYS,
            filled=row.days | dict(typed or {}),
            errors=errors or {},
        )

    @routes.get("/council/hours")
    def hours(request: Request, me: SignedIn = editor, saved: str = "") -> Response:
        return page(request, me, saved=saved)

    @routes.post("/council/hours/days")
    def save_day(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        """A day that differs, for the sets of hours that are ticked."""
        typed = {name: form.line(name) for name in (*DAY_PARTS, "is", "hours", "reason")}
        keys = tuple(form.ticked("key"))

        def again(errors: dict[str, str], status: int) -> Response:
            return page(request, me, typed, keys, errors, status=status)

        day = _day(form)
        errors = {}
        if day is None:
            errors["date"] = "Enter a real date, such as 24 12 2026"
        elif day < today():
            errors["date"] = "Enter a day to come"
        if not keys:
            errors["key"] = "Select whose hours they are"
        if typed["is"] not in (OPEN, CLOSED):
            errors["is"] = "Select whether it is closed"
        elif typed["is"] == OPEN and not typed["hours"]:
            errors["hours"] = "Enter the hours, such as 10:30-16:45"
        if not typed["reason"]:
            errors["reason"] = "Enter why, in words we can say to a resident"
        if errors or day is None:
            return again(errors, 422)
        edit = SaveExceptions(day, keys, typed["hours"] if typed["is"] == OPEN else None, typed["reason"])
        return answer(request, room, me, form, edit, after=HOME, again=again)

    @routes.post("/council/hours/days/remove")
    def remove_day(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        def again(errors: dict[str, str], status: int) -> Response:
            return page(request, me, errors={"form": next(iter(errors.values()))}, status=status)

        try:
            edit: Edit = RemoveException(date.fromisoformat(form.words("date")), form.words("key"))
        except ValueError:
            return again({"date": "That day is as usual already"}, 422)
        return answer(request, room, me, form, edit, after=HOME, again=again)

    @routes.get("/council/hours/{key}")
    def week(request: Request, key: str, me: SignedIn = editor) -> Response:
        return week_page(request, me, key)

    @routes.post("/council/hours/{key}")
    def change_week(request: Request, key: str, form: Sent, me: SignedIn = editor) -> Response:
        """A day without hours is closed."""
        typed = {day: form.line(day) for day in DAYS if day in form}

        def again(errors: dict[str, str], status: int) -> Response:
            return week_page(request, me, key, typed, errors, status)

        row = next((row for row in rows.hours(Working.of(room, me).content) if row.key == key), None)
        changed = tuple(
            (day, hours or None) for day, hours in typed.items() if row and hours != row.days[day]
        )
        if row and not changed:
            return again({"form": "Nothing was changed"}, 422)
        return answer(request, room, me, form, ChangeWeek(key, changed), after=HOME, again=again)


def _day(form: SentForm) -> date | None:
    try:
        day, month, year = (int(form.line(part)) for part in DAY_PARTS)
        return date(year, month, day)
    except ValueError:
        return None
