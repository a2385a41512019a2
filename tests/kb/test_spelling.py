"""Slips put right before a search, and words that are none left alone."""

from __future__ import annotations

import pytest

from kb.spelling import MOST_WORDS, Spelling

WORDS = {
    "recycling": 40,
    "collected": 9,
    "collection": 30,
    "bins": 90,
    "badge": 20,
    "council": 50,
    "bagde": 1,
}


@pytest.fixture
def spelling() -> Spelling:
    return Spelling(WORDS)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("my recylcing wasn't taken", "my recycling wasn't taken"),
        ("RECYCLNG, please!", "recycling, please!"),
        ("a blue badhe", "a blue badge"),
        ("colection day", "collection day"),
        ("the counicl's bins", "the council bins"),  # two slips in a long word
    ],
)
def test_a_slip_becomes_the_nearest_word(spelling: Spelling, said: str, meant: str) -> None:
    assert spelling.corrected(said) == meant


def test_of_two_words_as_near_the_commoner_is_meant() -> None:
    assert Spelling({"lights": 3, "rights": 9}).corrected("zights") == "rights"


@pytest.mark.parametrize("said", ["bni", "xqzzyq", "b1ns2", "", "£££", "🙂", "привет"])
def test_short_strange_and_foreign_words_are_left_alone(said: str) -> None:
    assert Spelling({**WORDS, "bin": 90}).corrected(said) == said


def test_a_word_seen_once_is_not_what_others_become(spelling: Spelling) -> None:
    assert spelling.corrected("bagdes") != "bagde"


def test_an_english_word_is_no_slip(spelling: Spelling) -> None:
    assert spelling.corrected("collector") == "collection", "as near as collected, and commoner"
    assert spelling.corrected("collector", {"collector"}.__contains__) == "collector"


def test_a_message_is_put_right_only_so_far(spelling: Spelling) -> None:
    text = " ".join(["xqzzyqk"] * MOST_WORDS + ["recylcing"])
    assert spelling.corrected(text) == text
