"""Words that lead nowhere on the phone: a greeting, a yes or a no where nothing was asked that they answer."""

from __future__ import annotations

import pytest

from contacts.acts import Ask, AskKind, End
from contacts.models import CallBackRequest
from contacts.small_talk import is_all_done, is_no_goodbye, is_wrong_number
from ivr.turns import HangUp, Listen, PutThrough
from tests.contacts.parts import TUESDAY_NIGHT, Centre
from tests.ivr.parts import Caller

ASKED = "What can I help you with?"
BY_KEYS = "I am sorry, I am still not sure. Let us try with keys."


@pytest.fixture
def caller(centre: Centre) -> Caller:
    return Caller(centre)


def test_a_no_as_the_first_word_is_asked_about_and_counted(caller: Caller):
    decision = caller.says("no")
    assert isinstance(decision, Listen)
    assert decision.say == (ASKED,)
    assert (caller.state.misses, caller.state.misses_in_call) == (1, 1)


def test_said_again_and_again_it_brings_a_person(caller: Caller):
    caller.says("no")
    assert caller.says("no").say[0].startswith(BY_KEYS)
    assert isinstance(caller.says("no"), PutThrough)


@pytest.mark.parametrize("before", [("my bin was missed",), ("my bin was missed", "thanks")])
def test_after_anything_else_a_no_ends_the_call(caller: Caller, before: tuple[str, ...]):
    for words in before:
        caller.says(words)
    assert isinstance(caller.says("no"), HangUp)


def test_after_a_call_back_that_was_not_wanted_too(centre: Centre):
    caller = Caller(centre)
    caller.says("ring me")
    caller.says("never mind")
    assert isinstance(caller.says("no"), HangUp)


@pytest.mark.parametrize("no", ["no", "no thanks"])
def test_at_what_else_a_no_ends_the_call_politely(caller: Caller, no: str):
    caller.says("my bin was missed")
    caller.says("yes")
    assert caller.heard == "What else can I help you with?"
    assert caller.says(no) == HangUp(("Thank you for calling. Goodbye.",))


def test_a_protest_at_what_else_ends_nothing():
    what_else = Ask(text="What else can I help you with?")
    assert is_no_goodbye(what_else, "no that isn't what I asked", "deny", [End()], served=True)
    assert not is_no_goodbye(what_else, "no thanks", "deny", [End()], served=True)


@pytest.mark.parametrize("again", ["i have ", "i must have ", "thank you ", "i'm done ", "no thank you "])
def test_words_said_over_and_over_are_read_in_no_time(again: str):
    """Read in every way they can be, they would hold the line up for minutes."""
    assert not is_wrong_number(None, again * 100 + "x")
    assert not is_all_done(None, f"no {again * 100}x")


def test_goodbye_ends_the_call_wherever_it_is_said(caller: Caller):
    assert isinstance(caller.says("bye"), HangUp)


@pytest.mark.parametrize("talk", [("yes",), ("yes", "hello"), ("yes", "no")])
def test_small_talk_without_end_brings_a_person(caller: Caller, talk: tuple[str, ...]):
    said = (talk * 3)[:3]
    decisions = [caller.says(words) for words in said]
    assert isinstance(decisions[0], Listen)
    assert decisions[0].ask.kind is AskKind.OPEN
    assert decisions[1].say[0].startswith(BY_KEYS)
    assert isinstance(decisions[2], PutThrough)


@pytest.mark.parametrize("talk", [("hello",), ("hello", "yes")])
def test_a_hello_to_our_hello_is_no_failure_and_what_leads_nowhere_after_it_is(
    caller: Caller, talk: tuple[str, ...]
):
    said = (talk * 4)[:4]
    caller.says(said[0])
    assert (caller.state.misses, caller.state.misses_in_call) == (0, 0)
    decisions = [caller.says(words) for words in said[1:]]
    assert isinstance(decisions[0], Listen)
    assert decisions[1].say[0].startswith(BY_KEYS)
    assert isinstance(decisions[2], PutThrough)


def test_what_is_not_understood_after_a_hello_has_failed_once_and_not_twice(caller: Caller):
    caller.says("hello")
    assert caller.says("mumble").say == ("Could you put it another way?",)


