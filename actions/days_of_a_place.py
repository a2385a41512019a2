"""A day on which a place differs from what its article says of every day: "is the tip open on Christmas Day".

The answer of an article gives the usual hours. The days that differ stand in a line of it, and for such a day that line
is the answer: whoever drives to a shut gate was told wrong.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from actions.base import Turn
from actions.named_days import days_named
from actions.opening import HOURS_IN, names_hours, opens_at_times
from council.calendar import WorkingCalendar
from council.hours import LONDON
from kb.articles import Article
from kb.lines import line_naming

_FIXED = {(12, 25): "christmas day", (12, 26): "boxing day", (1, 1): "new year's day"}
_TODAY = re.compile(r"(?i)\b(?:today|now|tonight|this (?:morning|afternoon|evening)|at the moment|still)\b")
_TOMORROW = re.compile(r"(?i)\btomorrow\b")
# "Is it open", after an answer about a place; "are you open" is asked of the council.
_OF_IT = re.compile(r"(?i)\b(?:it|it's|they|there|that|this place|the place)\b")

_AND = re.compile(r"(?i)^\W*(?:(?:ok|right|oh|so)\W+)*(?:and|what about|how about|on)\b")


def told_of_the_day(turn: Turn, article: Article) -> bool:
    """Say the line of the article that has the day they ask about. Returns whether there was one."""
    if not opens_at_times(article) or not names_hours(turn.heard.words):
        return False
    return _said(turn, article)


def told_of_a_day_there(turn: Turn) -> bool:
    """The same of a further question, "is it open on Boxing Day" or "and on Christmas Day", after an answer about the
    place; whatever it is taken for."""
    article, words = turn.wired.articles.get(turn.told_article), turn.heard.words
    if article is None or turn.heard.value is not None or not opens_at_times(article):
        return False
    goes_on = names_hours(words) and _OF_IT.search(words)
    after_hours = (turn.told or "").endswith(HOURS_IN) and _AND.match(words)
    return bool(goes_on or after_hours) and _said(turn, article)


def _said(turn: Turn, article: Article) -> bool:
    line = line_naming(article, _names(turn))
    if line is None:
        return False
    turn.say("utter_line_of_article", note="answered", heading=line.heading, line=line.text)
    turn.told = f"{article.name}{HOURS_IN}"
    return True


def _names(turn: Turn) -> frozenset[str]:
    """What the days they ask about are called, in small letters; none of an ordinary day."""
    words, calendar = turn.heard.words, turn.wired.council.team("contact_centre").hours.calendar
    today = turn.wired.around(spoken=turn.spoken).at.astimezone(LONDON).date()
    dates = (str(entity.value) for entity in turn.heard.named("date") if re.search(r"\d", entity.text))
    named = days_named(words, sorted(map(date.fromisoformat, dates)), today, calendar)
    if named:
        days = named.days
    elif _TOMORROW.search(words):
        days = (today + timedelta(days=1),)
    else:
        days = (today,) if _TODAY.search(words) else ()
    return frozenset(name for day in days for name in _called(day, calendar))


def _called(day: date, calendar: WorkingCalendar) -> list[str]:
    if fixed := _FIXED.get((day.month, day.day)):
        return [fixed]
    title = calendar.holidays.get(day)
    return ["bank holiday", title.lower().replace("’", "'")] if title else []
