"""What of a prompt a caller had not heard."""

from __future__ import annotations

import pytest

from ivr.said_again import not_heard

SAID = ["Leave it out. We will come back by Friday.", "Anything else?"]


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
