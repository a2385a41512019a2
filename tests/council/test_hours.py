"""When a person can be reached, in London time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from council.calendar import calendar_of
from council.council import Council
from council.hours import LONDON, OpeningHours, Span, SpecialDay

CHRISTMAS_EVE, ST_STEPHENS = date(2026, 12, 24), date(2026, 12, 28)
WEEK = {day: Span(time(8, 45), time(17, 15)) for day in range(4)} | {4: Span(time(8, 45), time(16, 45))}
CENTRE = OpeningHours("Contact centre", WEEK, {}, calendar_of("england-and-wales"))
WITH_EXCEPTIONS = OpeningHours(
    "Libraries",
    WEEK,
    {
        CHRISTMAS_EVE: SpecialDay(None, "Christmas Eve"),
        ST_STEPHENS: SpecialDay(Span(time(10), time(12)), "a few of us are here"),
        date(2026, 11, 21): SpecialDay(Span(time(10), time(12)), "an open day"),
    },
    calendar_of("england-and-wales"),
)


def at(day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (at(18, 8, 44), False),
        (at(18, 8, 45), True),
        (at(18, 12), True),
        (at(18, 17, 14), True),
        (at(18, 17, 15), False),  # the closing minute is closed
        (at(20, 17, 0), False),  # Friday closes earlier
        (at(21, 12), False),  # Saturday
        (at(22, 12), False),
        (at(25, 12, month=12), False),  # Christmas Day, a Friday
        (at(28, 12, month=12), False),  # Boxing Day's bank holiday, a Monday
        (at(29, 12, month=12), True),
    ],
)
def test_people_are_there_in_opening_hours_only(moment: datetime, is_open: bool) -> None:
    assert CENTRE.is_open(moment) is is_open


def test_a_special_day_wins_over_the_week_and_over_a_bank_holiday() -> None:
    assert not WITH_EXCEPTIONS.is_open(at(24, 12, month=12))  # a Thursday, but closed
    assert WITH_EXCEPTIONS.is_open(at(28, 11, month=12))  # a bank holiday, but open
    assert not WITH_EXCEPTIONS.is_open(at(28, 13, month=12))
    assert WITH_EXCEPTIONS.is_open(at(21, 11))  # a Saturday, but open


def test_the_same_moment_is_open_whatever_zone_it_is_told_in() -> None:
    new_york = timezone(timedelta(hours=-5))
    for moment in (at(18, 8, 45), at(18, 8, 44), at(1, 8, 45, month=7), at(1, 8, 44, month=7)):
        assert CENTRE.is_open(moment.astimezone(UTC)) is CENTRE.is_open(moment)
        assert CENTRE.is_open(moment.astimezone(new_york)) is CENTRE.is_open(moment)


def test_in_summer_a_quarter_to_nine_is_a_quarter_to_eight_in_utc() -> None:
    assert CENTRE.is_open(datetime(2026, 7, 1, 7, 45, tzinfo=UTC))
    assert not CENTRE.is_open(datetime(2026, 7, 1, 7, 44, tzinfo=UTC))
    assert not CENTRE.is_open(datetime(2026, 12, 1, 8, 44, tzinfo=UTC))
    assert CENTRE.is_open(datetime(2026, 12, 1, 8, 45, tzinfo=UTC))


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        (at(18, 12), at(18, 12)),  # open: now
        (at(18, 6), at(18, 8, 45)),
        (at(18, 17, 15), at(19, 8, 45)),
        (at(20, 16, 45), at(23, 8, 45)),  # Friday evening to Monday
        (at(21, 10), at(23, 8, 45)),
        (at(22, 23, 59), at(23, 8, 45)),
        (at(24, 17, 15, month=12), at(29, 8, 45, month=12)),  # Christmas: Friday to Monday closed
        (at(25, 10, month=12), at(29, 8, 45, month=12)),
        (at(31, 17, 15, month=12), at(4, 8, 45, month=1, year=2027)),
    ],
)
def test_the_next_opening_is_the_next_moment_somebody_is_there(moment: datetime, opening: datetime) -> None:
    assert CENTRE.next_opening(moment) == opening
    assert CENTRE.next_opening(moment.astimezone(UTC)) == opening


def test_the_next_opening_keeps_to_special_days() -> None:
    assert WITH_EXCEPTIONS.next_opening(at(23, 18, month=12)) == at(28, 10, month=12)
    assert WITH_EXCEPTIONS.next_opening(at(28, 12, month=12)) == at(29, 8, 45, month=12)


@pytest.mark.parametrize(
    ("saturday", "monday", "hours"),
    [
        (
            at(24, 12, month=10),
            at(26, 8, 45, month=10),
            45.75,
        ),  # the clocks go back on Sunday 25 October 2026
        (
            at(27, 12, month=3, year=2027),
            at(30, 8, 45, month=3, year=2027),
            67.75,
        ),  # forward, and Easter Monday
    ],
)
def test_the_clocks_may_change_before_the_next_opening(
    saturday: datetime, monday: datetime, hours: float
) -> None:
    opening = CENTRE.next_opening(saturday)
    assert opening == monday
    assert (opening.astimezone(UTC) - saturday.astimezone(UTC)).total_seconds() / 3_600 == hours


def test_hours_that_never_come_are_an_error_and_not_an_endless_search() -> None:
    never = OpeningHours("Nobody", {}, {}, calendar_of("england-and-wales"))
    with pytest.raises(LookupError, match="Nobody does not open within 30 days"):
        never.next_opening(at(18, 12))


def test_closing_time_is_todays_and_none_on_a_day_off() -> None:
    assert CENTRE.closing(at(18, 12)) == at(18, 17, 15)
    assert CENTRE.closing(at(20, 6)) == at(20, 16, 45)
    assert CENTRE.closing(at(21, 12)) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "08:45",
        "8:45-17:15",
        "17:15-08:45",
        "09:00-09:00",
        "08:45-17:15-18:00",
        "nine to five",
        "08:45–17:15",
    ],
)
def test_what_is_not_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 the words are the loader's
        Span.parse(text)


def test_hours_may_have_spaces_around_the_dash() -> None:
    assert Span.parse("08:45 - 17:15") == Span(time(8, 45), time(17, 15))


def test_every_team_of_the_council_opens_within_a_week_and_over_christmas(council: Council) -> None:
    for team in council.teams.values():
        for moment in (at(18, 3), at(21, 3), at(24, 23, month=12)):
            assert team.hours.next_opening(moment) - moment < timedelta(days=7), team.title
