"""Waiting for callers, keys that mean nothing, noise, and what may be said where a secret is keyed."""

from __future__ import annotations

import pytest

from contacts.assistant import AssistantReply
from ivr.asides import Aside, aside_in
from ivr.simulator import State
from ivr.turns import Heard, Listen
from tests.contacts.parts import SCRIPT, Centre
from tests.ivr.parts import Caller, PhoneLine


@pytest.mark.parametrize(
    "words",
    [
        "hang on",
        "just a minute",
        "bear with me",
        "wait a minute",
        "one second please",
        "hold on let me find my glasses",
        "give me a moment",
        "I'm just getting my card",
        "let me find it",
        "hang on a minute love let me find my glasses",
        "hold on a second please while I just go and find my glasses they are upstairs",
        "wait let me think",
        "hold on I'll get my daughter",
        "hang on I'll have a look",
        "hold on I'm trying to find my reference number",
        "hang on while I turn the radio down",
        "hang on I just need to grab a pen",
        "bear with me dear I’m just looking for the letter you sent me last week",
    ],
)
def test_who_needs_a_moment_is_heard_to_need_one(words: str):
    assert aside_in(words) is Aside.WAIT


@pytest.mark.parametrize(
    "words",
    [
        "hang on a minute love I'm ringing about the bins they were never collected",
        "wait, I'm trying to report a missed bin on Mill Lane",
        "hang on, I need to ask about my council tax bill",
        "hang on, I need to ask for a person",
        "hold on I have to see a doctor I feel ill",
        "hang on I'm going to see if he is breathing",
        "hold on I'm going to put my head in the oven",
        "wait, I have to go, ring me back tomorrow",
        "hang on I'm being hurt by my husband",
        "wait I'll tell you about my bin",
        "hang on I need to get my mum into a home",
        "hang on I'm getting my phone cut off",
        "I need to get a bus pass",
        "hang on I need to get a new library card",
        "hold on I'm looking for the number for housing",
        "hold on let me tell you about the pothole outside my house it is enormous",
    ],
)
def test_an_enquiry_that_begins_so_is_none(words: str):
    assert aside_in(words) is None


def test_danger_behind_it_is_heard(line: PhoneLine):
    call = line.dial().says("hang on I'm getting him he's not breathing")
    assert "dial 9 9 9" in call.words


def test_a_need_that_only_the_assistant_hears_behind_it_is_heard(
    line: PhoneLine, monkeypatch: pytest.MonkeyPatch
):
    need = AssistantReply(
        [], {"intent": "deny", "confidence": 0.9, "safety": "emergency", "safety_about": "suicide"}
    )
    monkeypatch.setitem(SCRIPT, "in the oven", need)
    call = line.dial()
    before = line.turns(call)
    call.says("hang on while I put my head in the oven")
    assert line.turns(call) == before + 1


def test_the_wish_for_a_person_behind_it_is_heard(line: PhoneLine):
    call = line.dial()
    before = line.turns(call)
    call.says("hang on while I ask to speak to a person")
    assert line.turns(call) == before + 1


@pytest.mark.parametrize("words", ["wait", "how long is the wait for a bin", "my bin was missed", "minute"])
def test_an_enquiry_is_no_such_wish(words: str):
    assert aside_in(words) is (Aside.WAIT if words in ("wait", "minute") else None)


def test_hang_on_waits_patiently_and_counts_for_nothing(line: PhoneLine):
    call = line.dial()
    before = line.turns(call)
    call.says("hang on a minute")
    assert call.words == "Of course. Take your time, I am still here."
    assert 'timeout="45"' in call.last_document
    assert line.turns(call) == before
    assert "Leave it out" in call.says("my bin was missed").words


@pytest.fixture
def at_the_pin(centre: Centre) -> Caller:
    caller = Caller(centre)
    caller.says("my pin")
    return caller


def test_danger_said_where_the_pin_is_keyed_is_heard(line: PhoneLine):
    call = line.dial("my pin").says("there is a fire")
    assert "dial 9 9 9" in call.words


def test_a_person_may_be_asked_for_there(at_the_pin: Caller):
    at_the_pin.says("speak to someone please")
    assert at_the_pin.rings == "waste"


def test_the_question_may_be_heard_again_and_slower_there(at_the_pin: Caller):
    assert "What is your PIN?" in " ".join(at_the_pin.says("say that again").say)
    assert at_the_pin.says("slower please").say[0].startswith("Of course")


@pytest.mark.parametrize(
    "words", ["four seven one one", "to for ate won", "its nine", "4711", "for tree fore"]
)
def test_what_may_be_the_pin_is_taken_nowhere(at_the_pin: Caller, words: str):
    turns = at_the_pin.turns
    heard = at_the_pin.says(words)
    assert "Please do not say it." in heard.say[0]
    assert at_the_pin.turns == turns
    assert all(words not in str(turn.words) for turn in at_the_pin.centre.assistant.asked)


@pytest.mark.parametrize("words", ["i cant cope with this", "never mind", "nie rozumiem", "i forgot my pin"])
def test_all_other_words_mean_there_what_they_mean_anywhere(at_the_pin: Caller, words: str):
    at_the_pin.says(words)
    assert at_the_pin.centre.assistant.asked[-1].words == words


def test_a_relay_assistant_who_says_so_there_is_put_through(at_the_pin: Caller):
    at_the_pin.says("this is relay uk")
    assert at_the_pin.rings


def test_silence_there_is_answered_for_what_is_asked(at_the_pin: Caller):
    assert at_the_pin.stays_silent().say == ("I have no number yet. Take your time.", "What is your PIN?")


def test_wrong_keys_get_help_then_the_busiest_services_then_a_person(line: PhoneLine):
    call = line.dial()
    assert "That key has no use here." in call.presses("9").words
    menu = call.presses("8").words
    assert "Let us try with keys." in menu
    assert "press 4" in menu
    call.presses("9")
    assert call.state is State.DIALLING


def test_a_choice_of_that_menu_is_taken(line: PhoneLine):
    line.dial().presses("9").presses("8").presses("1")
    assert line.centre.assistant.asked[-1].value.startswith("intent:")


def test_a_lone_word_the_recogniser_hardly_believes_is_asked_for_again(centre: Centre):
    caller = Caller(centre)
    decision = caller.phone.hear(caller.key, caller.state, Heard("nork", confidence=0.2))
    assert isinstance(decision, Listen)
    assert decision.say[0] == "I am sorry, I did not catch that."
    assert centre.assistant.asked == []
    caller.phone.hear(caller.key, caller.state, Heard("person", confidence=0.2))
    assert len(centre.assistant.asked) == 1


@pytest.mark.parametrize(
    "words",
    [
        "oh hang on the kettle's boiling",
        "just a sec there's someone at the door",
        "sorry the baby's crying hang on",
        "hold on my other phone's ringing",
        "wait a minute the dog's barking",
        "bear with me I'm just on the bus",
    ],
)
def test_who_is_called_away_is_waited_for(words: str) -> None:
    assert aside_in(words) is Aside.WAIT


@pytest.mark.parametrize(
    "words",
    [
        "hang on the bin men have not been",
        "hang on the baby's not breathing",
        "the dog's barking",
        "there's someone at the door",
        "hold on the kettle's on fire",
        "wait the bus stop is broken",
        "hang on my partner's got the knife",
        "hang on my partner's outside",
        "hold on my dad has the gun",
    ],
)
def test_what_they_ring_about_is_not_waited_out(words: str) -> None:
    assert aside_in(words) is None
