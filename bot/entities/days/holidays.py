"""The days people call by name: Christmas Day, Good Friday, bank holiday Monday. By rule, so for any year.

A holiday given once (a coronation) is not among them; promises in working days use the official list instead.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter

NAMED: dict[str, Callable[[int], date]] = {
    "new year's day": lambda year: date(year, 1, 1),
    "valentine's day": lambda year: date(year, 2, 14),
    "good friday": lambda year: easter(year) - timedelta(days=2),
    "easter sunday": easter,
    "easter monday": lambda year: easter(year) + timedelta(days=1),
    "halloween": lambda year: date(year, 10, 31),
    "bonfire night": lambda year: date(year, 11, 5),
    "christmas eve": lambda year: date(year, 12, 24),
    "christmas day": lambda year: date(year, 12, 25),
    "boxing day": lambda year: date(year, 12, 26),
    "new year's eve": lambda year: date(year, 12, 31),
}


def bank_holiday_mondays(year: int) -> list[date]:
    """Of England and Wales (Banking and Financial Dealings Act 1971), with the Mondays given for a weekend."""
    fixed = [
        easter(year) + timedelta(days=1),
        _first_monday(date(year, 5, 1)),
        _first_monday(date(year, 5, 25)),
        _first_monday(date(year, 8, 25)),
    ]
    fixed += [day for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)) if day.weekday() == 0]
    if (new_year := date(year, 1, 1)).weekday() > 4:
        fixed.append(_first_monday(new_year))
    if date(year, 12, 25).weekday() in (5, 6) or date(year, 12, 26).weekday() == 5:
        fixed.append(_first_monday(date(year, 12, 26)))
    return sorted(set(fixed))


def _first_monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)
