"""Times, numbers and names as an adviser reads them."""

from __future__ import annotations

from datetime import datetime

from council.hours import LONDON
from pages.masthead import clock

CHANNELS = {"webchat": "Web chat", "phone": "Phone", "text": "Text message"}
LEFT = {"webchat": "the chat", "phone": "the call", "text": "the conversation by text"}


def waited(since: datetime, moment: datetime) -> str:
    """4 minutes, 1 hour 5 minutes. Whole minutes, so that the page changes once a minute."""
    minutes = max(0, int((moment - since).total_seconds() // 60))
    hours, minutes = divmod(minutes, 60)
    parts = [_count(hours, "hour") if hours else "", _count(minutes, "minute") if minutes else ""]
    return " ".join(part for part in parts if part) or "less than 1 minute"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def clock_time(moment: datetime) -> str:
    """9.05am, 5pm, midday: London time."""
    return clock(moment.astimezone(LONDON).time().replace(second=0, microsecond=0))


def day_and_time(moment: datetime, today: datetime) -> str:
    """9.05am when it is today, else Tuesday 3 March, 9.05am."""
    local = moment.astimezone(LONDON)
    if local.date() == today.astimezone(LONDON).date():
        return clock_time(moment)
    return f"{local:%A} {local.day} {local:%B}, {clock_time(moment)}"


def between(start: datetime, end: datetime, today: datetime) -> str:
    """Between 9am and midday; with the day unless it is today."""
    local, now_there = start.astimezone(LONDON), today.astimezone(LONDON)
    if local.date() != end.astimezone(LONDON).date():
        return f"between {day_and_time(start, today)} and {day_and_time(end, today)}"
    day = "today" if local.date() == now_there.date() else f"{local:%A} {local.day} {local:%B}"
    return f"{day} between {clock_time(start)} and {clock_time(end)}"


def channel_words(channel: str) -> str:
    return CHANNELS.get(channel, channel)
