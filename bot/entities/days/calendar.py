"""Which day some words mean, counted from today: the last Friday, the next, or both when they leave it open.

Every function takes the parts a pattern of dates.py found, today in London, and whether the sentence looks
ahead (None: it does not say). It gives the likelier day and the other one the words may mean, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta

from bot.entities.days import holidays

Parts = Mapping[str, str | None]
Ahead = bool | None
Days = tuple[date, date | None]
Resolve = Callable[[Parts, date, Ahead], Days | None]

NTH_WITHIN = 62  # days to either side in which there is always a 31st

WEEKDAYS = {
    "monday|mon|munday|mondy": 0,
    "tuesday|tues|tue|tusday|teusday|tuseday|tuesdy|chewsday": 1,
    "wednesday|weds|wed|wensday|wednsday|wendsday|wednesdy|wedensday": 2,
    "thursday|thurs|thur|thu|thersday|thurday|thrusday": 3,
    "friday|fri|firday|fryday": 4,
    "saturday|sat|saterday|satuday|saturdy": 5,
    "sunday|sun|sundy": 6,
}
MONTHS = {
    "january|jan": 1, "february|feb|febuary": 2, "march|mar": 3, "april|apr": 4, "may": 5, "june|jun": 6,
    "july|jul": 7, "august|aug": 8, "september|sept|sep": 9, "october|oct": 10, "november|nov": 11,
    "december|dec": 12,
}  # fmt: skip
WEEKDAY = {name: number for names, number in WEEKDAYS.items() for name in names.split("|")}
MONTH = {name: number for names, number in MONTHS.items() for name in names.split("|")}
TOMORROW = r"tom+or+ow|tmrw|tmr|tomoz|2mor+ow?"


def relative(parts: Parts, today: date, ahead: Ahead) -> Days:
    """Yesterday, the day after tomorrow, a week today, two weeks ago yesterday."""
    moved = -1 if parts["back"] else 1 if parts["on"] else 0
    if parts["beside"]:
        moved *= 2
    if weeks := _weeks(parts):
        back = moved < 0 or parts["ago"] or (moved == 0 and ahead is False)
        moved += -7 * weeks if back else 7 * weeks
    return today + timedelta(days=moved), None


def weeks_after_coming(parts: Parts, today: date, _: Ahead) -> Days:
    """A week on Friday, Tuesday week: counted from the coming one."""
    return _coming(_weekday(parts), today) + timedelta(weeks=_weeks(parts) or 1), None


def weeks_before_last(parts: Parts, today: date, _: Ahead) -> Days:
    """A week last Friday, the Friday before last: counted from the last one."""
    return _last(_weekday(parts), today) - timedelta(weeks=_weeks(parts) or 1), None


def of_a_week(parts: Parts, today: date, _: Ahead) -> Days:
    """Thursday last week: by the calendar, weeks beginning on Monday."""
    return _in_week(parts, today, {"last": -1, "this": 0, "next": 1}[parts["which"] or ""]), None


def last_weekday(parts: Parts, today: date, _: Ahead) -> Days:
    return _last(_weekday(parts), today), None


def next_weekday(parts: Parts, today: date, _: Ahead) -> Days:
    """Of the next calendar week: on a Monday "next Friday" is not in four days. Some mean the coming one."""
    day, coming = _in_week(parts, today, 1), _coming(_weekday(parts), today)
    return day, coming if coming != day else None


def coming_weekday(parts: Parts, today: date, _: Ahead) -> Days:
    return _coming(_weekday(parts), today), None


def this_weekday(parts: Parts, today: date, ahead: Ahead) -> Days:
    """Still to come, today included, unless the sentence looks back."""
    weekday = _weekday(parts)
    if ahead is False:
        return _latest(weekday, today), _coming(weekday, today)
    return _soonest(weekday, today), _last(weekday, today)


def weekday(parts: Parts, today: date, ahead: Ahead) -> Days:
    """The latest, today included, unless the sentence looks ahead."""
    latest, coming = _latest(_weekday(parts), today), _coming(_weekday(parts), today)
    return (coming, latest) if ahead else (latest, coming)


def ago(parts: Parts, today: date, _: Ahead) -> Days:
    return today - timedelta(days=_days(parts)), None


def hence(parts: Parts, today: date, _: Ahead) -> Days:
    return today + timedelta(days=_days(parts)), None


def of_a_month(parts: Parts, today: date, ahead: Ahead) -> Days | None:
    """14 March, 14/3/26: the day first, as here. Raises ValueError for a day no month has."""
    named = parts["month"] or ""
    day, month = int(parts["day"] or 0), MONTH.get(named) or int(named)
    if year := parts.get("year"):
        full = year.replace(" ", "").lstrip("'")
        return date(int(full) + (2000 if len(full) == 2 else 0), month, day), None
    days = []
    for years in range(-8, 9):  # 29 February comes only so often
        with suppress(ValueError):
            days.append(date(today.year + years, month, day))
    return _nearer(days, today, ahead)


def nth(parts: Parts, today: date, ahead: Ahead) -> Days | None:
    """The 14th, Friday the 13th, the 3rd of next month. Raises ValueError for a day no month has."""
    number, which = int(parts["day"] or 0), parts.get("which")
    if which:
        month = today.year * 12 + today.month - 1 + {"last": -1, "this": 0, "next": 1}[which]
        return date(month // 12, month % 12 + 1, number), None
    around = [today + timedelta(days=days) for days in range(-NTH_WITHIN, NTH_WITHIN + 1)]
    days = [day for day in around if day.day == number]
    if parts.get("wd"):
        right = [day for day in days if day.weekday() == _weekday(parts)]
        return (min(right, key=lambda day: abs(day - today)), None) if right else None
    return _nearer(days, today, ahead)


def holiday(parts: Parts, today: date, ahead: Ahead) -> Days | None:
    name = (parts["holiday"] or "").replace("xmas", "christmas").replace("years", "year's")
    return _nearer([holidays.NAMED[name](today.year + years) for years in (-1, 0, 1)], today, ahead)


def bank_holiday_monday(_: Parts, today: date, ahead: Ahead) -> Days | None:
    """The next, unless the sentence looks back: who says no more than its name is planning for it."""
    days = [day for years in (-1, 0, 1) for day in holidays.bank_holiday_mondays(today.year + years)]
    return _nearer(days, today, ahead is not False)


def _nearer(days: list[date], today: date, ahead: Ahead) -> Days | None:
    """Of the last of some days and the next, the one the sentence looks towards, else the nearer."""
    before = max((day for day in days if day <= today), default=None)
    after = min((day for day in days if day >= today), default=None)
    if before is None or after is None or before == after:
        day = before or after
        return (day, None) if day else None
    forward = ahead if ahead is not None else after - today < today - before
    return (after, before) if forward else (before, after)


def _in_week(parts: Parts, today: date, weeks: int) -> date:
    return today + timedelta(weeks=weeks, days=_weekday(parts) - today.weekday())


def _weekday(parts: Parts) -> int:
    return WEEKDAY[parts["wd"] or ""]


def _weeks(parts: Parts) -> int:
    """0 when none are said."""
    if parts.get("fortnight"):
        return 2
    return _count(parts.get("weeks")) if parts.get("weeks") else 0


def _days(parts: Parts) -> int:
    if parts.get("fortnight"):
        return 14
    return _count(parts["number"]) * (7 if (parts["unit"] or "").startswith("week") else 1)


def _count(number: str | None) -> int:
    if number and number.isdecimal():
        return int(number)
    return 2 if number and "couple" in number else 1


def _latest(weekday: int, today: date) -> date:
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def _last(weekday: int, today: date) -> date:
    return _latest(weekday, today - timedelta(days=1))


def _soonest(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _coming(weekday: int, today: date) -> date:
    return _soonest(weekday, today + timedelta(days=1))
