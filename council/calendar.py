"""Working days and bank holidays of the council's nation."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays

# How far ahead a date we promise can fall. tests/council/test_calendar.py fails before the holidays run out
# and says where the next come from.
LONGEST_PROMISE = timedelta(days=60)

# gov.uk lists the day that stands in for these where they fall on a weekend, and nobody opens on the day itself.
_ON_THE_DAY = {(12, 25): "Christmas Day", (12, 26): "Boxing Day", (1, 1): "New Year’s Day"}


class HolidaysRunOut(LookupError):
    """A date lies past the last bank holiday we know; counting on would promise a wrong day."""


class WorkingCalendar:
    """Counts working days: Monday to Friday without bank holidays (source: gov.uk/bank-holidays)."""

    def __init__(self, nation: str, holidays: dict[date, str]) -> None:
        self.nation = nation
        self.holidays = holidays

    def holiday(self, day: date) -> str | None:
        """The name of the bank holiday on a day."""
        return self.holidays.get(day)

    def closed_for(self, day: date) -> str | None:
        """The name of the holiday for which nobody opens on a day: also of one at a weekend, for which another day is
        off as well."""
        return self.holidays.get(day) or _ON_THE_DAY.get((day.month, day.day))

    def is_working_day(self, day: date) -> bool:
        if day.year > self.known_until.year:
            raise HolidaysRunOut(
                f"bank holidays are known until {self.known_until}, not for {day}; update govuk-bank-holidays"
            )
        return day.weekday() < 5 and day not in self.holidays

    def add_working_days(self, day: date, working_days: int) -> date:
        """The date `working_days` after a day, which itself is not counted. 0 gives the next working day or today.

        Raises:
            HolidaysRunOut: the answer lies past the bank holidays we know.
        """
        while not self.is_working_day(day):
            if working_days > 0:
                break
            day += timedelta(days=1)
        for _ in range(working_days):
            day += timedelta(days=1)
            while not self.is_working_day(day):
                day += timedelta(days=1)
        return day

    @property
    def known_until(self) -> date:
        return max(self.holidays)


@cache
def calendar_of(nation: str) -> WorkingCalendar:
    """The calendar of england-and-wales, scotland or northern-ireland, from the copy the package ships.

    Raises:
        ValueError: no such nation.
    """
    known = (BankHolidays.ENGLAND_AND_WALES, BankHolidays.SCOTLAND, BankHolidays.NORTHERN_IRELAND)
    if nation not in known:
        raise ValueError(f"{nation!r} is not a nation with bank holidays; use one of {', '.join(known)}")
    # The package's own copy, so that a start needs no network.
    listed = BankHolidays(use_cached_holidays=True).get_holidays(division=nation)
    return WorkingCalendar(nation, {holiday["date"]: holiday["title"] for holiday in listed})
