"""Days and times at the edges: midnight, summer time, the turn of the year, and words that leave the day open."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.entities.days.holidays import bank_holiday_mondays
from council.calendar import calendar_of
from council.hours import LONDON
from tests.entities.finder import find, values


def day(words: str, at: datetime) -> str:
    (found,) = values(words, "date", at)
    return str(found)


@pytest.mark.parametrize(
    ("words", "wednesday", "thursday"),
    [
        ("it was missed last Tuesday", "2026-11-17", "2026-11-17"),
        ("it was missed on Wednesday", "2026-11-18", "2026-11-18"),
        ("it was missed last Wednesday", "2026-11-11", "2026-11-18"),
        ("it was missed Friday gone", "2026-11-13", "2026-11-13"),
        ("it was missed yesterday", "2026-11-17", "2026-11-18"),
        ("can you come a week on Friday", "2026-11-27", "2026-11-27"),
        ("can you come a week on Thursday", "2026-11-26", "2026-12-03"),
        ("can you come tomorrow", "2026-11-19", "2026-11-20"),
        ("can you come on Thursday", "2026-11-19", "2026-11-26"),
        ("a fortnight today", "2026-12-02", "2026-12-03"),
    ],
)
def test_the_day_turns_at_midnight(words: str, wednesday: str, thursday: str) -> None:
    assert day(words, datetime(2026, 11, 18, 23, 59, 59, tzinfo=LONDON)) == wednesday
    assert day(words, datetime(2026, 11, 19, 0, 0, 1, tzinfo=LONDON)) == thursday


def test_in_summer_the_day_turns_an_hour_before_it_does_in_greenwich() -> None:
    assert day("it was missed yesterday", datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == "2026-06-29"
    assert day("it was missed yesterday", datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "2026-06-30"
    assert day("it was missed last Tuesday", datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "2026-06-30"
    assert day("can you come a week on Friday", datetime(2026, 7, 2, 23, 30, tzinfo=UTC)) == "2026-07-17"


@pytest.mark.parametrize("hour", [0, 1, 2, 3, 23])
def test_the_days_on_which_the_clocks_change_are_days_like_others(hour: int) -> None:
    for sunday in (date(2026, 3, 29), date(2026, 10, 25)):
        at = datetime(sunday.year, sunday.month, sunday.day, hour, 30, tzinfo=LONDON)
        assert day("I rang yesterday", at) == date(sunday.year, sunday.month, sunday.day - 1).isoformat()
        assert day("I will ring tomorrow", at) == date(sunday.year, sunday.month, sunday.day + 1).isoformat()


@pytest.mark.parametrize(
    ("words", "at", "meant"),
    [
        ("it was the 30th", datetime(2027, 1, 2, 9, tzinfo=LONDON), "2026-12-30"),
        ("it was on Thursday", datetime(2027, 1, 2, 9, tzinfo=LONDON), "2026-12-31"),
        ("it was on 30 December", datetime(2027, 1, 2, 9, tzinfo=LONDON), "2026-12-30"),
        ("I am moving on 3 January", datetime(2026, 12, 30, 9, tzinfo=LONDON), "2027-01-03"),
        ("can you come on the 2nd", datetime(2026, 12, 30, 9, tzinfo=LONDON), "2027-01-02"),
        ("it was the 31st", datetime(2027, 3, 5, 9, tzinfo=LONDON), "2027-01-31"),
        ("born on 29 February", datetime(2027, 3, 1, 9, tzinfo=LONDON), "2024-02-29"),
        (
            "it is her birthday on 29 February, can you come",
            datetime(2027, 3, 1, 9, tzinfo=LONDON),
            "2028-02-29",
        ),
    ],
)
def test_a_day_without_its_year_or_month_is_the_one_that_makes_sense(
    words: str, at: datetime, meant: str
) -> None:
    assert day(words, at) == meant


@pytest.mark.parametrize(
    ("words", "meant", "other"),
    [
        ("Tuesday", "2026-11-17", "2026-11-24"),
        ("can you come Tuesday", "2026-11-24", "2026-11-17"),
        ("next Friday", "2026-11-27", "2026-11-20"),
        ("the 14th", "2026-11-14", "2026-12-14"),
        ("on the 25th please", "2026-11-25", "2026-10-25"),
        ("yesterday", "2026-11-17", None),
        ("last Tuesday", "2026-11-17", None),
        ("Friday the 13th", "2026-11-13", None),
        ("14/3/2027", "2027-03-14", None),
    ],
)
def test_words_that_leave_the_day_open_keep_the_other_one(words: str, meant: str, other: str | None) -> None:
    (found,) = find(words)
    assert (found.value, found.alternative) == (meant, other)


@pytest.mark.parametrize(
    "words", ["31 February", "32 November", "31/2", "0/0", "99/99/9999", "the 99th", "9999999 weeks ago"]
)
def test_a_day_no_calendar_has_is_none(words: str) -> None:
    assert values(words, "date") == []


@pytest.mark.parametrize(
    ("words", "time", "other"),
    [
        ("at half past two", "14:30", "02:30"),
        ("half two", "14:30", "02:30"),
        ("at quarter to eleven", "10:45", "22:45"),
        ("twenty five past seven", "07:25", "19:25"),
        ("at five to one", "12:55", "00:55"),
        ("at 9.30", "09:30", "21:30"),
        ("at nine thirty", "09:30", "21:30"),
        ("2.30pm", "14:30", None),
        ("8 p.m.", "20:00", None),
        ("12am", "00:00", None),
        ("12pm", "12:00", None),
        ("14:05", "14:05", None),
        ("09:30", "09:30", None),
        ("half past 3 in the morning", "03:30", None),
        ("eleven at night", "23:00", None),
        ("two in the afternoon", "14:00", None),
        ("six o'clock this morning", "06:00", None),
        ("midnight", "00:00", None),
        ("1430 hours", "14:30", None),
    ],
)
def test_a_time_of_day_is_of_the_24_hour_clock(words: str, time: str, other: str | None) -> None:
    (found,) = [entity for entity in find(words) if entity.label == "time"]
    assert (found.value, found.alternative) == (time, other)


@pytest.mark.parametrize(
    "words",
    ["five to six weeks", "at 14 Mill Lane", "half 2 bins", "ratio 2:1", "at 2.30 pounds each", "room 1430"],
)
def test_other_numbers_are_no_time(words: str) -> None:
    assert values(words, "time") == []


def test_the_bank_holiday_mondays_worked_out_are_those_of_the_official_list() -> None:
    official = calendar_of("england-and-wales")
    coronation = date(2023, 5, 8)  # no rule gives it; before 2023 others were moved for jubilees
    years = range(2023, official.known_until.year + 1)
    listed = {day for day in official.holidays if day.weekday() == 0 and day.year in years} - {coronation}
    assert {day for year in years for day in bank_holiday_mondays(year)} == listed
