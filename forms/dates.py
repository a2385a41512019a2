"""Days as residents say them: yesterday, Tuesday, last Thursday, the 14th, 14 March, 14/3."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

import dateparser

from council.hours import DAYS

_SHORT = "mon|tue|tues|thu|thur|thurs|fri"
# "It sat in the sun" names no day: these count only after "on" or by themselves.
_SHORT_WORDS = r"(?<=\bon )(?:wed|sat|sun)|(?<=\blast )(?:wed|sat|sun)|(?<=^)(?:wed|sat|sun)(?=\W*$)"
_WEEKDAY = re.compile(rf"\b(last\s+)?({'|'.join(DAYS)}|{_SHORT}|{_SHORT_WORDS})\b")
# In full or by their first letters: "Marlbury 2" is no day in March.
_MONTHS = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_WRITTEN = re.compile(
    rf"\b(\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTHS}\b(?:\s+\d{{4}})?"
    rf"|{_MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?)\b"
)
_NTH = re.compile(r"\bthe (\d{1,2})(?:st|nd|rd|th)\b")
_AGO = re.compile(r"\b(a|one|two|three|four|five|six|\d{1,2}) (day|week)s? ago\b")
_NUMBERS = {word: number for number, word in enumerate("zero one two three four five six".split())} | {"a": 1}


def read_date(words: str, today: date) -> date | None:
    """The day some words name, looking back from today; None when they name none."""
    said = words.lower()
    if re.search(r"\bday before yesterday\b", said):
        return today - timedelta(days=2)
    if re.search(r"\byesterday\b|\blast night\b", said):
        return today - timedelta(days=1)
    if found := _AGO.search(said):
        number = _NUMBERS.get(found[1]) or int(found[1])
        return today - timedelta(days=number * (7 if found[2] == "week" else 1))
    if re.search(r"\b(today|this morning|this afternoon)\b", said):
        return today
    if found := _WRITTEN.search(said):
        return _parsed(found[1], today)
    if found := _NTH.search(said):
        return _latest_nth(int(found[1]), today)
    if found := _WEEKDAY.search(said):
        return _last_weekday(found[2], today, strictly=bool(found[1]))
    return None


def _last_weekday(name: str, today: date, *, strictly: bool) -> date:
    """The latest such weekday; today counts unless "last" was said."""
    weekday = next(place for place, day in enumerate(DAYS) if day.startswith(name[:3].lower()))
    back = (today.weekday() - weekday) % 7
    return today - timedelta(days=7 if back == 0 and strictly else back)


def _latest_nth(number: int, today: date) -> date | None:
    """The 25th, said on the 18th, was last month."""
    days = (today - timedelta(days=back) for back in range(62))
    return next((day for day in days if day.day == number), None)


def _parsed(text: str, today: date) -> date | None:
    found = dateparser.parse(
        text.replace(" of ", " "),
        languages=["en"],
        settings={
            "DATE_ORDER": "DMY",
            "PREFER_DATES_FROM": "past",
            "RELATIVE_BASE": datetime.combine(today, time(12)),
        },
    )
    if found is None or not re.search(rf"\b0?{found.day}(?:\D|$)", text):
        return None  # "32 November" would be read as November 2032
    return found.date()
