"""Neither yes nor no."""

from __future__ import annotations

import pytest

from cases.unsure import is_unsure


@pytest.mark.parametrize(
    "words",
    [
        "not sure",
        "I'm not sure",
        "im not too sure about that",
        "i dont know",
        "I don't know",
        "dunno",
        "maybe",
        "perhaps",
        "no idea",
        "ok, not sure",
        "well I couldn't say",
        "hmm, possibly",
        "I can’t remember",
        "it might be",
        "not 100% certain",
        "haven't a clue",
        "idk",
        "Unsure.",
    ],
)
def test_words_that_are_neither_yes_nor_no(words: str) -> None:
    assert is_unsure(words)


@pytest.mark.parametrize(
    "words",
    [
        "yes",
        "no",
        "I think so",
        "probably",
        "I am sure",
        "no, it was Tuesday",
        "not that one",
        "maybe yes",
        "yes I'm not sure why",
        "14 Mill Lane",
        "",
        "sure",
        "I know",
        "don't bother",
        "I don't know why but my bin has been left behind for three weeks now",
    ],
)
def test_words_that_are_an_answer(words: str) -> None:
    assert not is_unsure(words)
