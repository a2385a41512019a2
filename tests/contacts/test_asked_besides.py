"""What is asked in one breath with a yes or a no: the answer counts, and the question is answered."""

from __future__ import annotations

import pytest

from contacts.acts import AskKind
from contacts.models import Channel, Status
from tests.contacts.parts import MOBILE, TUESDAY, TUESDAY_NIGHT, Centre, Resident
from tests.contacts.test_call_backs import DROPPED, IS_IT_RIGHT, OFFER, out_of_hours

OWN_NUMBER = "Shall we ring the number you are calling from, the one ending 0 1 2 3?"
TIP = "what time does the tip close"
TOLD = "At 4."
ANYTHING_ELSE = "Anything else?"


def calling(centre: Centre, *lines: str) -> Resident:
    centre.clock.time = TUESDAY_NIGHT
    return centre.resident("a person please", *lines, channel=Channel.PHONE, caller=MOBILE)


@pytest.mark.parametrize("no", ["no,", "no", "no thanks but", "nope it's fine,", "no thank you. and"])
def test_a_no_to_the_call_and_a_question_is_both(centre: Centre, no: str):
    resident = calling(centre)
    assert resident.heard.endswith(OFFER)
    assert resident.says(f"{no} {TIP}") == f"OK, I have not arranged a call. {TOLD} {ANYTHING_ELSE}"
    assert resident.contact.taking is None
    assert centre.assistant.asked[-1].words == TIP


def test_a_yes_to_the_call_and_a_question_is_both(centre: Centre):
    resident = calling(centre)
    assert resident.says(f"yes, and {TIP}") == f"{TOLD} {OWN_NUMBER}"
    assert resident.says("yes") == "What name should we ask for?"


def test_a_question_alone_is_answered_and_the_offer_stands(centre: Centre):
    resident = out_of_hours(centre)
    assert resident.says(TIP) == f"{TOLD} {OFFER}"
    assert resident.asked.kind is AskKind.YES_NO
    assert resident.says("no") == DROPPED


def test_a_no_to_the_number_asks_for_another_after_the_answer(centre: Centre):
    resident = calling(centre, "yes")
    assert resident.says(f"no, {TIP}") == f"{TOLD} What number should we ring? You can say it, or key it in."


def test_a_yes_to_the_number_goes_on_after_the_answer(centre: Centre):
    resident = out_of_hours(centre, "yes", "07700 900123")
    assert resident.heard == IS_IT_RIGHT
    assert resident.says(f"yes and {TIP}") == f"{TOLD} What name should we ask for?"


def test_what_takes_a_form_is_told_to_whoever_rings(centre: Centre):
    resident = calling(centre)
    heard = resident.says("yes, and can you empty my caddy")
    assert heard == f"Thank you, I have noted that. {OWN_NUMBER}"
    for words in ("yes", "Sam"):
        resident.says(words)
    assert centre.call_backs()[-1].card["collected"]["Also asked about"] == "Report a missed bin"


def test_what_takes_a_form_is_begun_after_a_no(centre: Centre):
    resident = calling(centre)
    assert resident.says("no, I want to tell you about my bin").startswith(
        "OK, I have not arranged a call. Leave it out"
    )
    assert resident.contact.taking is None


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("no, what do you mumble", DROPPED),  # nothing that the assistant knows
        ("no I don't want a call", DROPPED),
        ("no I'd rather not", DROPPED),
        ("yes, can you ring me at three", OWN_NUMBER),
        ("yes please, how kind", OWN_NUMBER),
    ],
)
def test_what_is_about_the_call_is_only_the_answer(centre: Centre, words: str, heard: str):
    resident = calling(centre)
    assert resident.says(words) == heard


def test_a_text_is_sent_and_the_question_answered(centre: Centre):
    resident = centre.resident("hello there", channel=Channel.PHONE, caller=MOBILE)
    centre.opens_case(resident)
    assert "Shall I text you the reference?" in resident.says("caddy")
    heard = resident.says(f"yes please, and {TIP}")
    assert heard.endswith(
        "I am sending it to the number you are calling from, the one ending 0 1 2 3. Anything else?"
    )
    assert TOLD in heard
    assert resident.contact.taking is None


def test_without_the_assistant_a_no_is_only_a_no(centre: Centre):
    resident = calling(centre)
    centre.assistant.down = True
    assert resident.says(f"no, {TIP}") == DROPPED


def test_danger_beside_a_no_comes_first(centre: Centre):
    resident = calling(centre)
    assert "999" in resident.says("no, what do I do, my house is on fire").replace(" ", "")


@pytest.mark.parametrize("at_night", [True, False])
def test_a_person_for_what_was_told_besides_comes_first(centre: Centre, at_night: bool):
    resident = calling(centre, "yes")
    if not at_night:
        centre.clock.time = TUESDAY
    heard = resident.says(f"yes, and {TIP}, I am stuck in the lift")
    assert "Press the alarm button" in heard
    assert "What name" not in heard
    assert (resident.contact.status == Status.WAITING) is not at_night


def test_a_radio_that_asks_for_something_is_not_noted_for_ever(centre: Centre):
    resident = calling(centre, "yes")
    for _ in range(12):
        if resident.contact.status == Status.ENDED:
            break
        resident.says("can you empty my caddy")
    assert resident.contact.status == Status.ENDED
