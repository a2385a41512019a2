""" "No, that's not right" at "Is there anything else?" is a protest, and no goodbye."""

from __future__ import annotations

import pytest

from actions.base import CouncilAction
from actions.conversation.not_understood import ActionNotUnderstood
from actions.conversation.small_talk import ActionGoodbye
from actions.conversation.yes_and_no import ActionDeny
from cases.protests import is_protest
from tests.fakes import run

PROTESTS = [
    "no that's not right",
    "no that isn't what I asked",
    "no you've got the wrong number",
    "no that's wrong I said 3 in the morning",
    "no thats not what I meant",
    "no you didn't answer my question",
    "no that didn't help",
    "no you've been no help at all",
    "no this is a waste of time",
    "no you're useless",
]
GOODBYES = [
    "no there's nothing wrong",
    "no that's all I asked for thanks",
    "no it's not urgent thank you",
    "no that's not necessary",
    "no you've been great",
]


@pytest.mark.parametrize("words", PROTESTS)
@pytest.mark.parametrize("action", [ActionDeny, ActionGoodbye, ActionNotUnderstood])
def test_a_protest_is_met_with_sorry_and_asked_about(action: type[CouncilAction], words: str) -> None:
    answer = run(action, words, "deny", spoken=True)
    assert answer.replies == ["utter_answer_was_wrong", "utter_ask_what_it_is_about"]
    assert answer.custom("end") is None


def test_the_second_one_brings_a_person_whatever_came_between() -> None:
    first = run(ActionDeny, PROTESTS[0], "deny", spoken=True)
    answer = run(ActionDeny, PROTESTS[1], "deny", slots=first.slots, spoken=True)
    assert answer.replies[0] == "utter_answer_was_wrong"
    assert answer.custom("hand_off")["reason"] == "Said twice that the answer was wrong"
    assert answer.custom("ask") is None


@pytest.mark.parametrize("words", GOODBYES)
def test_a_no_that_only_sounds_like_one_still_ends(words: str) -> None:
    assert run(ActionDeny, words, "deny", spoken=True).custom("end") is True


def test_what_was_not_understood_is_no_protest_without_a_no() -> None:
    answer = run(ActionNotUnderstood, "the bill is wrong", "nlu_fallback")
    assert "utter_answer_was_wrong" not in answer.replies


def test_a_no_to_whether_it_helped_offers_a_person_as_before() -> None:
    answer = run(ActionDeny, "no that's not right", "deny", slots={"offer": "helped"})
    assert answer.slots["offer"] == "hand_off"


@pytest.mark.parametrize(
    "words",
    [
        "it's rubbish",
        "it's no use to me any more",
        "that's no good for me",
        "it isn't any good to me",
        "that's rubbish",
    ],
)
def test_what_is_said_of_a_thing_or_a_time_is_no_protest(words: str) -> None:
    assert not is_protest(words)
