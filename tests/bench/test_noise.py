"""Noise of speech and of typing: as much as was asked for, the same every time, and like what it stands for."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from server.settings import ROOT
from tests.language.in_bot import in_bot

with (ROOT / "tests" / "nlu" / "held_out.csv").open(encoding="utf-8-sig", newline="") as file:
    MESSAGES = [row["text"] for row in csv.DictReader(file)][:200]
ODD = ["", "   ", "🙂", "12345", "a", "...", "x" * 5_000, "zzyzx qwrtp"]
RATES = (0.1, 0.17, 0.3)
MAKE = """
from collections import Counter
from rapidfuzz.distance import Levenshtein
from bench.speech_noise import cuts, heard, merges, splits, spoken, substitutes, word_errors
from bench.typing_noise import typed
messages = given["messages"]
def share(rate):
    wrong = sum(word_errors(spoken(text), spoken(heard(text, rate))) for text in messages)
    return wrong / sum(len(spoken(text)) for text in messages)
answer({
    "kinds": Counter(step.tag for text in messages
                     for step in Levenshtein.editops(spoken(text), spoken(heard(text, 0.17)))),
    "shares": [share(rate) for rate in given["rates"]],
    "made": {noise.__name__: [[noise(text, 0.3, seed) for text in messages] for seed in (0, 0, 1)]
             for noise in (heard, typed)},
    "odd": [noise(text, 0.5, 0) for text in given["odd"] for noise in (heard, typed)],
    "plain": [heard("My BIN, please!", 0.0), typed("My BIN, please!", 0.0)],
    "bin": [one.words for one in substitutes("bin")],
    "council": [one.words for one in substitutes("council")],
    "pothole": [one.words for one in splits("pothole")],
    "pot hole": [one.words for one in merges("pot", "hole")],
    "missed bin": [one.words for one in cuts("missed", "bin")],
})
"""


@pytest.fixture(scope="module")
def noise() -> dict[str, Any]:
    return in_bot(MAKE, {"messages": MESSAGES, "rates": RATES, "odd": ODD})


def test_about_as_many_words_are_wrong_as_were_asked_for(noise: dict[str, Any]) -> None:
    assert noise["shares"] == pytest.approx(RATES, abs=0.03)


def test_words_are_swapped_lost_and_added_as_often_as_by_recognisers_of_telephone_speech(
    noise: dict[str, Any],
) -> None:
    kinds, errors = noise["kinds"], sum(noise["kinds"].values())
    assert kinds["replace"] / errors == pytest.approx(0.66, abs=0.08)
    assert kinds["delete"] / errors == pytest.approx(0.20, abs=0.06)
    assert kinds["insert"] / errors == pytest.approx(0.14, abs=0.06)


@pytest.mark.parametrize("name", ["heard", "typed"])
def test_it_is_the_same_every_time_and_another_with_another_seed(noise: dict[str, Any], name: str) -> None:
    first, again, other = noise["made"][name]
    assert first == again != other


def test_odd_text_is_taken(noise: dict[str, Any]) -> None:
    assert all(isinstance(text, str) for text in noise["odd"])


def test_without_errors_a_text_is_as_it_was_spoken_or_typed(noise: dict[str, Any]) -> None:
    assert noise["plain"] == ["my bin please", "My BIN, please!"]


def test_what_is_heard_sounds_like_what_was_said(noise: dict[str, Any]) -> None:
    assert ["been"] in noise["bin"]
    assert ["counsel"] in noise["council"]
    assert ["pot", "whole"] in noise["pothole"]
    assert ["pothole"] in noise["pot hole"]
    assert all(len(words) == 2 for words in noise["missed bin"])


def test_no_word_is_heard_as_itself(noise: dict[str, Any]) -> None:
    assert ["bin"] not in noise["bin"]
