"""An accident that lies days behind is told apart from danger that may go on."""

from __future__ import annotations

import pytest

from cases.long_past import is_past_accident


@pytest.mark.parametrize(
    "words",
    [
        "my mum tripped on the pavement last month and broke her wrist",
        "I fell down a pothole two years ago and nearly died of fright",
        "your lorry knocked my husband off his bike in June",
        "it burst my tyre three weeks ago",
        "my dad fell over there in March and was taken to hospital by ambulance",
        "I slipped on the ice back in January and hit my head",
        "the other day a branch fell on my car",
    ],
)
def test_a_past_accident_is_one(words: str) -> None:
    assert is_past_accident(words)


@pytest.mark.parametrize(
    "words",
    [
        "my mum has fallen on the pavement",
        "I tripped last week and I am bleeding now",
        "last week he pushed me down the stairs",
        "my boyfriend hit my car last month",
        "she took an overdose last week",
        "two days ago he said he would kill me with the car",
        "I fell just now",
        "he fell yesterday and still can't move",
        "last year I wanted to die",
    ],
)
def test_what_may_go_on_or_was_done_by_somebody_is_none(words: str) -> None:
    assert not is_past_accident(words)
