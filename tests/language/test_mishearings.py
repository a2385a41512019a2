"""What may have been said where a recogniser wrote something else: on the demo council's own phrases."""

from __future__ import annotations

import pytest

from tests.language.in_bot import in_bot

MISHEARD = {
    "can i renew my library brook": "can i renew my library book",
    "want to report a dead fox in the rode": "want to report a dead fox in the road",
    "wear do i vote": "where do i vote",
    "the lift in our block is broken a gain": "the lift in our block is broken again",
}
RIGHT = [
    "i have been waiting two weeks for a new bin",
    "how do i pay my council tax",
    "the whole road is full of holes",
    "when does the library open",
    "can i speak to somebody about my rent",
]
ODD = ["", "bin", "number number number", "zzyzx qwrtp", "bin " * 500, "£ £ £", "д ж л"]
MEANT = """
from bench.datasets import council_phrases, council_words
from bot.language.mishearings import Mishearings
from bot.language.normalise import normalise
from bot.language.vocabulary import Vocabulary
phrases = [normalise(text) for text, _ in council_phrases()]
mishearings = Mishearings(Vocabulary.of(phrases, map(normalise, council_words())))
answer([mishearings.meant(text) for text in given])
"""
MESSAGES = [*MISHEARD, *RIGHT, *ODD]


@pytest.fixture(scope="module")
def meant() -> dict[str, list[tuple[str, float]]]:
    return dict(zip(MESSAGES, in_bot(MEANT, MESSAGES), strict=True))


@pytest.mark.parametrize("heard", MISHEARD)
def test_what_was_said_is_among_what_may_have_been(meant: dict, heard: str) -> None:
    assert MISHEARD[heard] in [words for words, _ in meant[heard]]


@pytest.mark.parametrize("right", RIGHT)
def test_right_words_stand(meant: dict, right: str) -> None:
    assert meant[right] == []


@pytest.mark.parametrize("odd", ODD)
def test_odd_messages_stand_too(meant: dict, odd: str) -> None:
    assert meant[odd] == []


def test_the_shares_of_what_may_have_been_said_add_up_to_one(meant: dict) -> None:
    totals = [sum(share for _, share in sentences) for sentences in meant.values() if sentences]
    assert totals == pytest.approx([1.0] * len(totals))
