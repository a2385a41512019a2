"""What a call-back is about: said with the wish, on the way, or asked for; on the card, and of whose team it is."""

from __future__ import annotations

import pytest

from contacts.acts import CallBack, HandOff
from contacts.assistant import AssistantReply
from contacts.models import CallBackRequest, Channel, Outcome
from contacts.ringing_back.reasons import LONGEST, is_plain_reason, reason_given, reason_in
from contacts.ringing_back.wished_times import Wish, together, wish_in
from tests.contacts import parts
from tests.contacts.parts import MOBILE, TUESDAY_NIGHT, Centre, Resident

NOBODYS = AssistantReply(
    [CallBack(reason="Asked to be phoned", team="contact_centre")],
    {"intent": "request_callback", "confidence": 1.0},
)
ANYBODY = AssistantReply(
    [HandOff(reason="Asked to speak to a person")], {"intent": "ask_for_human", "confidence": 1.0}
)


@pytest.fixture
def caller(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> Resident:
    monkeypatch.setattr(parts, "SCRIPT", {"call back": NOBODYS, "anybody": ANYBODY, **parts.SCRIPT})
    return centre.resident(channel=Channel.PHONE, caller=MOBILE)


def booked(centre: Centre) -> CallBackRequest:
    with centre.database.reading() as session:
        return session.query(CallBackRequest).one()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("call back next thursday at nine in the morning about council tax", "Council tax"),
        ("it's about my housing application", "Housing application"),
        ("ring me about my blue badge tomorrow please", "Blue badge"),
        ("about 10 o'clock", ""),
        ("tomorrow morning", ""),
        ("it's about it", ""),
    ],
)
def test_a_reason_is_what_follows_about(words: str, reason: str):
    assert reason_in(words) == reason


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("the rent, please.", "Rent"),
        ("the rent, thank you, please", "Rent"),
        ("the rent. If you can ring soon", "Rent"),
        ("the damp and could you be quick please", "Damp"),
    ],
)
def test_courtesies_after_it_are_none_of_it(words: str, reason: str):
    assert reason_given(words) == reason


@pytest.mark.parametrize("again", ["please ", "thank you, ", "if i may\n"])
def test_words_said_over_and_over_are_read_in_no_time(again: str):
    """Read in every way they can be, they would hold the service up for minutes."""
    assert len(reason_given(again * 100 + "\nx")) <= LONGEST


def test_where_it_is_asked_for_any_words_are_one_but_a_refusal():
    assert reason_given("the damp in my flat") == "Damp in my flat"
    assert reason_given("I want to speak to somebody about the rent") == "Rent"
    assert reason_given("I'd rather not say") == reason_given("skip") == ""


def test_a_time_said_bit_by_bit_is_one():
    morning = wish_in("tomorrow morning")
    assert morning
    at_ten = together(["tomorrow morning", "ten o'clock"])
    assert at_ten
    assert at_ten.day == "tomorrow"
    assert at_ten.opens
    assert at_ten.opens.hour == 10
    assert together(["tomorrow morning", "no thursday"]) == Wish("thursday", morning.opens, morning.closes)


def test_the_reason_said_with_the_wish_decides_the_team_and_its_hours(centre: Centre, caller: Resident):
    caller.says("call back next thursday at nine in the morning about council tax")
    caller.says("yes")
    heard = caller.says("Joan Hill")
    assert "We cannot ring" not in heard
    request = booked(centre)
    assert (request.team, request.card["about"]) == ("council_tax", "Council tax")


def test_reason_day_and_time_before_the_number_is_confirmed_are_kept(centre: Centre, caller: Resident):
    caller.says("call back please")
    for words in ("it's about council tax", "tomorrow morning", "ten o'clock"):
        heard = caller.says(words)
        assert "Thank you, I have noted that." in heard
        assert "0 1 2 3" in heard  # the number is asked about again
    caller.says("yes")
    heard = caller.says("Joan Hill")
    assert "tomorrow between 10am and 11am" in heard
    request = booked(centre)
    assert (request.team, request.name, request.card["about"]) == ("council_tax", "Joan Hill", "Council tax")


