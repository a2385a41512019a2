"""Calls that are relayed, by a typist or an interpreter who signs: a person at once, who knows how to talk."""

from __future__ import annotations

import pytest

from contacts.access import SIGNED, is_relay_call
from contacts.acts import Priority
from contacts.models import Channel
from tests.contacts.parts import MOBILE, Centre


@pytest.mark.parametrize(
    "words",
    [
        "I am calling on behalf of a deaf person, I'm the interpreter with SignVideo",
        "hello I'm a BSL interpreter with a deaf customer here",
        "this is InterpreterNow calling for a deaf lady",
        "it's a SignLive call",
    ],
)
@pytest.mark.parametrize("before", [(), ("which one",)])
def test_an_interpreter_who_signs_gets_a_person_with_a_flag(
    centre: Centre, words: str, before: tuple[str, ...]
):
    caller = centre.resident(*before, channel=Channel.PHONE, caller=MOBILE)
    heard = caller.says(words)
    assert "18001" not in heard
    (waiting,) = centre.queue.waiting()
    assert (waiting.priority, waiting.card.access_needs) == (Priority.URGENT, [SIGNED])


@pytest.mark.parametrize(
    "words",
    [
        "I need a BSL interpreter",
        "can I have an interpreter",
        "there's a sign on the video shop",
        "I'm calling for my deaf mum's bin",
        "the interpreter never came",
    ],
)
def test_who_needs_an_interpreter_is_no_such_call(words: str):
    assert not is_relay_call(words)
