"""Which bin goes out when. 2 January 2026 was in week B; the week of Monday 5 January is an A."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from council.calendar import calendar_of
from council.collections import Bin, BinCalendar, NoSuchBin, Round
from council.council import Council

BINS = BinCalendar(
    week_a_starts=date(2026, 1, 5),
    bins={
        "green": Bin("green", "green rubbish bin", "fortnight", "same"),
        "blue": Bin("blue", "blue recycling bin", "fortnight", "other"),
        "food": Bin("food", "food caddy", "week", None),
    },
    out_by="6.30am",
    finished_by=time(17),
    calendar=calendar_of("england-and-wales"),
)
TUESDAY_A, TUESDAY_B = Round(1, "A"), Round(1, "B")


def dates(household: Round, kind: str, start: date, days: int) -> list[date]:
    """Every collection within some days, asked one after the other."""
    found, day = [], start
    while (day := BINS.next(household, kind, day)) <= start + timedelta(days=days):
        found.append(day)
    return found


def test_a_fortnightly_bin_goes_out_every_other_week() -> None:
    assert dates(TUESDAY_A, "green", date(2026, 11, 1), 30) == [date(2026, 11, 10), date(2026, 11, 24)]
    assert dates(TUESDAY_A, "blue", date(2026, 11, 1), 30) == [
        date(2026, 11, 3),
        date(2026, 11, 17),
        date(2026, 12, 1),
    ]


def test_green_and_blue_share_the_weeks_between_them_and_never_meet() -> None:
    green = dates(TUESDAY_A, "green", date(2026, 1, 1), 340)
    blue = dates(TUESDAY_A, "blue", date(2026, 1, 1), 340)
    assert sorted(green + blue) == dates(TUESDAY_A, "food", date(2026, 1, 1), 340)


def test_round_b_is_the_other_way_round() -> None:
    for day in (date(2026, 1, 1), date(2026, 6, 1), date(2026, 11, 1)):
        assert BINS.next(TUESDAY_A, "green", day) == BINS.next(TUESDAY_B, "blue", day)


def test_the_weeks_go_on_alternating_over_new_year() -> None:
    found = dates(TUESDAY_A, "green", date(2026, 12, 1), 70)
    assert found == [
        date(2026, 12, 8),
        date(2026, 12, 22),
        date(2027, 1, 5),
        date(2027, 1, 19),
        date(2027, 2, 2),
    ]


def test_weeks_before_the_first_week_a_alternate_as_well() -> None:
    assert BINS.last(TUESDAY_A, "green", date(2026, 1, 5)) == date(2025, 12, 23)


def test_the_last_collection_may_be_today_and_the_next_is_after_today() -> None:
    tuesday = date(2026, 11, 17)
    assert BINS.last(TUESDAY_A, "food", tuesday) == tuesday
    assert BINS.next(TUESDAY_A, "food", tuesday) == date(2026, 11, 24)
    assert BINS.last(TUESDAY_A, "food", date(2026, 11, 16)) == date(2026, 11, 10)


@pytest.mark.parametrize(
    ("monday", "moved"),
    [
        # May Day on Monday: every day of the week a day later, Friday's on Saturday.
        (date(2027, 5, 3), ["Tue 4", "Wed 5", "Thu 6", "Fri 7", "Sat 8"]),
        # Good Friday: only Friday's.
        (date(2027, 3, 22), ["Mon 22", "Tue 23", "Wed 24", "Thu 25", "Sat 27"]),
        # Christmas Day on Friday; Boxing Day is kept on the Monday after.
        (date(2026, 12, 21), ["Mon 21", "Tue 22", "Wed 23", "Thu 24", "Sat 26"]),
        (date(2026, 12, 28), ["Tue 29", "Wed 30", "Thu 31", "Sat 2", "Sun 3"]),
        # Thursday and Friday: Thursday's cannot go out on Friday, which is a holiday too.
        (date(2025, 12, 22), ["Mon 22", "Tue 23", "Wed 24", "Sat 27", "Sun 28"]),
        # Monday and Tuesday.
        (date(2027, 12, 27), ["Wed 29", "Thu 30", "Fri 31", "Sat 1", "Sun 2"]),
        # No holiday.
        (date(2026, 11, 16), ["Mon 16", "Tue 17", "Wed 18", "Thu 19", "Fri 20"]),
    ],
)
def test_from_a_bank_holiday_to_the_end_of_its_week_collections_are_later(
    monday: date, moved: list[str]
) -> None:
    found = [BINS.next(Round(weekday, "A"), "food", monday - timedelta(days=1)) for weekday in range(5)]
    assert [f"{day:%a} {day.day}" for day in found] == moved


def test_no_collection_is_ever_on_a_bank_holiday_nor_two_days_rounds_on_one_day() -> None:
    for week in range(52 * 2):
        monday = date(2026, 1, 5) + timedelta(weeks=week)
        days = [BINS.next(Round(weekday, "A"), "food", monday - timedelta(days=1)) for weekday in range(5)]
        assert [day for day in days if BINS.calendar.holiday(day)] == [], monday
        assert len(set(days)) == 5, monday


def test_a_bin_the_council_does_not_have_is_refused() -> None:
    for find in (BINS.last, BINS.next):
        with pytest.raises(NoSuchBin):
            find(TUESDAY_A, "purple", date(2026, 11, 17))


def test_the_councils_own_bins_are_collected(council: Council) -> None:
    assert set(council.bins.bins) == {"green", "blue", "brown", "food"}
    assert council.bins.next(TUESDAY_A, "green", date(2026, 11, 17)) == date(2026, 11, 24)
    assert council.bins.next(TUESDAY_A, "brown", date(2026, 11, 17)) == date(2026, 12, 1)


def test_no_two_bins_of_the_council_are_known_by_the_same_word(council: Council) -> None:
    words = [word for bin_ in council.bins.bins.values() for word in bin_.words]
    assert sorted(words) == sorted(set(words))