def test_where_nothing_is_known_it_is_asked_for(centre: Centre, caller: Resident):
    caller.says("call back please")
    caller.says("yes")
    heard = caller.says("Joan Hill")
    assert "What is it about, in a few words?" in heard
    caller.says("I want to speak to somebody about council tax")
    request = booked(centre)
    assert (request.team, request.name, request.card["about"]) == ("council_tax", "Joan Hill", "Council tax")


def test_whoever_would_rather_not_say_is_rung_all_the_same(centre: Centre, caller: Resident):
    caller.says("call back please")
    caller.says("yes")
    caller.says("Joan Hill")
    caller.says("I'd rather not say")
    assert booked(centre).name == "Joan Hill"


def test_what_they_had_asked_before_is_what_it_is_about(centre: Centre, caller: Resident):
    caller.says("my bin was missed")
    caller.says("call back please")
    caller.says("yes")
    heard = caller.says("Joan Hill")
    assert "What is it about" not in heard
    request = booked(centre)
    assert request.team == "waste"
    assert "bin" in request.card["about"].lower()


def test_said_just_after_it_was_booked_it_goes_onto_the_card(centre: Centre, caller: Resident):
    caller.says("my bin was missed")
    caller.says("call back please")
    caller.says("yes")
    caller.says("Joan Hill")
    heard = caller.says("it's about my assisted collection")
    assert "I have noted that." in heard
    assert "Assisted collection" in booked(centre).card["about"]


# Who goes before the last question.


@pytest.mark.parametrize("answers", [(), ("Joan",)], ids=["at the name", "at the reason"])
def test_who_rings_off_once_the_number_is_confirmed_is_rung_all_the_same(
    caller: Resident, centre: Centre, answers: tuple[str, ...]
):
    for words in ("call back", "yes", *answers):
        caller.says(words)
    caller.leaves()
    assert (booked(centre).number, booked(centre).name) == (MOBILE, answers[0] if answers else None)
    assert caller.contact.outcome == Outcome.CALL_BACK
    caller.leaves()  # told twice
    assert len(centre.call_backs()) == 1


def test_who_rings_off_before_it_is_confirmed_is_not(caller: Resident, centre: Centre):
    caller.says("call back")
    caller.leaves()
    assert centre.call_backs() == []


# Whom they asked for says nothing of what about.


@pytest.mark.parametrize("wish", ["trevor", "librarian"])
def test_by_night_who_asked_for_a_person_or_a_team_is_asked_what_about(
    caller: Resident, centre: Centre, wish: str
):
    centre.clock.time = TUESDAY_NIGHT
    for words in (wish, "yes", "yes"):
        caller.says(words)
    assert caller.says("Joan") == "What is it about, in a few words?"
    caller.says("my missed bin")
    assert booked(centre).card["about"] == "Missed bin"
    assert booked(centre).team in ("waste", "libraries")  # as asked for


def test_nobody_answered_and_why_somebody_was_wanted_is_no_reason(caller: Resident, centre: Centre):
    caller.says("anybody at all")
    centre.turns.nobody_answered(caller.key)
    for words in ("yes", "yes"):
        caller.says(words)
    assert caller.says("Joan") == "What is it about, in a few words?"


@pytest.mark.parametrize(
    "words", ["about ten o'clock", "about half past three", "about an hour", "about two weeks", "about now"]
)
def test_about_a_time_is_no_reason(words: str):
    assert not is_plain_reason(words)


@pytest.mark.parametrize(
    "words", ["it's about my bin", "about my rent", "about the two weeks I was charged for"]
)
def test_about_a_thing_is_one(words: str):
    assert is_plain_reason(words)
