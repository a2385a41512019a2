"""Callers who did not hear: the last words again, slower, and then another way."""

from __future__ import annotations

import pytest

from ivr.asides import Aside, aside_in
from ivr.simulator import State
from tests.contacts.parts import Centre
from tests.ivr.parts import Caller, PhoneLine

LANDLINE = "+441632960961"
OFFER = "I am sorry that I am hard to hear. For a person, press 0."


@pytest.mark.parametrize(
    "words",
    [
        "I can't hear you speak up",
        "speak up I'm deaf",
        "I'm deaf love can you talk louder",
        "I'm hard of hearing can you speak up",
        "I'm deaf in one ear say it again slower",
        "could you say that again please I'm a bit deaf",
        "sorry can you say it again a bit louder",
        "I didn't catch that love",
        "I missed that",
        "louder please",
        "I can't hear",
        "speak up I can’t hear you",
        "you're very quiet",
        "Sorry, it's a terrible line. I couldn't make out a word you said.",
        "you'll have to speak up, I'm very hard of hearing",
        "my hearing's not very good, could you repeat that please",
        "I can hardly hear you",
        "I did not hear the question",
        "can you turn the volume up please",
        "I missed the last bit, sorry",
        "I've got hearing aids can you talk louder",
    ],
)
def test_not_having_heard_is_known_in_any_words(words: str):
    assert aside_in(words) is Aside.NOT_HEARD


@pytest.mark.parametrize(
    "words",
    [
        "I can't hear him breathing",
        "I'm deaf I need a sign language interpreter",
        "I'm deaf",
        "my neighbour's music is louder",
        "I missed my appointment",
        "you missed that bin",
        "I can't get a bin",
        "I didn't get my letter",
        "I can't hear my wife she is not moving",
        "the alarm is very quiet in my flat",
        "my son is hard of hearing",
        "I never got an answer",
        "I can't get you to understand I'm bleeding",
    ],
)
def test_an_enquiry_or_a_cry_is_not(words: str):
    assert aside_in(words) is not Aside.NOT_HEARD


@pytest.mark.parametrize("asked", ["hello there", "my pin", "report a missed bin"])
def test_it_is_said_again_slower_and_then_a_person_or_a_text_is_offered(centre: Centre, asked: str):
    caller = Caller(centre)
    caller.says(asked)
    turns, last = caller.turns, caller.state.said[-1]
    caller.says("I can't hear you, speak up")
    assert caller.decision.say[0] == "Of course. I will go more slowly."
    assert last in caller.decision.say
    assert caller.state.slow
    caller.says("I'm deaf in one ear say it again")
    assert caller.decision.say[:2] == (OFFER, "To go on in writing, say: text me.")
    assert last in caller.decision.say
    assert caller.turns == turns


def test_no_text_is_offered_to_a_landline(centre: Centre):
    caller = Caller(centre, LANDLINE)
    caller.says("louder please")
    assert "text me" not in caller.says("I missed that").say
    assert caller.decision.say[0] == OFFER


def test_the_person_offered_comes(line: PhoneLine):
    call = line.dial("louder please", "I didn't catch that love")
    assert OFFER in call.words
    call.presses("0")
    assert call.state is State.DIALLING