def test_a_greeting_before_an_enquiry_costs_nothing(caller: Caller):
    caller.says("hello")
    caller.says("my bin was missed")
    assert caller.state.misses == 0


def test_yes_and_thanks_answer_the_question_whether_that_was_all(caller: Caller):
    caller.says("my bin was missed")
    caller.says("thanks")
    assert caller.state.misses_in_call == 0
    caller.says("yes")
    assert caller.state.misses_in_call == 0


def test_thanks_for_nothing_new_are_counted(caller: Caller):
    caller.says("my bin was missed")
    caller.says("thanks")
    caller.says("thanks")
    assert caller.state.misses == 1


def test_yes_without_end_books_one_call_back_and_not_two(centre: Centre):
    centre.clock.time = TUESDAY_NIGHT
    caller = Caller(centre)
    for _ in range(12):
        decision = caller.says("yes")
    assert isinstance(decision, HangUp)
    assert "We will ring you as arranged" in decision.say[0]
    with centre.database.reading() as session:
        assert session.query(CallBackRequest).count() == 1


@pytest.mark.parametrize(
    "words",
    [
        "no thanks",
        "nah you're all right",
        "I don't need anything else",
        "nothing else thank you very much",
        "that'll be all",
        "no that's everything, thanks for your help",
        "not at the moment love",
        "we're all done thanks",
        "that's everything pet",
        "nowt else",
        "not really",
        "no thank you you've been very helpful",
    ],
)
@pytest.mark.parametrize("what_else", [True, False])
def test_that_it_was_all_ends_the_call_whatever_it_was_taken_for(caller: Caller, words: str, what_else: bool):
    caller.says("my bin was missed")
    if what_else:
        caller.says("yes")
    assert caller.says(words) == HangUp(("Thank you for calling. Goodbye.",))


@pytest.mark.parametrize(
    "words",
    [
        "thank you",
        "no that's not right",
        "no I want to pay a bill",
        "nothing has been done about my bin",
        "not today, it was yesterday",
        "not really interested in that",
        "you've been no help at all",
        "I don't need a new bin",
        "",
    ],
)
def test_more_than_that_is_heard(words: str):
    assert not is_all_done(Ask(text="Anything else?", anything_else=True), words)


def test_at_another_question_a_no_is_its_answer():
    assert not is_all_done(Ask(text="Is that right?", kind=AskKind.YES_NO), "no")
    assert not is_all_done(Ask(text="What has happened?", of_form=True), "nothing else")


def test_before_anything_was_done_nobody_is_sent_away(caller: Caller):
    assert isinstance(caller.says("nothing else"), Listen)


@pytest.mark.parametrize(
    "words", ["thanks that's all", "no that's me finished", "thank you, that's all I needed"]
)
def test_closing_words_end_the_call(caller: Caller, words: str):
    caller.says("my bin was missed")
    assert isinstance(caller.says(words), HangUp)


@pytest.mark.parametrize(
    "words",
    ["nothing sorry wrong number", "sorry I've got the wrong number", "oh sorry I rang the wrong number"],
)
def test_a_wrong_number_is_no_complaint(caller: Caller, words: str):
    assert isinstance(caller.says(words), HangUp)


def test_a_wrong_number_within_an_enquiry_is_none(caller: Caller):
    assert not isinstance(caller.says("the letter has the wrong number of bins"), HangUp)


@pytest.mark.parametrize(
    "words",
    [
        "that's everything pet",
        "nowt else",
        "not really",
        "not really thanks love",
        "God bless",
        "no thank you you've been very helpful",
        "no that's all, that was a great help",
        "take care then bye",
        "I don't think so ta",
        "not that I can think of",
    ],
)
def test_more_ways_to_say_that_it_was_all(words: str):
    assert is_all_done(Ask(text="Anything else?", anything_else=True), words)


@pytest.mark.parametrize(
    "words",
    [
        "not really what I asked",
        "you've been no help at all",
        "take care of my bin",
        "God bless you but my bin was missed",
        "I don't think so, it was the green one",
        "have a good look at my report",
    ],
)
def test_what_only_begins_like_that_ends_nothing(words: str):
    assert not is_all_done(Ask(text="Anything else?", anything_else=True), words)


def test_a_long_run_of_praise_takes_no_time():
    assert not is_all_done(None, f"no {'you have been very helpful ' * 200}x")
