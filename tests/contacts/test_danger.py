"""Words that mean danger are answered with 999 and a person, whatever else is going on."""

from __future__ import annotations

import pytest

from contacts.acts import HandOff, Priority
from contacts.models import Channel, Status
from tests.contacts.parts import TUESDAY_NIGHT, Centre, Resident

DANGER = "there is a fire and he's not breathing"
OFFER = "Shall I ask someone to phone you?"
CALL_IS_FOR_WHAT_CAN_WAIT = "A call from us is only for what can wait. If anyone is in danger, call 999 now."
CHAT_999 = "If anyone is in danger, call 999 now. I cannot send help from here."
PHONE_999 = "If anyone is in danger, hang up and dial 9 9 9 now. I cannot send help from here."


def others_wait(centre: Centre) -> None:
    for _ in range(2):
        centre.resident("a person please")


def is_at_the_front(centre: Centre, resident: Resident) -> bool:
    first = centre.queue.waiting()[0]
    return (first.contact_key, first.priority) == (resident.key, Priority.URGENT)


STATES = {
    "at the first question": (),
    "after an answer": ("my bin was missed",),
    "at a yes or no": ("please report it",),
    "at a choice": ("which one",),
    "at the PIN": ("my pin please",),
    "in a call-back, at the number": ("ring me",),
    "in a call-back, at the reading back": ("ring me", "07700 900123"),
    "in a call-back, at the name": ("ring me", "07700 900123", "yes"),
}


@pytest.mark.parametrize("lines", STATES.values(), ids=STATES.keys())
def test_with_the_assistant_it_is_999_and_the_front_of_the_queue(centre: Centre, lines: tuple[str, ...]):
    others_wait(centre)
    resident = centre.resident(*lines)
    assert resident.says(DANGER).startswith(f"{CHAT_999} I am passing you to an adviser.")
    assert is_at_the_front(centre, resident)
    assert centre.call_backs() == []


@pytest.mark.parametrize("lines", STATES.values(), ids=STATES.keys())
def test_out_of_hours_it_is_999_our_own_line_and_a_call_back(centre: Centre, lines: tuple[str, ...]):
    centre.clock.time = TUESDAY_NIGHT
    resident = centre.resident(*lines)
    heard = resident.says(DANGER)
    assert heard.startswith(CHAT_999)
    assert "such as a dangerous building, ring 01632 960099 at any time." in heard
    assert heard.endswith("Shall I ask someone to phone you?")
    assert resident.contact.taking is not None
    assert resident.contact.taking["act"]["reason"] in (
        "Words that mean danger",
        "Danger to life",
    )


@pytest.mark.parametrize("told", [DANGER, "my mother is trapped", "perhaps a fire, and a bin"])
def test_the_promise_of_a_call_says_first_that_danger_must_not_wait_for_it(centre: Centre, told: str):
    centre.clock.time = TUESDAY_NIGHT
    resident = centre.resident(told)
    if OFFER not in resident.heard:
        resident.says("ring me")
    else:
        resident.says("yes please")
    resident.says("07700 900123")
    resident.says("yes")
    heard = resident.says("Sam")
    assert heard.startswith(f"{CALL_IS_FOR_WHAT_CAN_WAIT} Thank you. ")
    assert "will ring 07700 900123 tomorrow before 5.15pm" in heard
    assert heard.endswith("Is there anything else I can help you with?")  # and not what hour would suit
    assert len(centre.call_backs()) == 1


def test_while_waiting_it_moves_to_the_front(centre_on_each: Centre):
    others_wait(centre_on_each)
    resident = centre_on_each.resident("a person please")
    assert resident.says(DANGER) == CHAT_999
    assert is_at_the_front(centre_on_each, resident)
    assert len(resident.entries) == 1


def test_with_an_adviser_it_is_999_and_the_adviser_reads_it(centre: Centre):
    resident = centre.resident("a person please")
    entry = centre.queue.accept(resident.entry.id, "Aisha")
    assert resident.says(DANGER) == CHAT_999
    assert resident.transcript[-2:] == [("resident", DANGER), ("assistant", CHAT_999)]
    held = centre.queue.entry(entry.id)
    assert (held.adviser, held.priority) == ("Aisha", Priority.URGENT)
    assert resident.contact.status == Status.ADVISER


def test_on_the_phone_it_is_said_and_a_person_is_rung(centre: Centre):
    resident = centre.resident(DANGER, channel=Channel.PHONE)
    assert resident.heard.startswith(PHONE_999)
    assert isinstance(resident.acts[-1], HandOff)


def test_it_needs_no_assistant(centre: Centre):
    centre.assistant.down = True
    resident = centre.resident("flurble", DANGER)
    assert resident.heard.startswith(CHAT_999)
    assert is_at_the_front(centre, resident)


def test_a_choice_in_another_hand_is_no_danger(centre: Centre):
    resident = centre.resident("the fire door in our block will not close")
    assert "999" not in resident.heard
    assert centre.queue.waiting() == []


@pytest.mark.parametrize(
    "words", ["I SMELL GAS!", "can’t breathe", "he is NOT\u200b breathing", "smell\nof gas", "  on   fire  "]
)
def test_it_is_heard_however_it_is_written(centre: Centre, words: str):
    assert centre.resident(words).heard.startswith(CHAT_999)


def test_the_assistant_knows_what_only_sounds_alarming(centre: Centre):
    assert centre.resident("you are on fire today").heard.startswith("Thank you.")


def test_what_may_be_danger_is_told_of_999_and_answered_all_the_same(centre: Centre):
    heard = centre.resident("perhaps a fire, and a bin").heard
    assert heard == f"{CHAT_999} Leave it out. Anything else?"
    assert centre.queue.waiting() == []


@pytest.mark.parametrize("lines", [("ring me",), ("ring me", "07700 900123", "yes"), ("a person please",)])
def test_the_assistant_listens_where_it_has_no_turn(centre: Centre, lines: tuple[str, ...]):
    others_wait(centre)
    resident = centre.resident(*lines)
    assert resident.says("my mother is trapped").startswith(CHAT_999)  # no plain phrase of danger
    assert is_at_the_front(centre, resident)


def test_without_the_assistant_it_is_understood_as_an_emergency(centre: Centre):
    centre.assistant.down = True
    (turn,) = centre.resident(DANGER).turns
    assert turn.understanding == {"intent": "report_emergency", "confidence": 1.0}


@pytest.mark.parametrize(
    ("words", "named"),
    [("perhaps a fire last month burnt my car", False), ("perhaps a fire near my car", True)],
)
def test_999_is_not_named_for_a_damage_long_past_that_is_only_perhaps_danger(
    centre: Centre, words: str, named: bool
):
    assert ("999" in centre.resident(words).heard) is named
