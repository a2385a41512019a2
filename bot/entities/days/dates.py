"""Days, as people name them, looking back and ahead: "Friday gone", "a week on Friday", "the 14th", "14/3"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from bot.entities.days import calendar
from bot.entities.days.calendar import MONTH, MONTHS, TOMORROW, WEEKDAY, WEEKDAYS, Resolve
from bot.entities.days.facing import looks_ahead
from bot.entities.found import NOTHING, Found
from bot.entities.said import Said

_ANY_WD = f"(?:{'|'.join(WEEKDAYS)})"
_WD = rf"(?P<wd>{'|'.join(WEEKDAYS)})\b"
# "It sat in the sun", "we wed in spring": these name a day only in company.
_UNCLEAR = ("mon", "sat", "sun", "wed")
_CLEAR_WD = rf"(?P<wd>{'|'.join(name for name in WEEKDAY if name not in _UNCLEAR)})\b"
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})\b"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)\b"
_YEAR = r"(?:,? ?(?P<year>(?:19|20) ?\d\d|'\d\d)(?! ?\d))?"
_COUPLE = r"an? couple of|couple of|an?"
_FORTNIGHT = r"(?P<fortnight>(?:an? )?fortnight)"
_WEEKS = rf"(?:(?P<weeks>{_COUPLE}|\d{{1,2}}) weeks?|{_FORTNIGHT})"
_SOME_TIME = rf"(?:(?P<number>{_COUPLE}|\d{{1,3}}) (?P<unit>days?|weeks?)|{_FORTNIGHT})"
_TODAY = "today|tonight|this morning|this afternoon|this evening"
# What makes "the 3rd" a rank, and the number after a month a number of things.
_RANKED = (
    r"(?! (?:times?|floor|bins?|one|house|flat|door|street|avenue|road|lane|attempt|person|call|letter|child|baby"
    r"|birthday|anniversary|week|months?|year|century|in|place|party|form|email|complaint|report|reminder|notice|bag"
    r"|car|vehicle|phone|dog|class|grade)\b)"
)
_NOT_COUNTING = (
    r"(?! (?:bins?|bags?|weeks?|days?|months?|years?|hours?|mins?|minutes?|people|of|times?|am|pm)\b)"
)
# "May" is mostly no month: "flat 4 may be empty".
_NO_VERB = r"(?!may (?:be|i|we|he|she|they|it|have|not|well|also|need|you)\b)"
_NOT_A_PART = r"(?<![\w/.£-])"

_Patterns = list[tuple[re.Pattern[str], Resolve]]


def _compiled(*patterns: tuple[str, Resolve]) -> _Patterns:
    return [(re.compile(pattern), resolve) for pattern, resolve in patterns]


_WITH_WEEKDAY = _compiled(
    (rf"\b{_WEEKS} (?:on |from |this |next |coming |come )*{_WD}", calendar.weeks_after_coming),
    (rf"\b{_WEEKS} (?:ago (?:on |last )?|last |before last ){_WD}", calendar.weeks_before_last),
    (rf"\b{_WD} week\b(?! (?:after|before|on|ago|beginning|commencing|ending))", calendar.weeks_after_coming),
    (rf"\b{_WD} before last\b", calendar.weeks_before_last),
    (rf"\b{_WD} (?:of )?(?P<which>last|next|this) week\b", calendar.of_a_week),
    (rf"\b(?P<which>last|next|this) week(?:'?s)? (?:on )?{_WD}", calendar.of_a_week),
    (rf"\b(?:last|this past|past|previous) {_WD}", calendar.last_weekday),
    (
        rf"\b{_WD} (?:last|gone|just gone|past|just past)\b(?! (?:night|week|time|year|month|\d))",
        calendar.last_weekday,
    ),
    (rf"\bnext {_WD}", calendar.next_weekday),
    (rf"\b{_WD} next\b(?! (?:week|door|month|year|to))", calendar.next_weekday),
    (rf"\b(?:this |the )?(?:coming|forthcoming) {_WD}", calendar.coming_weekday),
    (rf"\b{_WD} coming\b", calendar.coming_weekday),
    (rf"\bthis {_CLEAR_WD}", calendar.this_weekday),
    (rf"\b{_CLEAR_WD}", calendar.weekday),
    (
        rf"(?:(?<=\bon )|(?<=\bsince )|(?<=\bby )|(?<=\bfrom )|^\W*)(?P<wd>{'|'.join(_UNCLEAR)})\b"
        r"(?=\W*$|[,.] | (?:at|the|and|but|morning|afternoon|night|evening)\b)",
        calendar.weekday,
    ),
    (rf"\b{_WD},? (?:the )?{_NTH}{_RANKED}", calendar.nth),
    (r"\bbank holiday monday\b|\bmonday bank holiday\b", calendar.bank_holiday_monday),
)
_COUNTED_FROM_TODAY = _compiled(
    (
        rf"\b(?:{_WEEKS} (?P<ago>ago )?(?:on |from )?)?(?P<beside>(?:the )?day (?:before|after) )?"
        rf"(?:(?P<back>y(?:e|i)s?terday|(?<!the )last night)|{_TODAY}|(?P<on>{TOMORROW}))\b",
        calendar.relative,
    ),
    (rf"\b{_SOME_TIME} (?:ago|back)\b", calendar.ago),
    (rf"\b(?:in )?{_SOME_TIME}'?s?'? (?:time|from (?:now|today))\b", calendar.hence),
)
_WITH_MONTH = _compiled(
    (
        rf"\b(?:{_ANY_WD},? )?(?:the )?{_DAY}(?: day)? ?(?:of )?{_NO_VERB}{_MONTH}(?:\.(?= ?20))?{_YEAR}",
        calendar.of_a_month,
    ),
    (
        rf"\b(?:{_ANY_WD},? )?(?!ma[yr] \d+\b){_MONTH},? (?:the )?{_DAY}(?![\d:/]|\.\d){_NOT_COUNTING}{_YEAR}",
        calendar.of_a_month,
    ),
)
_IN_FIGURES = _compiled(
    (
        rf"{_NOT_A_PART}(?P<day>\d{{1,2}})(?P<mark>[/.-])(?P<month>\d{{1,2}})(?P=mark)(?P<year>(?:20)?\d\d)"
        r"(?![\w/-]|\.\d)",
        calendar.of_a_month,
    ),
    (rf"{_NOT_A_PART}(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?![\w/]|\.\d)", calendar.of_a_month),
    (rf"{_NOT_A_PART}(?P<year>20\d\d)-(?P<month>\d\d)-{_DAY}(?!\w|-\d)", calendar.of_a_month),
    (
        rf"(?:\bthe |(?<=\bon )){_NTH}{_RANKED}(?! (?:of )?(?:{'|'.join(MONTH)})\b)"
        rf"(?: of (?P<which>last|this|next) month\b)?",
        calendar.nth,
    ),
    (rf"^\W*{_NTH}\W*$", calendar.nth),
)
_CALLED_BY_NAME = _compiled(
    (
        r"\b(?P<holiday>(?:christmas|xmas) (?:eve|day)|boxing day|new year'?s (?:eve|day)|good friday"
        r"|easter (?:sunday|monday)|halloween|bonfire night)\b",
        calendar.holiday,
    ),
)
# What must be in a message for any of the patterns to fit: most messages name no day, and looking costs time.
_PATTERNS: list[tuple[re.Pattern[str], _Patterns]] = [
    (re.compile(rf"\b{_ANY_WD}\b"), _WITH_WEEKDAY),
    (
        re.compile(rf"\b(?:today|tonight|this \w+|y[ei]s?terday|last night|ago|back|time|from|{TOMORROW})\b"),
        _COUNTED_FROM_TODAY,
    ),
    (re.compile(rf"\b{_MONTH}"), _WITH_MONTH),
    (re.compile(r"\d(?:st|nd|rd|th)\b|\d[/.-]\d"), _IN_FIGURES),
    (re.compile(r"\b(?:day|eve|night|friday|sunday|monday|halloween)\b"), _CALLED_BY_NAME),
]

# Days of no date in particular, and numbers with a stroke that are no day. They stand against what is found in them.
_NO_DAY = [
    re.compile(pattern)
    for pattern in (
        rf"\b(?:every|each|any|alternate|other|most|usual|normal)(?: other| second| 2nd)? {_ANY_WD}(?:s|'s)?\b",
        rf"\b(?:on )?a {_ANY_WD}\b(?! (?:week|ago|last|next))",
        rf"\b{_ANY_WD} ?(?:to|till|until|through|thru|-|–|/) ?{_ANY_WD}\b",
        rf"\b(?:mothering|palm|remembrance|super|black|cyber|ash|shrove|pancake) {_ANY_WD}\b",
        rf"\b(?:\d+(?:st|nd|rd|th)|first|second|third|fourth) {_ANY_WD}\b",
        rf"\b{_ANY_WD} (?:mornings|afternoons|evenings|nights|class(?:es)?|club|group|market|league|sessions?|slot)\b",
        r"(?<![\w/])(?:24/7|50/50|(?:1/2|1/3|2/3|1/4|3/4)\b(?! of| \d))|\bflat \d+/\d+",
    )
]


def dates(said: Said) -> Iterator[Found]:
    """`date` as 2026-11-18, a day in London."""
    text, today = said.text, said.now.date()
    looked = False
    for trigger, patterns in _PATTERNS:
        if not trigger.search(text):
            continue
        looked = True
        for pattern, resolve in patterns:
            for match in pattern.finditer(text):
                with suppress(OverflowError, ValueError):  # the 31st of February, the year 0
                    if days := resolve(match.groupdict(), today, looks_ahead(text, *match.span())):
                        other = days[1].isoformat() if days[1] else None
                        yield Found("date", days[0].isoformat(), *said.of_match(match), other)
    for pattern in _NO_DAY if looked else ():
        for match in pattern.finditer(text):
            yield Found(NOTHING, "", *said.of_match(match))
