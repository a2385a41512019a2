"""Working days: Monday to Friday without the bank holidays of the council's nation."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from council.calendar import LONGEST_PROMISE, HolidaysRunOut, WorkingCalendar, calendar_of
from council.hours import LONDON

ENGLAND = calendar_of("england-and-wales")
SCOTLAND = calendar_of("scotland")
NORTHERN_IRELAND = calendar_of("northern-ireland")


def test_bank_holidays_are_known_for_longer_than_any_promise() -> None:
    """Fails 60 days before they run out.

    GOV.UK publishes two years at a time; govuk-bank-holidays ships its list. When this fails:
    `uv lock --upgrade-package govuk-bank-holidays && uv sync`. If its newest version has no more either, the dates
    are on https://www.gov.uk/bank-holidays and the package's copy is refreshed from gov.uk/bank-holidays.json.
    """
    last_known = date(min(c.known_until.year for c in (ENGLAND, SCOTLAND, NORTHERN_IRELAND)), 12, 31)
    runs_out = f"bank holidays are known until {last_known}: uv lock --upgrade-package govuk-bank-holidays"
    assert datetime.now(LONDON).date() + LONGEST_PROMISE <= last_known, runs_out


def test_no_promise_is_longer_than_the_calendar_looks_ahead() -> None:
    from council.council import load_council
    from server.settings import ROOT

    council = load_council(ROOT / "council")
    day = date(2026, 12, 18)  # the longest way round: over Christmas
    longest = max(council.due(promise, day) for promise in council.promises)
    assert longest - day <= LONGEST_PROMISE


@pytest.mark.parametrize(
    ("day", "working_days", "due"),
    [
        (date(2026, 11, 18), 1, date(2026, 11, 19)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # over a weekend
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # from a Saturday
        (date(2026, 11, 22), 3, date(2026, 11, 25)),
        (date(2026, 11, 18), 20, date(2026, 12, 16)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),  # Friday is Christmas Day, Monday is for Boxing Day
        (date(2026, 12, 23), 3, date(2026, 12, 30)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2027, 12, 24), 1, date(2027, 12, 29)),  # Christmas on a Saturday: Monday and Tuesday instead
        (date(2027, 3, 25), 1, date(2027, 3, 30)),  # Good Friday to Easter Monday
        (date(2028, 2, 28), 1, date(2028, 2, 29)),  # a leap year
    ],
)
def test_a_promise_counts_working_days_from_the_day_after(day: date, working_days: int, due: date) -> None:
    assert ENGLAND.add_working_days(day, working_days) == due


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 11, 18), date(2026, 11, 18)),
        (date(2026, 11, 21), date(2026, 11, 23)),
        (date(2026, 12, 25), date(2026, 12, 29)),
    ],
)
def test_no_working_days_at_all_is_today_or_the_next_working_day(day: date, first: date) -> None:
    assert ENGLAND.add_working_days(day, 0) == first


def test_every_working_day_later_is_a_day_later() -> None:
    day = date(2026, 11, 18)
    dues = [ENGLAND.add_working_days(day, number) for number in range(60)]
    assert dues == sorted(set(dues))
    assert all(ENGLAND.is_working_day(due) for due in dues)


@pytest.mark.parametrize(
    ("day", "nations"),
    [
        (date(2026, 12, 25), "ESN"),
        (date(2027, 1, 1), "ESN"),
        (date(2026, 11, 30), "S"),  # St Andrew's Day
        (date(2027, 1, 4), "S"),  # for 2 January
        (date(2027, 3, 17), "N"),  # St Patrick's Day
        (date(2027, 7, 12), "N"),  # the Battle of the Boyne
        (date(2027, 3, 29), "EN"),  # Easter Monday
        (date(2027, 8, 2), "S"),  # the summer holiday, first in Scotland
        (date(2027, 8, 30), "EN"),
        (date(2026, 11, 18), ""),
    ],
)
def test_each_nation_keeps_its_own_bank_holidays(day: date, nations: str) -> None:
    calendars = {"E": ENGLAND, "S": SCOTLAND, "N": NORTHERN_IRELAND}
    assert {letter for letter, calendar in calendars.items() if calendar.holiday(day)} == set(nations)


def test_a_bank_holiday_has_its_name() -> None:
    assert ENGLAND.holiday(date(2026, 12, 25)) == "Christmas Day"
    assert ENGLAND.holiday(date(2026, 12, 24)) is None


def test_a_date_past_the_last_known_bank_holidays_is_not_promised() -> None:
    with pytest.raises(HolidaysRunOut, match="update govuk-bank-holidays"):
        ENGLAND.add_working_days(date(ENGLAND.known_until.year, 12, 29), 5)


def test_a_calendar_of_ones_own_counts_the_same_way() -> None:
    monday = date(2026, 11, 23)
    calendar = WorkingCalendar("scotland", {monday: "A day for the town", date(2027, 1, 1): "New Year's Day"})
    assert calendar.add_working_days(monday - timedelta(days=3), 1) == monday + timedelta(days=1)


@pytest.mark.parametrize("nation", ["england", "wales", "", "England-and-Wales"])
def test_a_nation_without_bank_holidays_of_its_own_is_refused(nation: str) -> None:
    with pytest.raises(ValueError, match="is not a nation with bank holidays; use one of england-and-wales"):
        calendar_of(nation)
