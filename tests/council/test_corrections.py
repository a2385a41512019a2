"""Words that correct the last answer, and words that only begin like it."""

from __future__ import annotations

import pytest

from council.corrections import corrects


@pytest.mark.parametrize(
    "words",
    [
        "actually no it was the green one",
        "it was the green one, sorry",
        "no it was on Tuesday",
        "sorry, number 14",
        "no 14",
        "oh sorry I meant the blue bin",
        "wait it was last week",
        "it was the green one not the blue one",
        "no I mean 12 castle street",
        "not the green the blue",
        "not the green one, it was the blue",
        "no it was two weeks ago",
        "actually it was 3 days late, Tuesday not Monday",
        "sorry, number 14, I've done it wrong",
        "sorry it was the green one, the blue was done",
        "no, it's everything, green and blue",
        "no it was all of my bins, the green and the blue",
    ],
)
def test_a_correction_is_one(words: str) -> None:
    assert corrects(words)


@pytest.mark.parametrize(
    "words",
    [
        "no",
        "no thanks that's all",
        "no it's fine thanks",
        "no that's all",
        "no that's everything for today",
        "no it was just the one",
        "no that was the only one",
        "no that was the only bin",
        "no it was just my bin",
        "no that's sorted for today",
        "no that's me done for today",
        "wait, that's two weeks",
        "that's it thank you bye",
        "no it's about my council tax",
        "no the lady was rude",
        "not the library",
        "my green bin was not collected",
        "actually my green bin was missed as well",
        "no my brown bin wasn't emptied either",
        "am I meant to put the blue bin out",
        "my bin was missed",
        "sorry",
        "thank you",
        "no and I want to report a pothole that is outside my house as well as the bin",
    ],
)
def test_a_goodbye_or_another_enquiry_is_none(words: str) -> None:
    assert corrects(words) is None
