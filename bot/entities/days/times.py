"""Times of day in London: "half past two", "quarter to 3", "2.30pm", "at nine thirty", "half two"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.entities.found import Found
from bot.entities.said import Said

_HOUR = r"(?P<hour>1[0-2]|0?[1-9])"
_HALF = r" ?(?P<half>am|pm|a\.m\.?|p\.m\.?)(?!\w)"
_OF_DAY = r"(?: (?:in the |on |this |tomorrow |yesterday |at )?(?P<period>morning|afternoon|evening|night|tonight)\b)?"
_OCLOCK = rf"(?: ?o'?clock)?(?:{_HALF}|{_OF_DAY})"
# What makes "five to six" a number of something and "half two" no time.
_THINGS = (
    r"(?! ?(?:weeks?|days?|months?|years?|hours?|minutes?|mins?|people|bags?|bins?|feet|foot|inch(?:es)?|miles?|metres?"
    r"|pounds?|quid|times|yards|of us|percent|%|houses|cars|children|kids|year olds|items|sacks|boxes)\b)"
)
_BEFORE = r"(?:at|by|about|around|round|until|till|til|after|before|from|since|for)"
_A_DAY = r"(?:today|tomorrow|yesterday|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"

# At the end of what is said: "tomorrow at 2", not "tomorrow at 2 Mill Lane".
_ENDS = r"(?=\W*$|\W+(?:please|if|or|and|for|to|when|is|would)\b)"
_TO = rf"(?P<side>to) {_HOUR}\b"


def _compiled(*patterns: str) -> list[re.Pattern[str]]:
    return [re.compile(pattern) for pattern in patterns]


# In a match `whole` is the time itself where more is needed to know it for one. The first of each pair must be in a
# message for any of the patterns to fit.
_PATTERNS: list[tuple[re.Pattern[str], list[re.Pattern[str]]]] = [
    (
        re.compile(r"\d ?[ap]\.?m\b|\d:\d\d|\d ?(?:hours|hrs)\b|\b(?:noon|midday|midnight)\b"),
        _compiled(
            rf"\b{_HOUR}(?:[:. ](?P<minute>[0-5]\d))?{_HALF}",
            rf"(?<![\w:.])(?P<hour24>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?![\w:]){_OF_DAY}",
            r"\b(?P<hour24>[01]\d|2[0-3])(?P<minute>[0-5]\d) ?(?:hours|hrs)\b",
            r"\b(?P<named>noon|midday|midnight)\b",
        ),
    ),
    (
        re.compile(r"\b(?:half|quarter|past|o'?clock|after|to \d)|\do'?clock"),
        _compiled(
            rf"\bhalf (?:past )?{_HOUR}\b{_THINGS}{_OCLOCK}",
            rf"\b(?P<quarter>quarter) (?P<side>past|to|after|before) {_HOUR}\b{_OCLOCK}",
            rf"\b(?P<minutes>5|10|20|25) (?:minutes? |mins )?(?P<side>past|after) {_HOUR}\b{_THINGS}{_OCLOCK}",
            rf"\b{_BEFORE} (?P<whole>(?P<minutes>5|10|20|25) (?:minutes? |mins )?{_TO}{_THINGS}{_OCLOCK})",
            rf"\b(?P<minutes>5|10|20|25) (?:minutes |mins ){_TO}{_OCLOCK}",
            rf"\b{_HOUR} ?o'?clock\b{_OCLOCK}",
        ),
    ),
    (
        re.compile(rf"\b{_BEFORE} \d"),
        _compiled(
            rf"\b{_BEFORE} (?P<whole>{_HOUR}[. ](?P<minute>[0-5]\d))(?![\w.]|,\d| ?[£%]){_THINGS}{_OF_DAY}",
            rf"\b{_A_DAY} {_BEFORE} (?P<whole>{_HOUR})\b(?![:./]\d|\d| ?\w*\d){_THINGS}{_ENDS}",
            rf"\bat (?P<whole>{_HOUR}) (?:on )?(?={_A_DAY}\b)",
        ),
    ),
    (
        re.compile(r"\d (?:in the|at night|this|tonight)\b"),
        _compiled(
            rf"\b{_HOUR} (?:in the (?P<period>morning|afternoon|evening)|at (?P<dark>night))\b",
            rf"\b(?P<whole>{_HOUR}) (?:this (?P<period>morning|afternoon|evening)|(?P<dark>tonight))\b",
        ),
    ),
]
_NAMED = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}


def times(said: Said) -> Iterator[Found]:
    """`time` as 14:30, in London."""
    for trigger, patterns in _PATTERNS:
        for pattern in patterns if trigger.search(said.text) else ():
            for match in pattern.finditer(said.text):
                parts = match.groupdict()
                value, other = _read(match[0], parts)
                yield Found("time", value, *said.of_match(match, "whole" if parts.get("whole") else 0), other)


def _read(text: str, parts: dict[str, str | None]) -> tuple[str, str | None]:
    """The time, and the same by the other half of the day when the words leave it open."""
    if named := parts.get("named"):
        return _NAMED[named], None
    minutes = _minutes(text, parts)
    if (hour24 := parts.get("hour24")) and (len(hour24) == 2 or int(hour24) == 0) and not parts.get("period"):
        return _shown(int(hour24) * 60 + minutes), None
    hour = int(parts.get("hour") or hour24 or 0)
    half = _half(parts)
    if half is None and hour <= 12:
        # By the hours offices keep: seven to eleven are before noon.
        guess = hour % 12 + (0 if 7 <= hour <= 11 else 12)
        return _shown(guess * 60 + minutes), _shown((guess + 12) * 60 + minutes)
    return _shown(((hour % 12 + (12 if half == "pm" else 0)) if half else hour) * 60 + minutes), None


def _minutes(text: str, parts: dict[str, str | None]) -> int:
    """Past the hour; below 0 for those to it."""
    if parts.get("minute"):
        return int(parts["minute"] or 0)
    if side := parts.get("side"):
        away = 15 if parts.get("quarter") else int(parts.get("minutes") or 0)
        return away if side in ("past", "after") else -away
    return 30 if text.startswith("half") else 0


def _half(parts: dict[str, str | None]) -> str | None:
    if half := parts.get("half"):
        return half[0] + "m"
    if parts.get("dark") or parts.get("period") in ("afternoon", "evening", "night", "tonight"):
        hour = int(parts.get("hour") or parts.get("hour24") or 0)
        return "am" if hour <= 5 and (parts.get("dark") or parts.get("period") == "night") else "pm"
    return "am" if parts.get("period") == "morning" else None


def _shown(minutes: int) -> str:
    """Minutes after midnight, whichever day they run into."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
