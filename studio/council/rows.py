"""What the pages list of the council's own files, whatever is wrong elsewhere in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from council.calendar import HolidaysRunOut, WorkingCalendar, calendar_of
from council.hours import DAYS
from studio.files.content import Content
from studio.files.edits.promises import TIMES
from studio.files.edits.words import WAYS

UNITS = {
    "working_days": "working days",
    "working_hours": "working hours",
    "seconds": "seconds",
    "calendar_months": "months",
}
HOLIDAYS_AHEAD = timedelta(days=400)


@dataclass(frozen=True)
class Sentence:
    """One of words.yml, in each way of saying it; empty where it has none of its own."""

    name: str
    text: str
    spoken: str
    texted: str

    @property
    def title(self) -> str:
        return self.name.replace("_", " ").capitalize()

    def has(self, wanted: list[str]) -> bool:
        words = f"{self.name} {self.title} {self.text} {self.spoken} {self.texted}".lower()
        return all(word in words for word in wanted)


@dataclass(frozen=True)
class PromiseRow:
    """`due`: the date a case opened today is promised for; none where the promise gives no date."""

    key: str
    title: str
    says: str
    time: int
    unit: str
    paper: str
    after: str
    due: date | None

    @property
    def within(self) -> str:
        """Such as 3 working days, 1 month."""
        unit = UNITS[self.unit]
        return f"{self.time:,} {unit if self.time != 1 else unit.removesuffix('s')}"


@dataclass(frozen=True)
class HoursRow:
    """A set of opening hours: its days with hours such as 08:45-17:15; a day it is closed has none."""

    key: str
    title: str
    days: dict[str, str]


@dataclass(frozen=True)
class DayRow:
    """A day that differs. `hours` is empty when closed."""

    day: date
    key: str
    title: str
    hours: str
    reason: str


@dataclass(frozen=True)
class PersonRow:
    name: str
    role: str
    team: str
    extension: str
    ex_directory: bool
    nicknames: tuple[str, ...]
    deputy: str
    phone: str

    def has(self, wanted: list[str]) -> bool:
        words = f"{self.name} {self.role} {self.team} {self.extension} {' '.join(self.nicknames)}".lower()
        return all(word in words for word in wanted)


@dataclass(frozen=True)
class TeamRow:
    key: str
    title: str
    spoken: str
    phone: str
    hours: str
    deputy_team: str


def sentences(content: Content) -> list[Sentence]:
    rows = content.council_file("words").values.items()
    return [
        Sentence(str(name), *(_words(row, way) for way in WAYS))
        for name, row in rows
        if isinstance(row, dict)
    ]


def promises(content: Content, today: date) -> list[PromiseRow]:
    listed = _section(content, "promises", "promises")
    calendar = _calendar(content)
    found = []
    for key, row in listed.items():
        unit = next((each for each in TIMES if isinstance(row.get(each), int)), None)
        if unit:
            found.append(
                PromiseRow(
                    key,
                    _words(row, "title") or key,
                    _words(row, "says"),
                    row[unit],
                    unit,
                    _words(row, "paper"),
                    _words(listed.get(_words(row, "after"), {}), "title"),
                    _due(listed, key, today, calendar) if calendar else None,
                )
            )
    return found


def hours(content: Content) -> list[HoursRow]:
    return [
        HoursRow(key, _words(row, "title") or key, {day: _words(row, day) for day in DAYS})
        for key, row in _section(content, "hours", "hours").items()
    ]


def days_that_differ(content: Content) -> list[DayRow]:
    """The earliest first."""
    titles = {row.key: row.title for row in hours(content)}
    listed = content.council_file("hours").values.get("exceptions")
    found = [
        DayRow(
            row["date"],
            key := _words(row, "key"),
            titles.get(key, key),
            "" if row.get("closed") is True else _words(row, "hours"),
            _words(row, "reason"),
        )
        for row in (listed if isinstance(listed, list) else ())
        if isinstance(row, dict) and isinstance(row.get("date"), date)
    ]
    return sorted(found, key=lambda row: (row.day, row.title))


def bank_holidays(content: Content, today: date) -> list[tuple[date, str]]:
    """Those of the coming year, on which everything is closed unless a day that differs says otherwise."""
    calendar = _calendar(content)
    listed = calendar.holidays.items() if calendar else ()
    return sorted((day, title) for day, title in listed if today <= day <= today + HOLIDAYS_AHEAD)


def people(content: Content) -> list[PersonRow]:
    listed = content.council_file("teams").values.get("people")
    return [
        PersonRow(
            name,
            _words(row, "role"),
            _words(row, "team"),
            _words(row, "extension"),
            row.get("ex_directory", False) is not False,
            tuple(map(str, row.get("nicknames") or ())),
            _words(row, "deputy"),
            _words(row, "phone"),
        )
        for row in (listed if isinstance(listed, list) else ())
        if isinstance(row, dict) and (name := _words(row, "name"))
    ]


def teams(content: Content) -> list[TeamRow]:
    return [
        TeamRow(
            key,
            _words(row, "title") or key,
            _words(row, "spoken"),
            _words(row, "phone"),
            _words(row, "hours"),
            _words(row, "deputy_team"),
        )
        for key, row in _section(content, "teams", "teams").items()
    ]


def _section(content: Content, file: str, name: str) -> dict[str, dict[str, Any]]:
    listed = content.council_file(file).values.get(name)
    rows = listed.items() if isinstance(listed, dict) else ()
    return {str(key): row for key, row in rows if isinstance(row, dict)}


def _words(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value)


def _calendar(content: Content) -> WorkingCalendar | None:
    try:
        return calendar_of(str(content.council_file("identity").values.get("nation")))
    except ValueError:
        return None


def _due(listed: dict[str, dict[str, Any]], key: str, today: date, calendar: WorkingCalendar) -> date | None:
    """As council.Council.due counts. None for a promise that gives no date, or one too far ahead to count."""
    day = today
    try:
        for step in _steps(listed, key):
            row = listed[step]
            if not isinstance(row.get("working_days"), int) and not isinstance(row.get("working_hours"), int):
                return None
            days = row.get("working_days") or -(-row.get("working_hours", 0) // 24)
            day = calendar.add_working_days(day, days)
    except (HolidaysRunOut, KeyError):
        return None
    return day


def _steps(listed: dict[str, dict[str, Any]], key: str) -> Iterator[str]:
    """The promises one after another whose times add up, the first first. Raises KeyError for a loop."""
    chain = [key]
    while before := _words(listed[chain[-1]], "after"):
        if before in chain:
            raise KeyError(before)
        chain.append(before)
    return reversed(chain)
