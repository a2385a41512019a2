"""When a missed bin may still be reported. 14 Mill Lane is on Tuesday's round of week A."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from cases.checks.missed_bin import (
    REPORT_WINDOW,
    NotACollectionDay,
    NotCollectedYet,
    TooLateToReport,
    check_missed_bin,
)
from council.calendar import calendar_of
from council.collections import Bin, BinCalendar, NoSuchBin, Round
from council.hours import LONDON

MILL_LANE = Round(weekday=1, week="A")
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in (17, 18, 19, 20))
NEXT_TUESDAY = date(2026, 11, 24)
BINS = BinCalendar(
    week_a_starts=date(2026, 1, 5),
    bins={
        "food": Bin("food", "food caddy", "week", None),
        "green": Bin("green", "green rubbish bin", "fortnight", "same"),
    },
    out_by="6.30am",
    finished_by=time(17),
    calendar=calendar_of("england-and-wales"),
)


def report(collected: date, on: date, at: time = time(10), *, kind: str = "food") -> None:
    check_missed_bin(MILL_LANE, kind, collected, datetime.combine(on, at, LONDON), BINS)


def test_the_day_after_the_collection_it_can_be_reported() -> None:
    report(TUESDAY, on=WEDNESDAY)


def test_two_working_days_after_is_the_last_day() -> None:
    report(TUESDAY, on=THURSDAY, at=time(23, 59))


def test_on_friday_it_is_too_late_and_the_resident_hears_the_next_collection() -> None:
    with pytest.raises(TooLateToReport) as late:
        report(TUESDAY, on=FRIDAY, at=time(0))
    assert (late.value.last_day, late.value.next_collection) == (THURSDAY, NEXT_TUESDAY)


def test_the_crew_is_still_out_before_five_on_the_day_itself() -> None:
    with pytest.raises(NotCollectedYet) as early:
        report(TUESDAY, on=TUESDAY, at=time(16, 59))
    assert early.value.finished_by == datetime(2026, 11, 17, 17, tzinfo=LONDON)


def test_from_five_on_the_day_itself_it_can_be_reported() -> None:
    report(TUESDAY, on=TUESDAY, at=time(17))


def test_a_collection_to_come_cannot_have_been_missed() -> None:
    with pytest.raises(NotACollectionDay) as wrong:
        report(NEXT_TUESDAY, on=WEDNESDAY)
    assert wrong.value.last_collection == TUESDAY


def test_a_day_without_a_collection_is_answered_with_the_last_one() -> None:
    with pytest.raises(NotACollectionDay) as wrong:
        report(WEDNESDAY, on=THURSDAY)
    assert wrong.value.last_collection == TUESDAY


def test_the_week_between_two_collections_of_a_fortnightly_bin_is_not_a_collection_day() -> None:
    with pytest.raises(NotACollectionDay) as wrong:
        report(TUESDAY, on=WEDNESDAY, kind="green")
    assert wrong.value.last_collection == date(2026, 11, 10)


def test_a_collection_before_the_last_one_is_too_late() -> None:
    with pytest.raises(TooLateToReport):
        report(date(2026, 11, 10), on=WEDNESDAY)


def test_a_weekend_and_the_bank_holidays_do_not_count() -> None:
    # Christmas 2026: Friday's bank holiday, and Boxing Day's on Monday. Tuesday's round comes a day late.
    wednesday_after = date(2026, 12, 30)
    with pytest.raises(NotACollectionDay):
        report(date(2026, 12, 29), on=wednesday_after)
    report(wednesday_after, on=date(2026, 12, 31))
    report(wednesday_after, on=date(2027, 1, 4))  # New Year's Day and the weekend left out
    with pytest.raises(TooLateToReport) as late:
        report(wednesday_after, on=date(2027, 1, 5))
    assert late.value.last_day == date(2027, 1, 4)


def test_the_day_is_the_residents_and_not_utcs() -> None:
    # Half past midnight in British summer time is still the day before in UTC.
    with pytest.raises(TooLateToReport):
        report(date(2026, 6, 16), on=date(2026, 6, 19), at=time(0, 30))


def test_a_bin_the_council_does_not_have_is_named() -> None:
    with pytest.raises(NoSuchBin, match="purple"):
        report(TUESDAY, on=WEDNESDAY, kind="purple")


def test_the_window_is_the_one_the_article_promises() -> None:
    from server.settings import ROOT

    article = (ROOT / "kb" / "articles" / "waste" / "missed-bins.md").read_text()
    assert f"within {REPORT_WINDOW} working days after your collection day" in article
