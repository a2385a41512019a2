"""Days as residents say them: yesterday, Tuesday, last Thursday, the 14th, 14 March, 14/3."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

import dateparser

from council.hours import DAYS

_WEEKDAY = re.compile(rf"(?i)\b(last\s+)?({'|'.join(DAYS)}|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\b")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_WRITTEN = re.compile(
    rf"(?i)\b(\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})[a-z]*(?:\s+\d{{4}})?"
    rf"|(?:{_MONTHS})[a-z]*\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?)\b"
)
_NTH = re.compile(r"(?i)\bthe (\d{1,2})(?:st|nd|rd|th)\b")


def read_date(words: str, today: date) -> date | None:
    """The day some words name, looking back from today; None when they name none."""
    said = words.lower()
    if re.search(r"\bday before yesterday\b", said):
        return today - timedelta(days=2)
    if re.search(r"\byesterday\b|\blast night\b", said):
        return today - timedelta(days=1)
    if re.search(r"\b(today|this morning|this afternoon)\b", said):
        return today
    if found := _WRITTEN.search(said):
        return _parsed(found[1], today)
    if found := _NTH.search(said):
        return _parsed(f"{found[1]} {today:%B}", today)
    if found := _WEEKDAY.search(said):
        return _last_weekday(found[2], today, strictly=bool(found[1]))
    return None


def _last_weekday(name: str, today: date, *, strictly: bool) -> date:
    """The latest such weekday; today counts unless "last" was said."""
    weekday = next(place for place, day in enumerate(DAYS) if day.startswith(name[:3].lower()))
    back = (today.weekday() - weekday) % 7
    return today - timedelta(days=7 if back == 0 and strictly else back)


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
    return found.date() if found else None
