"""Names spelled out letter by letter."""

from __future__ import annotations

import pytest

from cases.spelled_names import spelled_name, without_politeness
from tests.growth import stays_bearable


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("S M I T H", "Smith"),
        ("s.m.i.t.h.", "Smith"),
        ("ess em i tee aitch", "Smith"),
        ("smith, s m i t h", "Smith"),
        ("Sam Smyth that's s m y t h e", "Sam Smythe"),
        ("Ann l double e", "Ann Lee"),
        ("sierra mike india tango hotel", "Smith"),
    ],
)
def test_a_name_spelled_out_is_put_together(words: str, name: str) -> None:
    assert spelled_name(words) == name


@pytest.mark.parametrize("words", ["Sam Smith", "J R Hartley", "J R", "", "Kay"])
def test_a_name_that_is_said_is_not_spelled(words: str) -> None:
    assert spelled_name(words) is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Jane Smith, sorry about that", "Jane Smith"),
        ("Jane Smith sorry", "Jane Smith"),
        ("Jane Smith, thanks love", "Jane Smith"),
        ("Jane Smith, if you don’t mind", "Jane Smith"),
        ("Jane Smith please, is that ok", "Jane Smith"),
        ("Courtney Love", "Courtney Love"),
        ("Tajinder Thanki", "Tajinder Thanki"),
        ("sorry", "sorry"),
    ],
)
def test_what_is_only_said_with_a_name_is_none_of_it(said: str, name: str) -> None:
    assert without_politeness(said) == name


def test_no_words_take_long_to_tidy() -> None:
    assert stays_bearable(without_politeness, ". ", ", sorry")
