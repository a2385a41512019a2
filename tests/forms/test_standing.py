"""Whoever asks how a complaint, a claim or a report stands has made it already."""

from __future__ import annotations

import pytest

from forms.standing import asks_how_it_stands, has_no_reference


@pytest.mark.parametrize(
    "words",
    [
        "what's happening with my complaint",
        "any news on my complaint",
        "has anything happened about my complaint",
        "what stage is my complaint at",
        "I'd like to chase up a complaint I made",
        "how's my complaint getting on",
        "where are you up to with my complaint",
        "when will I get an answer to my complaint",
        "did you get my complaint",
        "I'm ringing about the complaint I made",
        "I put a complaint in last month and I've heard nothing",
        "I complained about the noise and nothing's been done",
        "what’s going on with my claim for the car damage",
    ],
)
def test_how_it_stands_is_asked_of_one_that_was_made(words: str) -> None:
    assert asks_how_it_stands(words)


@pytest.mark.parametrize(
    "words",
    [
        "I want to make a complaint",
        "I want to complain that nobody has answered my complaint",
        "I made a complaint about a bin man and now I want to make another one",
        "how long do they get to answer a complaint",
        "update my housing benefit claim",
        "I put it out on Saturday and nobody's been",
        "",
    ],
)
def test_a_new_one_is_a_new_one(words: str) -> None:
    assert not asks_how_it_stands(words)


def test_whoever_has_no_reference_says_so_in_few_words() -> None:
    assert has_no_reference("I don't have the reference")
    assert has_no_reference("I've lost my reference number")
    assert not has_no_reference("nobody has answered my letters")
