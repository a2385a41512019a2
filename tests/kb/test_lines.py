"""A further question is answered by the one line of an article that has what was asked about."""

from __future__ import annotations

import pytest

from kb.lines import is_left_open, line_about, second_question
from tests.fakes import the_articles


def line(name: str, asked: str) -> tuple[str, str] | None:
    article = the_articles().get(name)
    assert article is not None
    found = line_about(article, asked)
    return (found.heading, found.text) if found else None


@pytest.mark.parametrize(
    ("words", "second"),
    [
        ("is the tip open tomorrow and can I take paint", "can I take paint"),
        ("how do I get a bus pass and how long does it take", "how long does it take"),
        ("when is the tip open, and also do you take tyres", "do you take tyres"),
        ("how much is a blue badge", ""),
        ("what goes in the blue bin and the green bin", ""),
        ("rats and mice", ""),
    ],
)
def test_a_second_question_begins_after_an_and(words: str, second: str) -> None:
    assert second_question(words) == second


def test_the_line_comes_as_it_stands_with_its_heading() -> None:
    assert line("waste/recycling-centre", "can I take paint") == (
        "What you can bring",
        "Electrical things, batteries, light bulbs, paint and engine oil.",
    )
    assert line("waste/recycling-centre", "do you take tyres") == (
        "What you can bring",
        "We do not take trade waste, tyres or asbestos.",
    )


@pytest.mark.parametrize(
    "asked", ["what time do you open", "can I take a piano", "can I use it abroad", "on Sunday", ""]
)
def test_what_no_line_or_more_than_one_has_is_not_guessed_at(asked: str) -> None:
    assert line("waste/recycling-centre", asked) is None


def test_no_line_holds_a_link_or_a_number_to_ring() -> None:
    assert line("signposts/hmrc", "inheritance tax") is None


def test_the_same_question_once_more_has_no_line() -> None:
    assert line("council_tax/discounts", "single person discount") is None
    assert line("parking/blue-badges", "what does it cost again") is None
    assert line("parking/blue-badges", "can you renew a blue badge") == (
        "How to apply or renew",
        "Renew 12 weeks before your badge ends.",
    )


def test_what_the_answer_says_is_not_left_open() -> None:
    tip = the_articles().get("waste/recycling-centre")
    assert tip is not None
    assert not is_left_open(tip, "when does it shut")
    assert is_left_open(tip, "can I take a piano")
