"""A caller who no longer knows where they are is brought a person at once, whatever was asked of them."""

from __future__ import annotations

import pytest

from contacts.acts import Priority
from contacts.confusion import REASON, strays, tells_of_confusion
from contacts.models import Channel
from tests.contacts.parts import MOBILE, TUESDAY_NIGHT, Centre
from tests.growth import stays_bearable

CONFUSED = (
    "I don't know love I get confused, is this the doctor",
    "what year is it",
    "I want my mum",
    "I'm all confused dear",
    "I get ever so muddled these days",
    "I don't know where I am",
    "I can't remember why I rang you",
    "I've forgotten what I rang for",
    "where am I",
    "I don't understand any of this",
    "I don’t know what’s happening",
    "where's my husband gone",
    "I think I've got dementia",
    "I came off the bus and I don't know where I am",
    "oh dear I don't know what day it is",
)
NOT_CONFUSED = (
    "I'm confused about my council tax bill",
    "I'm a bit confused by this letter",
    "I've had two bills and I'm confused",
    "I get confused when it's a bank holiday",
    "I don't know what to do about my rent",
    "I don't know where I am on the list",
    "I can't remember my pin",
    "I've forgotten my reference",
    "I've forgotten what I rang for love it'll come to me oh yes it's the bus pass",
    "what year is it for",
    "what day is it collected",
    "I want my mum to get a blue badge",
    "I want my bin emptied",
    "she's got dementia so she forgets to put it out",
    "my husband has dementia can he have a discount",
    "is that right",
    "my mind's gone blank what was it the blue one",
    "where is everyone supposed to park",
    "I don't understand this form",
    "it's confusing what goes in the blue bin",
    "I reported a pothole three weeks ago and I don't know what's happening",
    "I've applied for a council house and I don't know what's going on",
    "when is my bin collected, I don't know what day it is",
    "I got my council tax bill and I can't make sense of any of this",
    "I've got the form here and I don't know what I'm doing",
    "I need to see my wife",
)


@pytest.mark.parametrize("words", CONFUSED)
def test_who_is_confused_tells_so_in_many_words(words: str):
    assert tells_of_confusion(words)


@pytest.mark.parametrize("words", NOT_CONFUSED)
def test_whoever_is_puzzled_by_something_of_ours_is_not(words: str):
    assert not tells_of_confusion(words)
    assert not strays(words)


def on_the_phone(centre: Centre, *lines: str):
    return centre.resident(*lines, channel=Channel.PHONE, caller=MOBILE)


@pytest.mark.parametrize("before", [(), ("which one",), ("report it",), ("caddy",)])
def test_a_person_comes_at_once_with_a_flag_at_any_step(centre: Centre, before: tuple[str, ...]):
    centre.resident("a person please")  # who waits already
    caller = on_the_phone(centre, *before)
    assert "There is no hurry" in caller.says("what year is it")
    first = centre.queue.waiting()[0]
    assert (first.contact_key, first.priority, first.reason) == (caller.key, Priority.URGENT, REASON)
    assert first.card.access_needs == [REASON]


def test_one_stray_question_is_answered_and_the_second_brings_a_person(centre: Centre):
    caller = on_the_phone(centre, "which one", "who are you")
    assert not centre.queue.waiting()
    caller.says("is this the doctor's")
    assert [one.reason for one in centre.queue.waiting()] == [REASON]


def test_at_night_a_call_back_is_offered_that_says_so(centre: Centre):
    centre.clock.time = TUESDAY_NIGHT
    caller = on_the_phone(centre, "which one")
    assert caller.says("I want my mum").endswith("Shall I ask someone to phone you?")
    for words in ("yes", "yes", "Janet"):
        caller.says(words)
    assert [row.card["access_needs"] for row in centre.call_backs()] == [[REASON]]


def test_somebody_who_arranges_a_call_back_is_brought_a_person_too(centre: Centre):
    caller = on_the_phone(centre, "ring me", "yes")
    assert "There is no hurry" in caller.says("I don't know what I'm doing")
    assert [(one.team, one.reason) for one in centre.queue.waiting()] == [("waste", REASON)]


def test_danger_comes_before(centre: Centre):
    caller = on_the_phone(centre)
    assert "9 9 9" in caller.says("I'm trapped and I don't know where I am")
    assert "Danger" in centre.queue.waiting()[0].reason


def test_no_long_run_of_words_takes_long():
    for read in (tells_of_confusion, strays):
        assert stays_bearable(read, "i get so ", "oh dear ", "i don't know ", "so so so so confused ")
        for words in ("i get " + "so " * 22, "oh dear " * 12, "i don't know " * 8):
            read(words)  # short enough to be read whole; it would not end
