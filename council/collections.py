"""Which bin goes out when: rounds, alternate weeks and the bank holiday rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from council.calendar import WorkingCalendar

WEEKS_TO_SEARCH = 4  # a fortnightly bin is always found within four weeks either way


class NoSuchBin(LookupError):
    """The council does not collect a bin of this kind."""


@dataclass(frozen=True)
class Bin:
    kind: str
    title: str
    every: str  # week | fortnight
    week: str | None  # same | other, for fortnightly bins
    words: tuple[str, ...] = ()  # what residents call it


@dataclass(frozen=True)
class Round:
    """When a household's lorry comes: a weekday (Monday 0) and a week, A or B."""

    weekday: int
    week: str


@dataclass(frozen=True)
class BinCalendar:
    """Turns a round into dates. Source of the rules: council/collections.yml."""

    week_a_starts: date
    bins: dict[str, Bin]
    out_by: str
    finished_by: time  # local; a bin of today cannot be called missed before
    calendar: WorkingCalendar

    def last(self, household: Round, kind: str, on_or_before: date) -> date:
        """The latest collection on or before a day. Raises NoSuchBin."""
        return max(
            day for day in self._around(household, self._bin(kind), on_or_before) if day <= on_or_before
        )

    def next(self, household: Round, kind: str, after: date) -> date:
        """The first collection after a day. Raises NoSuchBin."""
        return min(day for day in self._around(household, self._bin(kind), after) if day > after)

    def _bin(self, kind: str) -> Bin:
        try:
            return self.bins[kind]
        except KeyError:
            raise NoSuchBin(kind) from None

    def _around(self, household: Round, bin_: Bin, day: date) -> list[date]:
        monday = day - timedelta(days=day.weekday())
        weeks = (monday + timedelta(weeks=offset) for offset in range(-WEEKS_TO_SEARCH, WEEKS_TO_SEARCH + 1))
        return [
            self._moved(week, household.weekday) for week in weeks if self._goes_out(household, bin_, week)
        ]

    def _goes_out(self, household: Round, bin_: Bin, monday: date) -> bool:
        if bin_.every == "week":
            return True
        letter = "A" if ((monday - self.week_a_starts).days // 7) % 2 == 0 else "B"
        return (letter == household.week) == (bin_.week == "same")

    def _moved(self, monday: date, weekday: int) -> date:
        """From a bank holiday to the end of its week, collections are a day later each, and never on another one."""
        day, passed = monday + timedelta(days=weekday), monday
        while passed <= day:
            if self.calendar.holiday(passed):
                day += timedelta(days=1)
            passed += timedelta(days=1)
        return day
