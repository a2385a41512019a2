"""A day that is said by its name or its date: "on Christmas Day", "on the 3rd", "on 3 December"."""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date, timedelta

MARK = "="  # before month and day, or a day alone, in a wish
_NAMED = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "between christmas and new year": (12, 27),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "christmas": (12, 25),
    "new year": (1, 1),
}
_MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}
_MONTH = "|".join(_MONTHS)
_NAME = (
    r"(?:christmas|xmas) (?:eve|day)|boxing day|new year'?s (?:eve|day)|between (?:christmas|xmas) and (?:the"
    r" )?new year"
)
# After what leads to a time; "my bin on Christmas Day" is about the bin, which is ruled out below.
DATE = re.compile(
    rf"(?:\b(?:on|for|until|till|after|before|over|at|back|me|us)\s+|^\W*(?:(?:yes|no|please|maybe|well|um+)\W+)*)"
    rf"(?:(?:the )?(?P<name>{_NAME}|(?:christmas|xmas|new year)(?=\W*(?:please|then|if|$)))"
    rf"|(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)(?: of)?(?: (?P<month>{_MONTH}))?"
    rf"|(?P<plain>\d{{1,2}}) (?P<plain_month>{_MONTH})|(?P<month_first>{_MONTH}) (?:the )?(?P<last>\d{{1,2}})(?:st"
    r"|nd|rd|th)?)\b"
    r"(?! (?:floor|close|lane|road|street|avenue|house|flat|time|one|year|place|row|drive|bin|letter|bill))"
)
_ABOUT = re.compile(r"\b(?:about|regarding|missed|bins?|collections?|open|shut|closed)\b")


def date_named(said: str) -> str | None:
    """The day some words wish for, as a wish keeps it; None where they name none, or it is that of what they are about.
    `said` is in small letters, with plain apostrophes."""
    found = DATE.search(said)
    if found is None or _ABOUT.search(said[: found.start()]):
        return None
    if name := found["name"]:
        month, day = _NAMED[_plainly(name)]
        return f"{MARK}{month:02}-{day:02}"
    number = found["day"] or found["plain"] or found["last"]
    named = found["month"] or found["plain_month"] or found["month_first"]
    if not 1 <= int(number) <= 31:
        return None
    return f"{MARK}{_MONTHS[named]:02}-{int(number):02}" if named else f"{MARK}{int(number):02}"


def next_of(wished: str, today: date) -> date | None:
    """The next day that is meant; None where there is none, such as the 31st of June."""
    month, _, day = wished.removeprefix(MARK).rpartition("-")
    for ahead in range(367):
        one = today + timedelta(days=ahead)
        if one.day == int(day) and (not month or one.month == int(month)):
            return one
    return None


def _plainly(name: str) -> str:
    said = name.replace("xmas", "christmas").replace("new years", "new year's").replace("the new", "new")
    return said if said in _NAMED else said.replace("new year's", "new year")
