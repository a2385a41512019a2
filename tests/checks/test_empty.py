"""Phrases that say nothing of an enquiry."""

from __future__ import annotations

import pytest

from checks.empty import about_nothing, is_only_signs


@pytest.mark.parametrize("text", ["@#$%^", "???", "...", "£$", "- -", "(!)"])
def test_signs_alone_are_no_words(text: str) -> None:
    assert is_only_signs(text)
    assert about_nothing(text) == "There is no word in it, only signs"


@pytest.mark.parametrize(
    "text", ["yes", "Yes please", "ok thank you", "no", "hello", "123", "is it that one", "x", "what is it"]
)
def test_what_may_be_said_of_anything_says_nothing(text: str) -> None:
    assert not is_only_signs(text)
    assert about_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "bins",
        "complaint",
        "👍",
        "مرحبا",
        "are we a B or a C",
        "yes my bin",
        "ring 101",
        "I want it collected",
        "café",
    ],
)
def test_what_says_something_or_cannot_be_judged_is_left_alone(text: str) -> None:
    assert not about_nothing(text)
