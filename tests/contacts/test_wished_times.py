"""When somebody would like to be rung. It is Tuesday 24 November 2026, 10am; people are there from 8.45am to 5.15pm."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from contacts.ringing_back.call_back_rules import window
from contacts.ringing_back.wished_times import fitted, is_any_time, is_only_a_wish, wish_in
from tests.contacts.parts import FRIDAY_EVENING, TUESDAY, TUESDAY_NIGHT, councils_own

HOURS = councils_own().council.team("waste").hours


def when(words: str, at: datetime = TUESDAY) -> tuple[str, bool]:
    wish = wish_in(words)
    assert wish is not None, words
    found, granted = fitted(wish, HOURS, at, window(HOURS, at))
    return f"{found.opens:%a %d %H:%M}-{found.by:%H:%M}", granted


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("call me back on tuesday morning", "Tue 24 10:00-12:00"),
        ("next tuesday morning", "Tue 01 08:45-12:00"),
        ("tomorrow afternoon", "Wed 25 12:00-17:15"),
        ("the day after tomorrow", "Thu 26 09:45-17:15"),
        ("this afternoon", "Tue 24 12:00-17:15"),
        ("after four", "Tue 24 16:00-17:15"),
        ("after half past two tomorrow", "Wed 25 14:30-17:15"),
        ("before 11am on friday", "Fri 27 08:45-11:00"),
        ("between two and four", "Tue 24 14:00-16:00"),
        ("monday at ten", "Mon 30 10:00-11:00"),
        ("at 3.30 pm", "Tue 24 15:30-16:30"),
        ("at 3 in the afternoon", "Tue 24 15:00-16:00"),
        ("tomorrow 10 in the morning", "Wed 25 10:00-11:00"),
        ("at lunchtime please", "Tue 24 12:00-14:00"),
        ("call me back next week", "Mon 30 08:45-17:15"),
        ("next week on thursday morning", "Thu 03 09:45-12:00"),
        ("thursday next week", "Thu 03 09:45-17:15"),
        ("the week after next", "Mon 07 08:45-17:15"),
        ("in two days", "Thu 26 09:45-17:15"),
        ("in a week", "Tue 01 08:45-17:15"),
        ("a week tomorrow", "Wed 02 08:45-17:15"),
        ("in a fortnight", "Tue 08 08:45-17:15"),
        ("on the 3rd", "Thu 03 09:45-17:15"),
        ("on 3 december in the morning", "Thu 03 09:45-12:00"),
        ("december the 3rd please", "Thu 03 09:45-17:15"),
        ("after half two tomorrow", "Wed 25 14:30-17:15"),
        ("at half past two", "Tue 24 14:30-15:30"),
        ("tomorrow at quarter to four", "Wed 25 15:45-16:45"),
    ],
)
def test_a_time_in_opening_hours_is_as_it_was_asked(words: str, found: str) -> None:
    assert when(words) == (found, True)


@pytest.mark.parametrize(
    ("words", "at", "found"),
    [
        ("tomorrow evening", TUESDAY, "Wed 25 15:15-17:15"),
        ("on saturday", TUESDAY, "Mon 30 08:45-17:15"),
        ("sunday afternoon", TUESDAY, "Mon 30 12:00-17:15"),
        ("this morning", TUESDAY_NIGHT, "Wed 25 08:45-12:00"),
        ("today", FRIDAY_EVENING, "Mon 30 08:45-17:15"),
        ("before eight", TUESDAY, "Wed 25 08:45-10:45"),
        ("call me back at 3 in the morning", TUESDAY, "Wed 25 08:45-10:45"),
        ("call me back three in the morning", TUESDAY, "Wed 25 08:45-10:45"),
        ("at 3am tomorrow", TUESDAY, "Wed 25 08:45-10:45"),
        ("at nine at night", TUESDAY, "Tue 24 15:15-17:15"),
    ],
)
def test_a_time_when_nobody_is_there_becomes_the_nearest(words: str, at: datetime, found: str) -> None:
    assert when(words, at) == (found, False)


def test_a_weekday_that_is_today_and_nearly_over_is_the_next_one() -> None:
    assert when("tuesday morning", TUESDAY + timedelta(hours=5)) == ("Tue 01 08:45-12:00", True)


@pytest.mark.parametrize(
    "words",
    [
        "ring me",
        "my bin was missed on thursday",
        "I rang last tuesday",
        "12 mill lane",
        "yes",
        "they make a noise till 3 at night",
        "07700 900123",
        "",
    ],
)
def test_no_time_to_come_is_no_wish(words: str) -> None:
    assert wish_in(words) is None


def test_what_says_only_when_is_told_from_a_name_and_an_enquiry() -> None:
    assert is_only_a_wish("call me tomorrow afternoon please")
    assert is_only_a_wish("after 4")
    assert is_only_a_wish("at 3 in the morning")
    assert is_only_a_wish("call me back next week please")
    assert not is_only_a_wish("Sam")
    assert not is_only_a_wish("when is my bin collected tomorrow")


def test_any_time_is_an_answer() -> None:
    assert all(is_any_time(words) for words in ("any time", "no, that's fine", "I don't mind", "either"))
    assert not any(is_any_time(words) for words in ("no that's all goodbye", "my bin was missed"))


ADVENT = datetime(2026, 12, 1, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ring me back on christmas day", "Tue 29 08:45-17:15"),
        ("boxing day please", "Tue 29 08:45-17:15"),
        ("between christmas and new year", "Tue 29 08:45-17:15"),
        ("ring me back please after half five I'm at work", "Tue 01 15:15-17:15"),
    ],
)
def test_a_day_or_an_hour_at_which_nobody_is_there_is_said_to_be_none(words: str, found: str) -> None:
    assert when(words, ADVENT) == (found, False)


@pytest.mark.parametrize(
    "words",
    [
        "ring me about my bin on christmas day",
        "I'm on the 4th floor",
        "my bill for the 3rd year",
        "12 castle street",
        "Joan",
    ],
)
def test_a_date_of_something_else_is_no_wish(words: str) -> None:
    assert wish_in(words) is None


@pytest.mark.parametrize(
    ("words", "half"),
    [
        ("the morning is no good", "afternoon"),
        ("not in the morning", "afternoon"),
        ("I can't do mornings", "afternoon"),
        ("the morning is no good, make it the afternoon", "afternoon"),
        ("afternoons are difficult", "morning"),
        ("tomorrow but not the afternoon", "morning"),
        ("mornings are best", "morning"),
        ("in the morning, not the afternoon", "morning"),
    ],
)
def test_the_half_of_the_day_that_will_not_do_is_not_wished(words: str, half: str) -> None:
    wish = wish_in(words)
    assert wish is not None
    assert (wish.opens is not None, wish.closes is not None) == (half == "afternoon", half == "morning")


@pytest.mark.parametrize(
    "words", ["the morning is no good", "not in the morning please", "I can't do mornings"]
)
def test_saying_which_half_will_not_do_says_nothing_else(words: str) -> None:
    assert is_only_a_wish(words)
