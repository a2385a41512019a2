"""A threat against our people or places: staff are flagged, wherever it is said, and anger is none."""

from __future__ import annotations

import pytest

from contacts.acts import Priority
from contacts.models import Channel
from contacts.threats import FLAG, REASON, of_harm_to_us
from tests.contacts.parts import MOBILE, TUESDAY_NIGHT, Centre

THREAT = "I'm going to burn your offices down if nobody sorts my bins"


@pytest.mark.parametrize(
    "words",
    [
        THREAT,
        "I swear I'll kill one of you lot",
        "I'm coming down there with a baseball bat",
        "i'm gonna punch that traffic warden",
        "I know where you live",
        "someone's going to get hurt if you don't fix this",
        "I feel like blowing up the town hall",
        "I will stab the next bin man I see",
    ],
)
def test_harm_to_our_people_or_places_is_a_threat(words: str):
    assert of_harm_to_us(words)


@pytest.mark.parametrize(
    "words",
    [
        "my neighbour is burning rubbish",
        "he's going to kill me",
        "I'll kill myself",
        "I'm going to burn some garden waste is that ok",
        "someone smashed the windows of the library",
        "I've a good mind to complain about you lot",
        "can I get a bat removed from my loft",
        "I'll hit you back with the number",
        "I'll kill you with kindness",
        "the tree is going to hit the building",
        "you're all useless idiots",
    ],
)
def test_anger_and_other_harm_are_none(words: str):
    assert not of_harm_to_us(words)


@pytest.mark.parametrize("channel", list(Channel))
def test_a_person_comes_with_a_flag_on_the_card_and_in_the_reason(centre: Centre, channel: Channel):
    resident = centre.resident(THREAT, channel=channel, caller=MOBILE)
    assert "I must tell our staff" in resident.heard
    entry = resident.entry
    assert (entry.reason, entry.priority) == (REASON, Priority.URGENT)
    assert entry.card.collected[FLAG] == REASON
    assert centre.assistant.asked == []


def test_who_waits_already_is_flagged_where_they_stand(centre: Centre):
    resident = centre.resident("a person please")
    before = resident.entry.waiting_since
    assert resident.says(THREAT) == ""
    assert resident.entry.card.collected[FLAG] == REASON
    assert resident.entry.card.collected["Name"] == "Sam Ward"
    assert resident.entry.waiting_since == before


def test_a_call_back_that_is_being_arranged_goes_on_and_is_flagged(centre: Centre):
    centre.clock.time = TUESDAY_NIGHT
    caller = centre.resident("ring me", channel=Channel.PHONE, caller=MOBILE)
    heard = caller.says(THREAT)
    assert "I must tell our staff" in heard
    assert heard.endswith("?")
    for words in ("yes", "Sam"):
        caller.says(words)
    (booked,) = centre.call_backs()
    assert booked.card["collected"][FLAG] == REASON


def test_after_a_warning_for_abuse_the_greeting_is_not_said_again(centre: Centre):
    caller = centre.resident("you useless idiot", channel=Channel.PHONE)
    assert "please do not use words like that" in caller.heard
    assert caller.heard.endswith("What can I help you with?")
    assert "Council" not in caller.heard
