"""Which days some words about opening hours name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from actions.conversation.answering import ActionAnswer
from actions.named_days import days_named
from council.calendar import calendar_of
from council.council import Council
from council.hours import Span, SpecialDay
from tests.fakes import collaborators, run, the_council

ENGLAND = calendar_of("england-and-wales")
NOVEMBER, BETWEEN_THE_YEARS = date(2026, 11, 18), date(2026, 12, 29)


def with_an_exception(day: date, special: SpecialDay) -> Council:
    """The council with one more day that differs, for its contact centre."""
    council = the_council()
    team = council.team("contact_centre")
    hours = replace(team.hours, exceptions={**team.hours.exceptions, day: special})
    return replace(council, teams={**council.teams, team.key: replace(team, hours=hours)})


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("are you open on new year's day", date(2027, 1, 1)),
        ("are you open on new years day", date(2027, 1, 1)),
        ("open on the may bank holiday", date(2027, 5, 3)),
        ("open on the spring bank holiday", date(2027, 5, 31)),
        ("open on the bank holiday", date(2026, 12, 25)),
        ("open on new year\u2019s eve", date(2026, 12, 31)),
    ],
)
def test_a_day_by_its_name_is_the_next_of_that_name(words: str, day: date) -> None:
    named = days_named(words, (), NOVEMBER, ENGLAND)
    assert named
    assert named.days == (day,)


def test_between_the_years_christmas_is_this_one() -> None:
    named = days_named("are you open over christmas", (), BETWEEN_THE_YEARS, ENGLAND)
    assert named
    assert (named.days[0], named.days[-1]) == (BETWEEN_THE_YEARS, date(2027, 1, 4))


def test_a_date_is_that_day_and_one_gone_by_is_none() -> None:
    named = days_named("open on 21 december", [date(2025, 12, 21), date(2026, 12, 21)], NOVEMBER, ENGLAND)
    assert named
    assert named.days == (date(2026, 12, 21),)
    assert days_named("open on 3 november", [date(2026, 11, 3)], NOVEMBER, ENGLAND) is None


@pytest.mark.parametrize("words", ["when are you open", "are you open on monday", "is the library open now"])
def test_other_words_name_no_such_day(words: str) -> None:
    assert days_named(words, (), NOVEMBER, ENGLAND) is None


def test_a_day_that_differs_is_told_with_its_own_hours() -> None:
    short = SpecialDay(Span.parse("09:00-12:00"), "Christmas Eve")
    wired = collaborators(council=with_an_exception(date(2026, 12, 24), short))
    said = run(ActionAnswer, "when are you open at christmas", "query_contact_details", wired=wired).words
    assert "closed on Friday 25 December, Monday 28 December and Friday 1 January" in said
    assert "open on Thursday 24 December from 9am to 12pm" in said
