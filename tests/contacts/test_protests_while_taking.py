""" "No, that's not right" while a call-back is arranged, and "yes but not on this number"."""

from __future__ import annotations

import pytest

from contacts.acts import AskKind
from contacts.models import Channel
from tests.contacts.parts import MOBILE, TUESDAY_NIGHT, Centre, Resident

WHICH_NUMBER = "What number should we ring?"


def caller(centre: Centre, *lines: str) -> Resident:
    return centre.resident("ring me", *lines, channel=Channel.PHONE, caller=MOBILE)


@pytest.mark.parametrize(
    "words",
    [
        "yes but not on this number",
        "ok but use my mobile instead",
        "yes but a different number",
        "not this number",
        "yeah except not that one",
    ],
)
def test_yes_but_on_another_number_asks_which(centre: Centre, words: str):
    resident = caller(centre)
    assert WHICH_NUMBER in resident.says(words)
    for said in ("07700 900555", "yes", "Sam"):
        resident.says(said)
    assert [row.number for row in centre.call_backs()] == ["+447700900555"]


@pytest.mark.parametrize(
    "words", ["yes but I'm out until four", "yes but please be quick", "yes only I am hard of hearing"]
)
def test_a_remark_after_the_but_leaves_it_a_yes(centre: Centre, words: str):
    resident = caller(centre)
    resident.says(words)
    assert resident.asked.kind is AskKind.NAME


@pytest.mark.parametrize("words", ["no that's not right", "that's wrong", "no that's not what I said"])
def test_a_protest_at_the_name_goes_back_to_the_number(centre: Centre, words: str):
    resident = caller(centre, "yes")
    assert WHICH_NUMBER in resident.says(words)
    assert centre.call_backs() == []


@pytest.mark.parametrize("words", ["no that's not right", "that is the wrong number", "no it isn't right"])
def test_a_protest_at_what_was_booked_asks_for_the_number_and_changes_it(centre: Centre, words: str):
    resident = caller(centre, "yes", "Sam")
    (booked,) = centre.call_backs()
    assert WHICH_NUMBER in resident.says(words)
    resident.says("07700 900555")
    assert "We will ring 0 7 7 0 0, 9 0 0 5 5 5." in resident.says("yes")
    (row,) = centre.call_backs()
    assert (row.id, row.number, row.name) == (booked.id, "+447700900555", "Sam")


def test_a_number_said_at_once_is_read_back(centre: Centre):
    resident = caller(centre, "yes", "Sam")
    assert "9 0 0 5 5 5 right?" in resident.says("no it should be 07700 900555")
    resident.says("yes")
    assert [row.number for row in centre.call_backs()] == ["+447700900555"]


@pytest.mark.parametrize("words", ["that's no good for me", "no that doesn't suit", "I can't do then"])
def test_a_time_that_is_no_good_is_asked_about_once_more_and_the_number_stays(centre: Centre, words: str):
    resident = caller(centre, "yes", "Sam")
    heard = resident.says(words)
    assert heard == "Would the morning or the afternoon suit you better?"
    assert "between 12pm and" in resident.says("afternoon")
    assert [row.number for row in centre.call_backs()] == [MOBILE]


@pytest.mark.parametrize("words", ["it's rubbish", "it's no use to me any more"])
def test_what_is_told_at_the_offer_is_no_protest(centre: Centre, words: str):
    centre.clock.time = TUESDAY_NIGHT
    resident = centre.resident("person", channel=Channel.PHONE, caller=MOBILE)
    resident.says(words)
    assert resident.contact.taking["step"] == "offer"


def test_a_time_said_with_the_protest_moves_it(centre: Centre):
    resident = caller(centre, "yes", "Sam")
    assert "tomorrow between" in resident.says("no I said tomorrow morning")


@pytest.mark.parametrize(
    "words", ["no that's not what I asked", "no that's not right", "that isn't what I said"]
)
def test_a_protest_at_the_offer_of_a_call_is_answered_as_one(centre: Centre, words: str):
    centre.clock.time = TUESDAY_NIGHT
    resident = centre.resident("person", channel=Channel.PHONE, caller=MOBILE)
    assert resident.contact.taking["step"] == "offer"
    resident.says(words)
    assert centre.assistant.asked[-1].words == words
    assert resident.contact.taking is None


def test_a_plain_no_to_the_offer_stays_one(centre: Centre):
    centre.clock.time = TUESDAY_NIGHT
    resident = centre.resident("person", channel=Channel.PHONE, caller=MOBILE)
    asked = len(centre.assistant.asked)
    resident.says("no thank you")
    assert len(centre.assistant.asked) == asked


def test_a_language_without_a_sentence_of_ours_is_wished_for_there_too(centre: Centre):
    resident = caller(centre)
    heard = resident.says("I speak Somali")
    assert heard.startswith("You need an interpreter for Somali.")
    assert resident.entry.card.language == "Somali"
