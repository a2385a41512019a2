"""Call-backs as they are made: which is due, one ringing for each, three tries, and what the resident is told."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from contacts.models import AttemptOutcome, CallBackAttempt, CallBackStatus
from contacts.ringing_back.calling_back import CallingBack, CannotRingNow, Leg, NotThisCall, UnknownCallBack
from contacts.waiting import presence
from tests.contacts.calling_parts import (
    LANDLINE_SPOKEN,
    MINUTE,
    MOBILE_SPOKEN,
    begun,
    book,
    calling_back,
    ends,
    request,
    status,
    texts_sent,
)
from tests.contacts.parts import MOBILE, TUESDAY, TUESDAY_NIGHT, Centre, councils_own

OUTCOMES = AttemptOutcome
WEDNESDAY_OPENING = datetime(2026, 11, 25, 8, 45, tzinfo=UTC)


@pytest.fixture
def centre(centre_on_each: Centre) -> Centre:
    """Everything here is shown on both kinds of database."""
    return centre_on_each


@pytest.fixture
def calling(centre: Centre) -> CallingBack:
    return calling_back(centre)


def attempts(centre: Centre, call_back: int) -> list[tuple[int, str | None]]:
    with centre.database.reading() as session:
        rows = session.query(CallBackAttempt).filter_by(request_id=call_back)
        return [(row.number, row.outcome) for row in rows.order_by(CallBackAttempt.number)]


# Due


def test_a_call_back_is_due_from_the_agreed_time_on(centre: Centre, calling: CallingBack):
    centre.clock.time = TUESDAY_NIGHT
    call_back = book(centre)
    assert calling.due() == []
    centre.clock.time = WEDNESDAY_OPENING
    assert calling.due() == [call_back]


def test_none_is_due_while_the_team_is_closed(centre: Centre, calling: CallingBack):
    book(centre)
    centre.clock.time = TUESDAY_NIGHT
    assert calling.due() == []


def test_one_team_is_rung_for_one_call_back_at_a_time(centre: Centre, calling: CallingBack):
    first, second = book(centre), book(centre)
    assert calling.due() == [first]
    attempt = begun(calling, first)
    assert calling.due() == []
    assert calling.take(attempt.id)
    assert calling.connect(attempt.id)  # they talk, and the team's phone is free for the next
    assert calling.due() == [second]


def test_a_call_back_that_is_done_is_not_rung(centre: Centre, calling: CallingBack):
    call_back = book(centre)
    centre.queue.call_back_done(call_back, "Aisha", "")
    assert (calling.due(), calling.claim(call_back)) == ([], None)


def test_a_call_missed_for_a_day_and_more_is_given_to_the_advisers(centre: Centre, calling: CallingBack):
    call_back = book(centre)
    centre.clock.time = WEDNESDAY_OPENING
    assert calling.hand_over_the_late() == []
    assert calling.due() == [call_back]
    centre.clock.pass_(timedelta(days=1))
    assert calling.hand_over_the_late() == [call_back]
    assert status(centre, call_back) is CallBackStatus.NEEDS_A_PERSON
    assert [call.id for call in centre.queue.call_backs()] == [call_back]
    assert calling.due() == []


# Claiming


def test_of_two_processes_one_rings(centre: Centre, calling: CallingBack):
    call_back = book(centre)
    other = calling_back(centre)
    assert (calling.due(), other.due()) == ([call_back], [call_back])
    assert begun(calling, call_back).number_of_try == 1
    assert other.claim(call_back) is None
    assert attempts(centre, call_back) == [(1, None)]


def test_of_eight_processes_at_once_one_rings(centre: Centre):
    call_back, start = book(centre), threading.Barrier(8)

    def claims(_: int) -> bool:
        process = calling_back(centre)
        start.wait(10)
        return process.claim(call_back) is not None

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(claims, range(8))) == 1
    assert attempts(centre, call_back) == [(1, None)]


def test_a_process_that_looked_before_a_try_failed_does_not_ring_at_once_again(
    centre: Centre, calling: CallingBack
):
    call_back = book(centre)
    assert calling.due() == [call_back]
    ends(calling_back(centre), call_back, OUTCOMES.ADVISER_NOT_REACHED)
    assert calling.claim(call_back) is None


def test_the_adviser_is_told_who_what_which_case_and_which_try(centre: Centre, calling: CallingBack):
    resident = centre.resident("my bin was missed")
    reference = centre.opens_case(resident)
    resident.says("ring me")
    for line in ("07700 900123", "yes", "Sam Ward"):
        resident.says(line)
    call_back = centre.call_backs()[-1].id
    ends(calling, call_back, OUTCOMES.ADVISER_NOT_REACHED)
    centre.clock.pass_(15 * MINUTE)
    ends(calling, call_back, OUTCOMES.MACHINE)
    centre.clock.pass_(15 * MINUTE)
    attempt = begun(calling, call_back)
    assert (attempt.name, attempt.about) == ("Sam Ward", "Report a missed bin")
    assert [case.replace(" ", "") for case in attempt.case_references] == [reference]
    assert attempt.number_of_try == 2
    assert attempt.team_number == councils_own().council.team("waste").phone


# The legs


def test_a_leg_is_one_call_whoever_names_it_first(centre: Centre, calling: CallingBack):
    attempt = begun(calling, book(centre))
    assert calling.leg(attempt.id, Leg.ADVISER, "CA1").adviser_call_sid == "CA1"
    assert calling.leg(attempt.id, Leg.ADVISER, "CA1").adviser_call_sid == "CA1"
    with pytest.raises(NotThisCall):
        calling.leg(attempt.id, Leg.ADVISER, "CA2")
    assert calling.leg(attempt.id, Leg.RESIDENT, "CA3").resident_call_sid == "CA3"
    with pytest.raises(UnknownCallBack):
        calling.leg(99, Leg.ADVISER, "CA1")


def test_the_adviser_takes_it_once_and_the_resident_is_put_on_only_then(centre: Centre, calling: CallingBack):
    attempt = begun(calling, book(centre))
    assert not calling.connect(attempt.id)
    assert calling.take(attempt.id)
    assert not calling.take(attempt.id)
    assert calling.connect(attempt.id)
    assert calling.connect(attempt.id)


def test_nobody_is_put_on_to_an_adviser_who_has_gone(centre: Centre, calling: CallingBack):
    attempt = begun(calling, book(centre))
    calling.take(attempt.id)
    calling.end(attempt.id, OUTCOMES.ADVISER_NOT_REACHED)
    assert not calling.connect(attempt.id)
    assert not calling.take(attempt.id)


# The end of a try


def test_the_first_word_of_how_a_try_ended_stands(centre: Centre, calling: CallingBack):
    call_back = book(centre)
    attempt = begun(calling, call_back)
    assert calling.end(attempt.id, OUTCOMES.MACHINE)
    assert not calling.end(attempt.id, OUTCOMES.TALKED)
    assert attempts(centre, call_back) == [(1, "machine")]
    assert status(centre, call_back) is CallBackStatus.BOOKED


def test_of_two_ends_at_once_one_counts(centre: Centre):
    call_back, start = book(centre), threading.Barrier(4)
    attempt = begun(calling_back(centre), call_back)

    def ends_it(_: int) -> bool:
        start.wait(10)
        return calling_back(centre).end(attempt.id, OUTCOMES.RESIDENT_NOT_REACHED)

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(ends_it, range(4))) == 1


def test_a_talk_makes_it_done(centre: Centre, calling: CallingBack):
    call_back = book(centre)
    ends(calling, call_back, OUTCOMES.TALKED)
    assert status(centre, call_back) is CallBackStatus.DONE
    assert centre.queue.call_backs() == []


def test_three_tries_then_a_text_without_a_word_of_what_it_was_about(centre: Centre, calling: CallingBack):
    call_back = book(centre)
    ends(calling, call_back, OUTCOMES.RESIDENT_NOT_REACHED)
    assert calling.due() == []
    centre.clock.pass_(15 * MINUTE)
    assert calling.due() == [call_back]
    ends(calling, call_back, OUTCOMES.MACHINE)
    centre.clock.pass_(59 * MINUTE)
    assert calling.due() == []
    centre.clock.pass_(MINUTE)
    assert texts_sent(centre) == []
    ends(calling, call_back, OUTCOMES.RESIDENT_NOT_REACHED)
    assert status(centre, call_back) is CallBackStatus.NOT_REACHED
    phone = councils_own().council.identity.phone_display
    words = f"We tried to ring you three times about your call-back. Please ring us on {phone}."
    assert texts_sent(centre) == [(MOBILE, words)]
    centre.clock.pass_(timedelta(days=1))
    assert (calling.due(), centre.queue.call_backs()) == ([], [])


def test_after_three_tries_a_landline_stays_with_the_advisers(centre: Centre, calling: CallingBack):
    call_back = book(centre, LANDLINE_SPOKEN)
    for wait in (0, 15, 60):
        centre.clock.pass_(wait * MINUTE)
        ends(calling, call_back, OUTCOMES.MACHINE)
    assert (status(centre, call_back), texts_sent(centre)) == (CallBackStatus.NEEDS_A_PERSON, [])


def test_advisers_who_never_answer_leave_the_residents_tries_and_are_told_on_the_list(
    centre: Centre, calling: CallingBack
):
    call_back = book(centre)
    for _ in range(4):
        assert calling.due() == [call_back]
        ends(calling, call_back, OUTCOMES.ADVISER_NOT_REACHED)
        centre.clock.pass_(15 * MINUTE)
    assert calling.due() == []
    (call,) = centre.queue.call_backs()
    assert call.status is CallBackStatus.NEEDS_A_PERSON
    assert texts_sent(centre) == []
    calling.ring_now(call_back, "Aisha")
    assert begun(calling, call_back).number_of_try == 1


def test_a_try_moved_to_tomorrow_moves_the_window_with_it(centre: Centre, calling: CallingBack):
    call_back = book(centre)  # on Tuesday morning
    centre.clock.time = datetime(2026, 11, 24, 17, 10, tzinfo=UTC)
    ends(calling, call_back, OUTCOMES.MACHINE)
    row = request(centre, call_back)
    assert (row.next_try_at, row.ring_from) == (WEDNESDAY_OPENING, WEDNESDAY_OPENING)
    assert row.ring_by == datetime(2026, 11, 25, 17, 15, tzinfo=UTC)


def test_done_by_an_adviser_while_it_rings_stays_done(centre: Centre, calling: CallingBack):
    call_back = book(centre)
    attempt = begun(calling, call_back)
    centre.queue.call_back_done(call_back, "Aisha", "Rang her myself")
    assert calling.end(attempt.id, OUTCOMES.RESIDENT_NOT_REACHED)
    assert status(centre, call_back) is CallBackStatus.DONE


# Lost tries


def test_a_try_whose_process_died_is_found_again(centre: Centre, calling: CallingBack):
    attempt = begun(calling, book(centre))
    centre.clock.pass_(5 * MINUTE)
    assert calling.lost() == []
    centre.clock.pass_(MINUTE)
    assert [lost.id for lost in calling.lost()] == [attempt.id]
    calling.end(attempt.id, OUTCOMES.FAILED)
    assert calling.lost() == []


def test_a_long_talk_is_not_lost(centre: Centre, calling: CallingBack):
    attempt = begun(calling, book(centre))
    calling.take(attempt.id)
    calling.connect(attempt.id)
    centre.clock.pass_(timedelta(hours=4))
    assert calling.lost() == []
    centre.clock.pass_(timedelta(hours=1))
    assert [lost.id for lost in calling.lost()] == [attempt.id]


# Ring now


def test_an_adviser_has_one_rung_now_whatever_the_hour(centre: Centre, calling: CallingBack):
    centre.clock.time = TUESDAY_NIGHT
    call_back = book(centre)
    calling.ring_now(call_back, "Aisha")
    assert request(centre, call_back).asked_by == "Aisha"
    assert calling.due() == [call_back]
    ends(calling, call_back, OUTCOMES.MACHINE)
    assert request(centre, call_back).asked_by is None
    assert calling.due() == []  # the next try is in opening hours again


def test_what_rings_or_is_over_cannot_be_rung_now(centre: Centre, calling: CallingBack):
    call_back = book(centre)
    attempt = begun(calling, call_back)
    with pytest.raises(CannotRingNow):
        calling.ring_now(call_back, "Aisha")
    calling.end(attempt.id, OUTCOMES.TALKED)
    with pytest.raises(CannotRingNow):
        calling.ring_now(call_back, "Aisha")
    with pytest.raises(UnknownCallBack):
        calling.ring_now(99, "Aisha")


# Of somebody asked for by name.


def test_whom_the_resident_asked_for_is_rung_on_their_own_telephone_once_and_then_the_team(centre: Centre):
    own = councils_own()
    people = tuple(
        replace(person, phone="+441632960101") if person.name == "Trevor Haddock" else person
        for person in own.council.people
    )
    calling = CallingBack(
        centre.database, replace(own.council, people=people), own.words, centre.events, centre.clock
    )
    presence.seen(centre.database, "Trevor Haddock", TUESDAY - timedelta(minutes=13))
    centre.resident("is trevor there", "a call-back", MOBILE_SPOKEN, "yes", "Sam Ward")
    call_back = centre.call_backs()[-1].id
    first = begun(calling, call_back)
    assert (first.person, first.team_number) == ("Trevor Haddock", "+441632960101")
    calling.end(first.id, OUTCOMES.ADVISER_NOT_REACHED)
    centre.clock.pass_(16 * MINUTE)
    assert begun(calling, call_back).team_number == own.council.team("waste").phone
