"""Hearing that a caller wants it again, and what they had not heard."""

from __future__ import annotations

import pytest

from ivr.said_again import not_heard, wants_it_again

SAID = ["Leave it out. We will come back by Friday.", "Anything else?"]


@pytest.mark.parametrize(
    "words",
    [
        "say that again",
        "Sorry, can you say that again please?",
        "could you repeat that",
        "please repeat the question",
        "what did you say",
        "What was that?",
        "come again",
        "pardon, say it again, slowly please",
    ],
)
def test_a_caller_who_wants_it_again(words: str):
    assert wants_it_again(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "pardon",
        "they did not come again",
        "can you say that again to the bin men",
        "I want to repeat my order of caddy liners",
        "what was that green bin for",
    ],
)
def test_a_caller_who_wants_something_else(words: str):
    assert not wants_it_again(words)


@pytest.mark.parametrize(
    ("until", "rest"),
    [
        ("", SAID),
        ("Leave it", ["Leave it out.", "We will come back by Friday.", "Anything else?"]),
        ("Leave it out.", ["We will come back by Friday.", "Anything else?"]),
        ("leave it out we will come", ["We will come back by Friday.", "Anything else?"]),
        ("Leave it out. We will come back by Friday.", ["Anything else?"]),
        ("Leave it out. We will come back by Friday. Anything else? For a person, press 0", SAID),
        ("I am sorry, I did not", SAID),
    ],
)
def test_what_is_left_begins_with_the_sentence_that_was_broken_into(until: str, rest: list[str]):
    assert not_heard(SAID, until) == rest


def test_of_nothing_nothing_is_left():
    assert not_heard([], "Hello") == []
