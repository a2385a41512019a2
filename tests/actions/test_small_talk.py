"""Hello, and whether anybody is there."""

from __future__ import annotations

import pytest

from actions.conversation.small_talk import ActionGreet
from tests.fakes import run


@pytest.mark.parametrize("words", ["hello can you hear me", "are you there", "hello? is anybody there"])
def test_whoever_asks_whether_they_are_heard_is_told_so(words: str) -> None:
    answer = run(ActionGreet, words, "greet", spoken=True)
    assert answer.replies == ["utter_can_hear", "utter_ask_what_it_is_about"]


@pytest.mark.parametrize("words", ["hello", "good morning", "hi there"])
def test_a_hello_is_greeted(words: str) -> None:
    assert run(ActionGreet, words, "greet", spoken=True).replies == ["utter_greet"]
