"""A day on which a place is shut wins over the usual hours of its article."""

from __future__ import annotations

from datetime import datetime

import pytest

from actions.conversation.answering import ActionAnswer
from actions.conversation.not_understood import ActionNotUnderstood, ActionOutOfScope
from council.hours import LONDON
from tests.fakes import collaborators, run

TIP, POOL, CONTACT = "query_recycling_centre", "query_leisure_centre", "query_contact_details"
SHUT = "Shut on Christmas Day, Boxing Day and New Year's Day."
EVE = datetime(2026, 12, 24, 18, tzinfo=LONDON)
EVERY_DAY = "opens every day"


@pytest.mark.parametrize("spoken", [True, False])
@pytest.mark.parametrize(
    "words",
    [
        "is the tip open on christmas day",
        "is the tip open tomorrow",
        "what time does the tip close on boxing day",
        "when's the dump open over christmas",
        "is the tip open on new year’s day",
        "is the tip shut at christmas",
    ],
)
def test_the_tip_is_shut_that_day(words: str, spoken: bool) -> None:
    said = run(ActionAnswer, words, TIP, wired=collaborators(at=EVE), spoken=spoken)
    assert SHUT in said.words
    assert EVERY_DAY not in said.words


@pytest.mark.parametrize(
    "words", ["is the tip open on christmas eve", "is the tip open on sunday", "when is the tip open"]
)
def test_any_other_day_is_as_usual(words: str) -> None:
    assert "It opens every day" in run(ActionAnswer, words, TIP, wired=collaborators(at=EVE)).words


def test_on_a_bank_holiday_the_line_that_has_it_is_told() -> None:
    said = run(ActionAnswer, "is the tip open on good friday", TIP, wired=collaborators(at=EVE)).words
    assert "bank holidays too" in said


@pytest.mark.parametrize("taken_for", [CONTACT, TIP, None])
@pytest.mark.parametrize(
    "words", ["is it open christmas day", "are they open on boxing day", "and on christmas day"]
)
def test_a_further_question_is_of_the_same_place(words: str, taken_for: str | None) -> None:
    wired = collaborators(at=EVE)
    slots = run(ActionAnswer, "what time is the tip open", TIP, wired=wired).slots
    actions = [ActionAnswer] if taken_for else [ActionNotUnderstood, ActionOutOfScope]
    for action in actions:
        said = run(action, words, taken_for, wired=wired, slots=slots).words
        assert SHUT in said
        assert "Contact centre" not in said


def test_are_you_open_is_asked_of_the_council() -> None:
    wired = collaborators(at=EVE)
    slots = run(ActionAnswer, "what time is the tip open", TIP, wired=wired).slots
    said = run(ActionAnswer, "are you open christmas day", CONTACT, wired=wired, slots=slots).words
    assert "Contact centre" in said
