"""A number that is read back for a call-back is corrected at most twice; then a person takes it."""

from __future__ import annotations

import pytest

from contacts.models import Channel
from tests.contacts.parts import MOBILE, TUESDAY_NIGHT, Centre, Resident

GAVE_UP = "I am sorry, I could not take the number. You can ring us on 01632 960001."
IS_IT_RIGHT = "Is 0 7 7 0 0, 9 0 0 5 5 5 right?"


def by_phone(centre: Centre) -> Resident:
    return centre.resident("ring me", "no", "07700 900555", channel=Channel.PHONE, caller=MOBILE)


def corrected_twice(resident: Resident) -> Resident:
    """Refusing their own number, as the first no did, is no correction."""
    for _ in range(2):
        resident.says("no")
        assert resident.says("07700 900555") == IS_IT_RIGHT
    return resident


@pytest.mark.parametrize("words", ["no", "no it's 07700 900556", "07700 900557"])
def test_the_third_correction_brings_a_person(centre: Centre, words: str):
    resident = corrected_twice(by_phone(centre))
    assert centre.queue.waiting() == []
    resident.says(words)
    (entry,) = centre.queue.waiting()
    assert entry.reason.startswith("The number to ring could not be taken")
    assert centre.call_backs() == []


@pytest.mark.parametrize("number", ["0901 234 5678", "070 1234 5678", "+882 16 1234 5678"])
def test_what_would_cost_the_council_dear_is_not_rung(centre: Centre, number: str):
    resident = centre.resident("ring me", "no", number, channel=Channel.PHONE, caller=MOBILE)
    assert "We cannot ring that number" in resident.says(number)
    assert resident.says("07700 900555") == IS_IT_RIGHT


@pytest.mark.parametrize("number", ["01632 960001", "01632 960099"])
def test_our_own_number_is_not_rung(centre: Centre, number: str):
    resident = centre.resident("ring me", "no", channel=Channel.PHONE, caller=MOBILE)
    assert "We cannot ring that number" in resident.says(number)
    assert resident.says("07700 900555") == IS_IT_RIGHT


def test_a_number_corrected_twice_may_still_be_right(centre: Centre):
    resident = corrected_twice(by_phone(centre))
    for words in ("yes", "Sam"):
        resident.says(words)
    assert [row.number for row in centre.call_backs()] == ["+447700900555"]


def test_where_nobody_is_here_no_call_is_arranged(centre: Centre):
    centre.clock.time = TUESDAY_NIGHT
    resident = corrected_twice(by_phone(centre))
    assert resident.says("no").startswith(GAVE_UP)
    assert centre.call_backs() == []


@pytest.mark.parametrize(
    "words",
    [
        "there's no other number",
        "I haven't got another number",
        "not the other number",
        "I’ve no other phone number",
    ],
)
def test_who_denies_another_number_is_still_asked_for_their_name(centre: Centre, words: str):
    resident = centre.resident("ring me", "yes", channel=Channel.PHONE, caller=MOBILE)
    assert "What number should we ring?" not in resident.says(words)
    resident.says("Sam")
    assert [row.number for row in centre.call_backs()] == [MOBILE]


@pytest.mark.parametrize("words", ["no the other number", "sorry a different number", "not that number"])
def test_another_number_may_still_be_wanted_where_the_name_is_asked_for(centre: Centre, words: str):
    resident = centre.resident("ring me", "yes", channel=Channel.PHONE, caller=MOBILE)
    resident.says(words)
    assert resident.says("07700 900555") == IS_IT_RIGHT
    for answer in ("yes", "Sam"):
        resident.says(answer)
    assert [row.number for row in centre.call_backs()] == ["+447700900555"]
