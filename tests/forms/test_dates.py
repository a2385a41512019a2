"""Days as residents say them, looking back from Wednesday 18 November 2026."""

from __future__ import annotations

from datetime import date

import pytest

from forms.dates import read_date

WEDNESDAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", date(2026, 11, 18)),
        ("this morning", date(2026, 11, 18)),
        ("yesterday", date(2026, 11, 17)),
        ("last night", date(2026, 11, 17)),
        ("the day before yesterday", date(2026, 11, 16)),
        ("two days ago", date(2026, 11, 16)),
        ("3 days ago", date(2026, 11, 15)),
        ("a week ago", date(2026, 11, 11)),
        ("Tuesday", date(2026, 11, 17)),
        ("tues", date(2026, 11, 17)),
        ("on Tuesday morning", date(2026, 11, 17)),
        ("last Tuesday", date(2026, 11, 17)),
        ("Wednesday", date(2026, 11, 18)),
        ("last Wednesday", date(2026, 11, 11)),
        ("Thursday", date(2026, 11, 12)),
        ("Fri", date(2026, 11, 13)),
        ("on sat", date(2026, 11, 14)),
        ("Sunday", date(2026, 11, 15)),
        ("Monday", date(2026, 11, 16)),
        ("the 17th", date(2026, 11, 17)),
        ("the 18th", date(2026, 11, 18)),
        ("the 1st", date(2026, 11, 1)),
        ("the 25th", date(2026, 10, 25)),  # not yet in November
        ("the 31st", date(2026, 10, 31)),
        ("17 November", date(2026, 11, 17)),
        ("17th November", date(2026, 11, 17)),
        ("the 17th of November", date(2026, 11, 17)),
        ("November 17", date(2026, 11, 17)),
        ("17 Nov", date(2026, 11, 17)),
        ("17/11", date(2026, 11, 17)),
        ("17/11/2026", date(2026, 11, 17)),
        ("17/11/26", date(2026, 11, 17)),
        ("03/11", date(2026, 11, 3)),  # the day first, as here
        ("14 March", date(2026, 3, 14)),
        ("25 December", date(2025, 12, 25)),
        ("1/12/2026", date(2026, 12, 1)),
        ("it should have been the 17th", date(2026, 11, 17)),
        ("I put it out on Monday night for Tuesday", date(2026, 11, 16)),
        ("YESTERDAY!!", date(2026, 11, 17)),
    ],
)
def test_a_day_is_understood(words: str, day: date) -> None:
    assert read_date(words, WEDNESDAY) == day


@pytest.mark.parametrize(
    "words",
    [
        "",
        "yes",
        "no",
        "blah",
        "🗓️",
        "14",
        "number 17",
        "MB1 4QP",
        "07700 900123",
        "31/2",
        "32 November",
        "0/0",
        "99/99/9999",
        "the 99th",
        "the 0th",
        "14 Marlbury Road",
        "in Nether Marl 2",
        "1 Church Lane, Marlford 3",
        "41 Maynard Close",
        "it just sat there",
        "standing in the sun",
        "we wed in spring",
        "may I have 2 bins",
        "1" * 2_000,
        "a" * 2_000,
        "/" * 2_000,
    ],
)
def test_words_without_a_day_name_none(words: str) -> None:
    assert read_date(words, WEDNESDAY) is None


def test_the_31st_said_in_march_is_of_january_when_it_has_not_come() -> None:
    assert read_date("the 31st", date(2027, 3, 5)) == date(2027, 1, 31)
    assert read_date("the 29th", date(2027, 3, 5)) == date(2027, 1, 29)


def test_new_year_is_looked_back_over() -> None:
    assert read_date("the 30th", date(2027, 1, 2)) == date(2026, 12, 30)
    assert read_date("Thursday", date(2027, 1, 2)) == date(2026, 12, 31)
    assert read_date("30 December", date(2027, 1, 2)) == date(2026, 12, 30)


def test_the_29th_of_february_is_of_the_last_leap_year() -> None:
    assert read_date("29 February", date(2028, 3, 1)) == date(2028, 2, 29)
