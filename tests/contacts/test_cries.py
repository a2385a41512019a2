"""A cry on the phone is asked about, or taken for what it is."""

from __future__ import annotations

import pytest

from contacts.acts import AskKind, HandOff
from contacts.models import Channel
from tests.contacts.parts import Centre

ASKED = "Is anyone in danger?"


@pytest.mark.parametrize(
    "words",
    [
        "help me please",
        "somebody help",
        "Help me!",
        "please help",
        "someone please help me",
        "help, help",
        "oh god help me",
    ],
)
@pytest.mark.parametrize("lines", [(), ("which one",), ("my pin please",)])
def test_who_cries_for_help_is_asked_whether_anyone_is_in_danger(
    centre: Centre, words: str, lines: tuple[str, ...]
):
    caller = centre.resident(*lines, channel=Channel.PHONE)
    assert caller.says(words) == ASKED
    assert caller.asked.kind is AskKind.YES_NO


@pytest.mark.parametrize("yes", ["yes", "yes he is", "yeah"])
def test_a_yes_is_999_and_a_person_before_everybody(centre: Centre, yes: str):
    caller = centre.resident("help me please", channel=Channel.PHONE)
    assert "9 9 9" in caller.says(yes)
    assert isinstance(caller.acts[-1], HandOff)
    assert caller.entry.why_first == ["Danger"]


def test_a_no_goes_back_to_what_was_asked(centre: Centre):
    caller = centre.resident("which one", "help me please", channel=Channel.PHONE)
    assert caller.says("no") == "Which bin?"
    assert caller.contact.taking is None


def test_at_the_opening_a_no_does_not_greet_again(centre: Centre):
    caller = centre.resident("help me please", channel=Channel.PHONE)
    heard = caller.says("no")
    assert heard
    assert "Marlbury" not in heard


def test_whoever_says_what_they_need_instead_is_answered(centre: Centre):
    caller = centre.resident("help me please", channel=Channel.PHONE)
    assert "Leave it out" in caller.says("my bin was missed")
    assert caller.contact.taking is None


def test_danger_told_in_answer_is_heard(centre: Centre):
    caller = centre.resident("help me please", channel=Channel.PHONE)
    assert "9 9 9" in caller.says("my mother is trapped")


@pytest.mark.parametrize(
    "words", ["fire", "Fire!", "help fire", "fire fire", "there's a fire", "ambulance please"]
)
@pytest.mark.parametrize("lines", [(), ("ring me",)])
def test_a_cry_of_danger_is_danger(centre: Centre, words: str, lines: tuple[str, ...]):
    assert "9 9 9" in centre.resident(*lines, channel=Channel.PHONE).says(words)


@pytest.mark.parametrize(
    "words",
    [
        "help me with my bin",
        "can you help me",
        "can somebody help me please",
        "fire safety",
        "my fire door",
        "help",
    ],
)
def test_whoever_says_more_is_answered_as_ever(centre: Centre, words: str):
    heard = centre.resident(channel=Channel.PHONE).says(words)
    assert heard != ASKED
    assert "9 9 9" not in heard
