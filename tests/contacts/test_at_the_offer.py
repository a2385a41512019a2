"""What is said to the offer of a call that is no yes and no no."""

from __future__ import annotations

import pytest

from contacts.models import Channel
from contacts.ringing_back.at_the_offer import ALSO_SAID, asks_something_else, rather_holds
from contacts.ringing_back.declining import declines
from tests.contacts.parts import MOBILE, TUESDAY_NIGHT, Centre, Resident

OFFER = "Shall I ask someone to phone you?"


def unanswered(centre: Centre) -> Resident:
    caller = centre.resident("a person please", channel=Channel.PHONE, caller=MOBILE)
    centre.turns.nobody_answered(caller.key)
    return caller


def by_night(centre: Centre) -> Resident:
    centre.clock.time = TUESDAY_NIGHT
    return centre.resident("a person please", channel=Channel.PHONE, caller=MOBILE)


@pytest.mark.parametrize("offered", [unanswered, by_night])
def test_another_question_is_answered_and_the_offer_is_gone(centre: Centre, offered):
    caller = offered(centre)
    heard = caller.says("what day is my bin instead")
    assert heard.startswith("Leave it out")
    assert OFFER not in heard
    assert caller.contact.taking is None


@pytest.mark.parametrize(
    "words",
    ["what for", "when will they ring", "how much does it cost", "who is that", "what do you mean by that"],
)
def test_a_question_about_the_call_leaves_it_open(words: str):
    assert not asks_something_else(words)


@pytest.mark.parametrize(
    "words",
    [
        "I'll ring back later",
        "I'll try again tomorrow",
        "no I’ll ring back later thanks",
        "I'd rather ring myself",
        "we'll call you back in the morning",
    ],
)
def test_who_will_ring_again_wants_no_call(centre: Centre, words: str):
    assert declines(words)
    assert by_night(centre).says(words).startswith("OK, I have not arranged a call.")


@pytest.mark.parametrize(
    "words", ["I'll ring the police", "can you ring me back later", "ring me back tomorrow"]
)
def test_who_wants_one_later_does_not_decline(words: str):
    assert not declines(words)


@pytest.mark.parametrize(
    "words", ["no I want to hold", "I'd rather wait", "can I hold please", "put me back in the queue"]
)
def test_who_would_rather_hold_is_put_back_into_the_queue_but_not_for_ever(centre: Centre, words: str):
    caller = unanswered(centre)
    for _ in range(2):
        caller.says(words)
        assert [one.contact_key for one in centre.queue.waiting()] == [caller.key]
        centre.turns.nobody_answered(caller.key)
    assert OFFER in caller.says(words)
    assert centre.queue.waiting() == []


def test_by_night_nobody_holds(centre: Centre):
    assert by_night(centre).says("no I want to hold").endswith(OFFER)
    assert not rather_holds("yes please")
    assert not rather_holds("I can't wait")


def test_what_is_told_there_is_for_whoever_rings(centre: Centre):
    caller = by_night(centre)
    assert caller.says("it's a council flat") == f"Thank you, I have noted that. {OFFER}"
    assert "I have noted that" in caller.says("5 castle street")
    for words in ("yes", "yes", "Janet"):
        caller.says(words)
    (row,) = centre.call_backs()
    assert row.card["collected"][ALSO_SAID] == "it's a council flat; 5 castle street"


def test_and_it_ends_all_the_same(centre: Centre):
    caller = by_night(centre)
    for _ in range(6):
        caller.says("it's a council flat")
        if caller.contact.taking is None:
            return
    raise AssertionError("asked for ever")
