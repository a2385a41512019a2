"""When a person can be reached: opening hours, bank holidays and days that differ. Europe/London throughout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from council.calendar import WorkingCalendar

LONDON = ZoneInfo("Europe/London")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEARCH_DAYS = 30  # no council is shut for longer; past this the data is wrong


@dataclass(frozen=True)
class Span:
    """Opening and closing time of one day, local."""

    opens: time
    closes: time

    @classmethod
    def parse(cls, text: str) -> Span:
        """From "08:45-17:15". Raises ValueError when it is anything else."""
        opens, closes = (time.fromisoformat(part.strip()) for part in text.split("-"))
        if opens >= closes:
            raise ValueError(f"{text!r} closes before it opens")
        return cls(opens, closes)


@dataclass(frozen=True)
class SpecialDay:
    """One day that differs; `span` is None when closed."""

    span: Span | None
    reason: str


@dataclass(frozen=True)
class OpeningHours:
    """The hours of one team."""

    title: str
    week: dict[int, Span]  # by weekday, Monday 0
    exceptions: dict[date, SpecialDay]
    calendar: WorkingCalendar

    def on(self, day: date) -> Span | None:
        """The hours of a day; None when closed. An exception wins over bank holidays and the pattern."""
        if day in self.exceptions:
            return self.exceptions[day].span
        if self.calendar.closed_for(day):
            return None
        return self.week.get(day.weekday())

    def is_open(self, at: datetime) -> bool:
        local = at.astimezone(LONDON)
        span = self.on(local.date())
        return span is not None and span.opens <= local.time() < span.closes

    def next_opening(self, after: datetime) -> datetime:
        """The next moment a person is there; `after` itself when open now. Aware, Europe/London.

        Raises:
            LookupError: never open within SEARCH_DAYS.
        """
        local = after.astimezone(LONDON)
        if self.is_open(local):
            return local
        for ahead in range(SEARCH_DAYS):
            day = local.date() + timedelta(days=ahead)
            span = self.on(day)
            if span and (opening := datetime.combine(day, span.opens, LONDON)) > local:
                return opening
        raise LookupError(f"{self.title} does not open within {SEARCH_DAYS} days")

    def closing(self, at: datetime) -> datetime | None:
        """When today's opening ends; None when closed all day."""
        local = at.astimezone(LONDON)
        span = self.on(local.date())
        return datetime.combine(local.date(), span.closes, LONDON) if span else None
