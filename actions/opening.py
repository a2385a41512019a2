"""Whether somebody is there, now or on a day: from council/hours.yml, where an article only lists the week."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from actions.base import Turn
from council.hours import DAYS, LONDON, OpeningHours
from forms.replies import spoken_date, spoken_time

# The enquiries about opening hours. Which team's hours they mean is the catalogue's.
ABOUT_HOURS = ("query_library_service", "query_contact_details")

_HOURS = re.compile(r"(?i)\b(open|opens|opening|close|closes|closed|closing|shut|shuts|hours)\b")
_DAY = re.compile(rf"(?i)\b(today|tonight|tomorrow|{'|'.join(DAYS)})s?\b")
_NOW = re.compile(
    r"(?i)\b(now|still|next|yet|at the moment|currently|are (you|ye|yous|they|the council) (even )?open)\b"
)


def hours_told(turn: Turn) -> bool:
    """Say the hours, when the words ask for those of a day or of this moment. Returns whether they did."""
    enquiry, words = turn.enquiry, turn.heard.words
    if enquiry is None or enquiry.name not in ABOUT_HOURS or not _HOURS.search(words):
        return False
    hours, at = turn.wired.council.team(enquiry.team).hours, turn.wired.around(spoken=turn.spoken).at
    if found := _DAY.search(words):
        _say_day(turn, hours, _day(found[1].lower(), at.astimezone(LONDON).date()))
    elif _NOW.search(words):
        _say_now(turn, hours, at)
    else:
        return False
    return True


def _day(said: str, today: date) -> date:
    if said in DAYS:
        return today + timedelta(days=(DAYS.index(said) - today.weekday()) % 7)
    return today + timedelta(days=said == "tomorrow")


def _say_day(turn: Turn, hours: OpeningHours, day: date) -> None:
    span = hours.on(day)
    if span is None:
        turn.say("utter_closed_on_day", note="answered", who=hours.title, day=spoken_date(day))
        return
    opens, closes = (datetime.combine(day, time, LONDON) for time in (span.opens, span.closes))
    turn.say(
        "utter_open_on_day",
        note="answered",
        who=hours.title,
        day=spoken_date(day),
        opens=spoken_time(opens),
        closes=spoken_time(closes),
    )


def _say_now(turn: Turn, hours: OpeningHours, at: datetime) -> None:
    closing = hours.closing(at)
    if closing and hours.is_open(at):
        turn.say("utter_open_now", note="answered", who=hours.title, closes=spoken_time(closing))
        return
    opening = hours.next_opening(at)
    day, time = spoken_date(opening.date()), spoken_time(opening)
    turn.say("utter_closed_now", note="answered", who=hours.title, day=day, opens=time)
