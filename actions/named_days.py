"""Which days some words about opening hours name: Christmas, a bank holiday, a date. The council's nation says when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from council.calendar import WorkingCalendar

FEW = 3  # bank holidays told where all were asked about
A_YEAR = timedelta(days=366)
_BANK_HOLIDAY = re.compile(r"(?i)\b(?:bank|public) holiday(s)?\b")
_CHRISTMAS = re.compile(r"(?i)\b(?:christmas|xmas|festive|holiday (?:season|period))\b")
_NEW_YEAR = re.compile(r"(?i)\bnew year'?s?\b")
_EASTER = re.compile(r"(?i)\beaster\b")
_EVES = {
    "christmas eve": (12, 24),
    "xmas eve": (12, 24),
    "new year's eve": (12, 31),
    "new years eve": (12, 31),
}
_ON_THE_DAY = {
    "christmas day": (12, 25),
    "xmas day": (12, 25),
    "boxing day": (12, 26),
    "new year's day": (1, 1),
}


@dataclass(frozen=True)
class Days:
    """The days named. `all_of_them`: each is to be told; else only those that are not as usual."""

    days: tuple[date, ...]
    all_of_them: bool


def days_named(words: str, dates: Iterable[date], today: date, calendar: WorkingCalendar) -> Days | None:
    """The days that are asked about. `dates` are those read in the words. None where they name none."""
    said = words.lower().replace("’", "'").replace("new years day", "new year's day")
    coming = [day for day in sorted(calendar.holidays) if today <= day <= today + A_YEAR]
    for name, (month, day) in {**_EVES, **_ON_THE_DAY}.items():
        if name in said:
            return Days((_next(month, day, today),), all_of_them=True)
    titled = [day for day in coming if calendar.holidays[day].lower().replace("’", "'") in said]
    of_month = [day for day in coming if f"{day:%B} bank holiday".lower() in said]
    if titled or of_month:
        return Days(tuple((titled or of_month)[:1]), all_of_them=True)
    if _CHRISTMAS.search(said):
        return Days(_between(_christmas(today)), all_of_them=False)
    if _NEW_YEAR.search(said):
        first = _next(1, 1, today)
        return Days(_between((first - timedelta(days=1), first + timedelta(days=3))), all_of_them=False)
    if _EASTER.search(said):
        easter = [day for day in coming if calendar.holidays[day] in ("Good Friday", "Easter Monday")]
        return Days(_between((easter[0], easter[-1])), all_of_them=False) if easter else None
    if found := _BANK_HOLIDAY.search(said):
        return Days(tuple(coming[: FEW if found[1] else 1]), all_of_them=True) if coming else None
    ahead = [day for day in dates if day >= today]
    return Days((ahead[0],), all_of_them=True) if ahead else None


def _next(month: int, day: int, today: date) -> date:
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _christmas(today: date) -> tuple[date, date]:
    """From Christmas Eve to the last day that may stand in for New Year's Day: this one, while it lasts."""
    year = today.year - 1 if (today.month, today.day) <= (1, 4) else today.year
    return max(date(year, 12, 24), today), date(year + 1, 1, 4)


def _between(ends: tuple[date, date]) -> tuple[date, ...]:
    first, last = ends
    return tuple(first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
