"""How a contact ended, honestly: a hang-up is never a success. And who says nothing for hours has ended too."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from contacts.carrying_out import MOST_TROUBLES
from contacts.idle import close_idle
from contacts.models import Channel, HandOffStatus, Outcome, Status
from tests.contacts.parts import TUESDAY_NIGHT, Centre, Resident

HOUR = timedelta(hours=1)


def outcome(resident: Resident) -> str | None:
    assert resident.contact.status == Status.ENDED
    return resident.contact.outcome


@pytest.mark.parametrize(
    ("lines", "ended"),
    [
        ((), Outcome.GAVE_UP_BEFORE_ANSWER),
        (("mumble",), Outcome.GAVE_UP_BEFORE_ANSWER),
        (("which one",), Outcome.GAVE_UP_BEFORE_ANSWER),
        (("my pin please", "4711x"), Outcome.GAVE_UP_AFTER_ANSWER),
        (("my bin was missed",), Outcome.GAVE_UP_AFTER_ANSWER),
        (("my bin was missed", "mumble"), Outcome.GAVE_UP_AFTER_ANSWER),
        (("a person please",), Outcome.GAVE_UP_IN_QUEUE),
        (("my bin was missed", "a person please"), Outcome.GAVE_UP_IN_QUEUE),
        (("there is a fire",), Outcome.GAVE_UP_IN_QUEUE),
        (("ring me",), Outcome.GAVE_UP_BEFORE_ANSWER),
        (("ring me", "07700 900123", "yes"), Outcome.CALL_BACK),
        (("ring me", "07700 900123", "yes", "Sam"), Outcome.CALL_BACK),
        (("my bin was missed", "ring me", "07700 900123", "yes", "Sam"), Outcome.CALL_BACK),
    ],
)
def test_a_hang_up_has_the_outcome_of_its_story(centre: Centre, lines: tuple[str, ...], ended: Outcome):
    resident = centre.resident(*lines, channel=Channel.PHONE)
    centre.clock.pass_(timedelta(minutes=1))
    resident.leaves()
    assert outcome(resident) == ended
    assert resident.contact.ended_at == centre.clock.time


@pytest.mark.parametrize(
    ("lines", "ended"),
    [
        (("my bin was missed", "bye"), Outcome.ANSWERED),
        (("bye",), Outcome.GAVE_UP_BEFORE_ANSWER),
        (("mumble", "bye"), Outcome.GAVE_UP_BEFORE_ANSWER),
        (("ring me", "07700 900123", "yes", "Sam", "bye"), Outcome.CALL_BACK),
    ],
)
def test_a_goodbye_is_a_success_only_after_an_answer(centre: Centre, lines: tuple[str, ...], ended: Outcome):
    assert outcome(centre.resident(*lines)) == ended


@pytest.mark.parametrize("goodbye", [True, False])
def test_a_case_is_a_case_however_it_ended(centre_on_each: Centre, goodbye: bool):
    resident = centre_on_each.resident("the caddy was missed")
    centre_on_each.opens_case(resident)
    if goodbye:
        resident.says("bye")
    else:
        resident.leaves()
    assert outcome(resident) == Outcome.CASE_OPENED


def test_a_place_in_the_queue_is_given_up(centre_on_each: Centre):
    resident = centre_on_each.resident("a person please")
    resident.leaves()
    assert [entry.status for entry in resident.entries] == [HandOffStatus.ABANDONED]
    assert centre_on_each.queue.waiting() == []


def test_who_leaves_an_adviser_was_handed_over(centre: Centre):
    resident = centre.resident("a person please")
    entry = centre.queue.accept(resident.entry.id, "Aisha")
    resident.leaves()
    assert outcome(resident) == Outcome.HANDED_OVER
    assert centre.queue.finish(entry.id, "Aisha", outcome="resident_left", note="", asked_again=False)
    assert outcome(resident) == Outcome.HANDED_OVER


def test_trouble_alone_is_no_answer(centre: Centre):
    centre.assistant.down = True
    resident = centre.resident("my bin was missed")
    resident.leaves()
    assert outcome(resident) == Outcome.GAVE_UP_BEFORE_ANSWER


def test_leaving_twice_changes_nothing(centre_on_each: Centre):
    resident = centre_on_each.resident("my bin was missed", "bye")
    ended_at = resident.contact.ended_at
    centre_on_each.clock.pass_(HOUR)
    resident.leaves()
    assert (outcome(resident), resident.contact.ended_at) == (Outcome.ANSWERED, ended_at)


@pytest.mark.parametrize("words", ["a person please", "ring me", "my bin was missed", "flurble"])
def test_a_reply_that_comes_after_the_hang_up_opens_nothing_again(centre_on_each: Centre, words: str):
    """The caller put the receiver down while the assistant was thinking, and then it asks for a person."""
    fails = MOST_TROUBLES[Channel.WEBCHAT] if words == "flurble" else 0
    centre_on_each.assistant.fails = fails + 1 if fails else 0
    resident = centre_on_each.resident(*["flurble"] * fails)
    centre_on_each.assistant.entered.clear()
    centre_on_each.assistant.gate = threading.Event()
    with ThreadPoolExecutor(1) as elsewhere:
        answering = elsewhere.submit(resident.says, words)
        assert centre_on_each.assistant.entered.wait(5)
        resident.leaves()
        centre_on_each.assistant.gate.set()
        answering.result()
    assert outcome(resident) == Outcome.GAVE_UP_BEFORE_ANSWER
    assert resident.contact.taking is None
    assert centre_on_each.queue.waiting() == []
    assert resident.turns[-1].acts is not None


# Idle


@pytest.mark.parametrize(
    ("channel", "idle"), [(Channel.WEBCHAT, 2 * HOUR), (Channel.PHONE, 5 * HOUR)], ids=["chat", "phone"]
)
def test_who_says_nothing_for_hours_has_gone(centre_on_each: Centre, channel: Channel, idle: timedelta):
    resident = centre_on_each.resident("my bin was missed", channel=channel)
    centre_on_each.clock.pass_(idle)
    assert close_idle(centre_on_each.database, centre_on_each.clock()) == 0
    centre_on_each.clock.pass_(timedelta(seconds=1))
    assert close_idle(centre_on_each.database, centre_on_each.clock()) == 1
    assert outcome(resident) == Outcome.GAVE_UP_AFTER_ANSWER
    assert close_idle(centre_on_each.database, centre_on_each.clock()) == 0


def test_a_turn_in_between_keeps_it_open(centre: Centre):
    resident = centre.resident("my bin was missed")
    centre.clock.pass_(HOUR)
    resident.says("and the caddy")
    centre.clock.pass_(1.5 * HOUR)
    assert close_idle(centre.database, centre.clock()) == 0


def test_whoever_waits_for_a_person_or_has_one_is_never_closed(centre: Centre):
    waiting, talking = centre.resident("a person please"), centre.resident("a person please")
    centre.queue.accept(talking.entry.id, "Aisha")
    centre.clock.pass_(100 * HOUR)
    assert close_idle(centre.database, centre.clock()) == 0
    assert [waiting.contact.status, talking.contact.status] == [Status.WAITING, Status.ADVISER]


def test_a_call_back_left_half_way_is_closed_as_given_up(centre: Centre):
    centre.clock.time = TUESDAY_NIGHT
    resident = centre.resident("a person please", "yes")
    centre.clock.pass_(3 * HOUR)
    assert close_idle(centre.database, centre.clock()) == 1
    assert outcome(resident) == Outcome.GAVE_UP_BEFORE_ANSWER
    assert resident.contact.taking is None


def test_many_are_closed_a_hundred_at_a_time(centre: Centre):
    for _ in range(101):
        centre.resident()
    centre.clock.pass_(3 * HOUR)
    assert [close_idle(centre.database, centre.clock()) for _ in range(3)] == [100, 1, 0]
