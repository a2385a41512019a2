"""Callers whose hang-up nobody reported: their place in the queue is given up, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from contacts.models import HandOffStatus, Outcome, QueueEntry, RingStatus, Status
from contacts.waiting.lost_callers import LONGEST, LOST_AFTER
from ivr.simulator import SimulatedCall
from tests.contacts.parts import Centre
from tests.ivr.parts import PhoneLine
from tests.ivr.test_task_router import RoutedLine, waiting

NEIGHBOUR = "+447700900456"
HALF_A_MINUTE = timedelta(seconds=30)


@pytest.fixture
def routed(centre: Centre) -> Iterator[RoutedLine]:
    with RoutedLine(centre) as line:
        yield line
        line.check_every_answer()


def entry(line: PhoneLine, call: SimulatedCall) -> QueueEntry:
    with line.centre.database.reading() as session:
        entries = session.query(QueueEntry).filter_by(contact_id=line.contact(call).id)
        return entries.order_by(QueueEntry.id.desc()).first() or pytest.fail("no place in the queue")


def waits_on(line: PhoneLine, call: SimulatedCall, wait: timedelta) -> None:
    """The network asks for the page of this caller over and over, and for nobody else's."""
    for _ in range(wait // HALF_A_MINUTE + 1):
        line.centre.clock.pass_(HALF_A_MINUTE)
        line.post("wait?s=2", {"CallSid": call.call_sid})


def test_a_place_nobody_waits_in_is_given_up_as_lost_in_the_queue(waiting_line: PhoneLine):
    lost = waiting_line.dial("a person please")
    last_seen = waiting_line.centre.clock.time
    waiting_line.centre.clock.pass_(LOST_AFTER - HALF_A_MINUTE)
    behind = waiting_line.dial("a person please", caller=NEIGHBOUR)
    assert "You are second in the queue" in behind.words
    waits_on(waiting_line, behind, 2 * HALF_A_MINUTE)
    assert waiting_line.lost.give_up() == 1
    contact = waiting_line.contact(lost)
    assert (contact.status, contact.outcome) == (Status.ENDED, Outcome.GAVE_UP_IN_QUEUE)
    assert contact.ended_at == last_seen
    assert entry(waiting_line, lost).status == HandOffStatus.ABANDONED
    assert RingStatus.RINGING not in [ring.status for ring in entry(waiting_line, lost).rings]
    page = waiting_line.post("wait?s=2", {"CallSid": behind.call_sid})
    assert "You are next in the queue" in page.text
    assert entry(waiting_line, behind).rings[-1].status == RingStatus.RINGING
    assert waiting_line.lost.give_up() == 0


def test_who_waits_however_long_is_not_lost(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    waiting_line.network.ringing[0].answers()  # and goes on hearing the whisper
    waits_on(waiting_line, call, timedelta(minutes=20))
    assert waiting_line.lost.give_up() == 0


def test_who_talks_while_they_wait_is_there(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    waiting_line.centre.clock.pass_(LOST_AFTER)
    call.says("what a lovely day")
    waiting_line.centre.clock.pass_(HALF_A_MINUTE)
    assert waiting_line.lost.give_up() == 0


def test_who_is_talking_to_an_adviser_is_not_lost(waiting_line: PhoneLine):
    call = waiting_line.dial("a person please")
    waiting_line.network.ringing[0].answers().presses("1")
    waiting_line.centre.clock.pass_(timedelta(hours=1))
    assert waiting_line.lost.give_up() == 0
    assert waiting_line.contact(call).status == Status.ADVISER


def test_somebody_who_turns_up_after_all_gets_a_person(waiting_line: PhoneLine):
    """Our own web processes were down for minutes, say."""
    call = waiting_line.dial("a person please")
    waiting_line.centre.clock.pass_(LOST_AFTER + HALF_A_MINUTE)
    assert waiting_line.lost.give_up() == 1
    call.stays_silent().stays_silent()
    assert call.ringing_numbers


def has_hours(line: PhoneLine, call: SimulatedCall) -> None:
    assert call.ringing_numbers
    line.centre.clock.pass_(timedelta(hours=1))
    assert line.lost.give_up() == 0  # they may be talking: we hear of a dialled call when it is over
    line.centre.clock.pass_(LONGEST)
    assert line.lost.give_up() == 1
    assert line.contact(call).outcome == Outcome.GAVE_UP_IN_QUEUE


def test_who_is_put_straight_through_has_hours(line: PhoneLine):
    has_hours(line, line.dial("a person please"))


def test_also_where_they_waited_before(waiting_line: PhoneLine):
    waiting_line.network.broken = True
    has_hours(waiting_line, waiting_line.dial("a person please"))


def test_where_taskrouter_chooses_it_is_the_same(routed: RoutedLine):
    call, task = waiting(routed)
    routed.centre.clock.pass_(LOST_AFTER + HALF_A_MINUTE)
    assert routed.lost.give_up() == 1
    assert routed.contact(call).outcome == Outcome.GAVE_UP_IN_QUEUE
    assert routed.assigned(task) == {"instruction": "reject"}


def test_but_whom_it_has_offered_may_be_talking_though_no_news_came(routed: RoutedLine):
    call, task = waiting(routed)
    routed.assigned(task)
    routed.centre.clock.pass_(timedelta(hours=1))
    assert routed.lost.give_up() == 0
    call.adviser_answers().adviser_hangs_up()
    assert routed.contact(call).outcome == Outcome.HANDED_OVER


def test_a_relayed_call_waits_as_any_other(centre: Centre):
    with PhoneLine(centre, "relay", queueing=True) as line:
        call = line.dial("a person please")
        line.centre.clock.pass_(LOST_AFTER + HALF_A_MINUTE)
        assert line.lost.give_up() == 1
        assert line.contact(call).outcome == Outcome.GAVE_UP_IN_QUEUE
