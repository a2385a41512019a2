"""Asking after a call-back: it did not come, when it will, or it is no longer wanted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contacts.acts import HandOff
from contacts.models import CallBackRequest, CallBackStatus, Channel, Outcome, Status
from contacts.ringing_back.asked_after import After, asked_in
from tests.contacts.parts import MOBILE, TUESDAY_NIGHT, Centre, Resident

SORRY = "I am sorry that you have had to wait for our call."
MISSED = [
    "nobody rang me back",
    "nobody's rung me back",
    "I was promised a call back and it never came",
    "you said you'd ring me and you didn't",
    "I've been waiting in all day for your call",
    "where's my call back",
    "what time are you ringing me back",
    "no one ever phoned me back about my rent",
    "they said someone would call me and nobody did",
    "I'm still waiting for a call back",
    "when is somebody going to ring me",
    "you never called me back",
    "I was supposed to get a phone call this morning",
    "what's happened to my call back",
    "I never got the call back",
    "the housing team never called me back",
    "you said somebody would ring me this morning and nobody has",
    "I asked for a call back yesterday and nobody rang me",
    "they promised to ring me and they haven't",
]
CANCEL = [
    "cancel my call back",
    "actually cancel that call back",
    "can you cancel the call please",
    "I don't need that call back now",
    "I no longer need you to ring me",
    "I'd like to cancel my call back please",
]
NEITHER = [
    "can you ring me back",
    "I want a call back",
    "I'm waiting for a call from the hospital",
    "where is the call centre",
    "nobody came for the bins",
    "when are you emptying the bins",
    "I want to complain that nobody rang me back",
    "don't ring me back, text me",
    "cancel my direct debit",
    "cancel the call out charge",
    "he never called me names",
    "I don't want a call, I want a person",
    "what time do you open, I never got to ring",
    "please don't cancel my call back",
    "I don't want to cancel the call back",
    "I never asked you to cancel my call back",
    "did you cancel my call back",
    "They told me to ring you because nobody has emptied my bin",
    "my neighbour said to ring because nobody had collected the bins",
    "the letter said to call if you have not received the form",
    "they said to ring and nobody has come",
    "my mum never called me back and she isn't answering the door",
    "my daughter hasn't called me back and I'm worried",
    "my daughter hasn't called me back",
    "the doctor never rang me back",
    "cancel my call back and put me through to someone",
    "I do not want you to call me now I want to speak to someone",
    "cancel the call back, my bin wasn't emptied",
    "when will you call me, I want someone now",
    "I was promised a call about my homeless application, I'm sleeping in my car tonight",
    "nobody rang me back about my dad who is hurting me",
]


@pytest.mark.parametrize("words", MISSED)
def test_asking_after_a_call_is_known(words: str):
    assert asked_in(words) is After.MISSED


@pytest.mark.parametrize("words", CANCEL)
def test_cancelling_a_call_is_known(words: str):
    assert asked_in(words) is After.CANCEL


@pytest.mark.parametrize("words", NEITHER)
def test_other_words_are_neither(words: str):
    assert asked_in(words) is None


def booked(centre: Centre) -> Resident:
    """Arranged in this call, for a bin: the time has been told."""
    resident = centre.resident("ring me", channel=Channel.PHONE, caller=MOBILE)
    resident.says("yes")
    assert "The bins and recycling team will ring" in resident.says("Sam")
    return resident


def test_who_waited_in_vain_is_told_sorry_and_put_through_to_the_team_that_was_to_ring(centre: Centre):
    booked(centre)
    centre.clock.pass_(timedelta(days=1))
    again = centre.resident("nobody rang me back", channel=Channel.PHONE, caller=MOBILE)
    assert again.heard.startswith(SORRY)
    act = again.acts[-1]
    assert isinstance(act, HandOff)
    assert (act.team, act.about) == ("waste", "Report a missed bin")
    assert again.contact.status == Status.WAITING


def test_with_nothing_found_a_person_comes_of_the_team_it_was_about(centre: Centre):
    resident = centre.resident("nobody rang me back about my council tax", channel=Channel.PHONE)
    act = resident.acts[-1]
    assert isinstance(act, HandOff)
    assert act.team == "council_tax"


def test_a_phone_number_alone_tells_nothing_of_another_call(centre: Centre):
    booked(centre)
    again = centre.resident("what time are you ringing me back", channel=Channel.PHONE, caller=MOBILE)
    assert "5.15pm" not in again.heard
    assert again.heard.startswith(SORRY)


def test_in_the_same_call_the_time_is_told_again(centre: Centre):
    resident = booked(centre)
    heard = resident.says("what time are you ringing me back")
    assert heard.startswith("We will ring 0 7 7 0 0")
    assert "today before 5.15pm" in heard


def test_when_nobody_is_here_sorrow_comes_first_and_then_a_better_time(centre: Centre):
    centre.clock.time = TUESDAY_NIGHT
    heard = centre.resident("nobody rang me back", channel=Channel.PHONE, caller=MOBILE).heard
    assert heard.startswith(SORRY)
    assert "They are back tomorrow at 8.45am." in heard
    assert "Shall I ask someone to phone you?" in heard


@pytest.mark.parametrize("words", CANCEL)
def test_a_call_arranged_here_is_cancelled(centre: Centre, words: str):
    resident = booked(centre)
    assert resident.says(words).startswith("OK, I have cancelled that call.")
    (row,) = centre.call_backs()
    assert row.status == CallBackStatus.CANCELLED
    assert centre.queue.call_backs() == []
    resident.says("bye")
    assert resident.contact.outcome != Outcome.CALL_BACK


def test_one_arranged_in_another_call_is_for_a_person(centre: Centre):
    booked(centre)
    again = centre.resident("cancel my call back", channel=Channel.PHONE, caller=MOBILE)
    assert isinstance(again.acts[-1], HandOff)
    assert centre.call_backs()[0].status == CallBackStatus.BOOKED
    centre.clock.time = TUESDAY_NIGHT
    at_night = centre.resident("cancel my call back", channel=Channel.PHONE, caller=MOBILE)
    assert at_night.heard.startswith("I cannot cancel a call from here.")


def test_danger_beside_it_comes_first(centre: Centre):
    resident = centre.resident("nobody rang me back and my mother is trapped", channel=Channel.PHONE)
    assert "9 9 9" in resident.heard


def test_a_trouble_there_is_a_number_for_is_seen_to(centre: Centre):
    centre.clock.time = TUESDAY_NIGHT
    words = "I was promised a call about being homeless tonight"
    assert asked_in(words) is After.MISSED
    heard = centre.resident(words, channel=Channel.PHONE, caller=MOBILE).heard
    assert heard.startswith(SORRY)
    assert "night" in heard.lower()


def test_a_call_that_is_being_rung_is_not_called_cancelled(centre: Centre):
    resident = booked(centre)
    with centre.database.session() as session:
        session.query(CallBackRequest).update({"status": CallBackStatus.RINGING})
    assert "I have cancelled" not in resident.says("cancel my call back")
    assert centre.call_backs()[0].status == CallBackStatus.RINGING


@pytest.mark.parametrize(
    ("words", "cancelled"),
    [
        ("cancel my call back and put me through to a person please", True),
        ("cancel the call back, my bin was missed", True),
        ("please don't cancel my call back, my bin was missed", False),
        ("cancel my call back if my bin was missed", False),
        ("cancel my call back, if my bin was missed", False),
    ],
)
def test_what_is_said_beside_cancelling_is_heard_too(centre: Centre, words: str, cancelled: bool):
    resident = booked(centre)
    heard = resident.says(words)
    assert heard.startswith("OK, I have cancelled that call.") is cancelled
    assert "Leave it out" in heard or resident.contact.status == Status.WAITING
    assert (centre.call_backs()[0].status == CallBackStatus.CANCELLED) is cancelled
