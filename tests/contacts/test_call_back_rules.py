"""What follows each way a try can end, and when a call that was missed is too late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cases.phones import takes_texts
from contacts.models import AttemptOutcome, CallBackStatus
from contacts.ringing_back.call_back_rules import Next, after, is_too_late, window
from council.hours import OpeningHours
from tests.contacts.parts import FRIDAY_EVENING, TUESDAY, TUESDAY_JUST_BEFORE_CLOSING, councils_own

HOURS = councils_own().council.team("waste").hours
TALKED, MACHINE = AttemptOutcome.TALKED, AttemptOutcome.MACHINE
NO_RESIDENT, NO_ADVISER = AttemptOutcome.RESIDENT_NOT_REACHED, AttemptOutcome.ADVISER_NOT_REACHED
FAILED = AttemptOutcome.FAILED
PERSON = Next(CallBackStatus.NEEDS_A_PERSON)
WEDNESDAY_OPENING = datetime(2026, 11, 25, 8, 45, tzinfo=UTC)


def then(*outcomes: AttemptOutcome, at: datetime = TUESDAY, takes_texts: bool = True) -> Next:
    return after(outcomes, HOURS, at, takes_texts=takes_texts)


def again(at: datetime) -> Next:
    return Next(CallBackStatus.BOOKED, try_at=at)


def test_a_talk_is_the_end_of_it():
    assert then(NO_RESIDENT, NO_ADVISER, TALKED) == Next(CallBackStatus.DONE)


@pytest.mark.parametrize("outcome", [NO_RESIDENT, MACHINE])
def test_a_resident_who_is_not_reached_is_rung_again_after_15_and_after_60_minutes(outcome: AttemptOutcome):
    assert then(outcome) == again(TUESDAY + timedelta(minutes=15))
    assert then(NO_RESIDENT, outcome) == again(TUESDAY + timedelta(minutes=60))


def test_after_three_tries_they_get_a_text():
    assert then(NO_RESIDENT, MACHINE, NO_RESIDENT) == Next(CallBackStatus.NOT_REACHED, text=True)


def test_where_no_text_can_go_a_person_decides():
    assert then(MACHINE, MACHINE, MACHINE, takes_texts=False) == PERSON


def test_a_try_that_would_be_after_closing_is_made_at_the_next_opening():
    at = TUESDAY_JUST_BEFORE_CLOSING
    assert then(NO_RESIDENT, at=at) == again(at + timedelta(minutes=15))
    assert then(NO_RESIDENT, NO_RESIDENT, at=at) == again(WEDNESDAY_OPENING)


def test_an_adviser_who_does_not_answer_uses_up_none_of_the_residents_tries():
    quarter = again(TUESDAY + timedelta(minutes=15))
    assert then(NO_ADVISER, NO_ADVISER, NO_RESIDENT) == quarter
    assert then(NO_RESIDENT, NO_ADVISER, MACHINE) == again(TUESDAY + timedelta(minutes=60))
    assert then(NO_RESIDENT, MACHINE, NO_ADVISER) == quarter


def test_four_times_in_a_row_without_an_adviser_or_a_line_are_enough():
    assert then(NO_ADVISER, FAILED, NO_ADVISER).status is CallBackStatus.BOOKED
    assert then(NO_ADVISER, FAILED, NO_ADVISER, NO_ADVISER) == PERSON
    assert then(NO_ADVISER, FAILED, NO_RESIDENT, NO_ADVISER, FAILED).status is CallBackStatus.BOOKED


def test_a_team_that_opens_no_more_leaves_it_to_a_person():
    shut = OpeningHours("Closed for good", {}, {}, HOURS.calendar)
    assert after([NO_RESIDENT], shut, TUESDAY, takes_texts=True) == PERSON
    assert is_too_late(shut, TUESDAY, TUESDAY + timedelta(minutes=1))


def test_a_call_that_missed_its_window_is_made_in_the_next_one_and_later_only_by_a_person():
    friday = window(HOURS, datetime(2026, 11, 27, 9, 0, tzinfo=UTC))
    monday_closing = datetime(2026, 11, 30, 17, 15, tzinfo=UTC)
    assert not is_too_late(HOURS, friday.by, friday.by)
    assert not is_too_late(HOURS, friday.by, FRIDAY_EVENING)
    assert not is_too_late(HOURS, friday.by, monday_closing)
    assert is_too_late(HOURS, friday.by, monday_closing + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("number", "takes"),
    [
        ("+447700900123", True),
        ("+447911123456", True),
        ("+33612345678", True),
        ("+441614960123", False),
        ("+448001111111", False),
        ("+447011234567", False),
        ("+33123456789", False),
    ],
)
def test_only_mobiles_get_texts(number: str, takes: bool):
    assert takes_texts(number) is takes
