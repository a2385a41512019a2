"""Several things in one message: where it is cut, and what is an enquiry of its own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.language.in_bot import in_bot

ONE = [
    "my bin was missed",
    "2 + 2 kids",
    "food + drink",
    "B&B",
    "M&S ticket",
    "salt and vinegar",
    "",
    "and also",
    "thanks and goodbye",
]
SEVERAL = {
    "my bin was missed and there's a pothole outside": [("my bin was missed", "there's a pothole outside")],
    "I need to renew my library book and also how do I pay": [
        ("I need to renew my library book", "how do I pay")
    ],
    "The light is out. Also the drain is blocked": [("The light is out", "the drain is blocked")],
    "can I get a bus pass, and what about a blue badge": [
        ("can I get a bus pass", "what about a blue badge")
    ],
    "my mum wants a badge. my dad wants a pass": [("my mum wants a badge.", "my dad wants a pass")],
    "the bin was missed + the light is out": [("the bin was missed", "the light is out")],
    "pay my council tax & report a hole": [("pay my council tax", "report a hole")],
    "- the bin was missed\n- the light is out": [("- the bin was missed", "the light is out")],
    "the light is out, oh and can I speak to Sam": [("the light is out", "can I speak to Sam")],
}
CUT = """
from bot.language import several
answer([[[text[:place.end], text[place.start:]] for place in several.places(text)] for text in given])
"""
# A reader that knows intents by a word, and nothing of stories: `sure` of them is its confidence.
FIND = """
from bot.language import several
def read(texts):
    asked.extend(texts)
    found = []
    for text in texts:
        known = [intent for word, intent in given["words"].items() if word in text.lower()] or ["none"]
        odds = {intent: given["sure"] / 20**place for place, intent in enumerate(known)}
        found.append(several.Reading({**odds, "rest": 1 - given["sure"]}, given["familiar"]))
    return found
def glance(texts):
    return [0.0 if given["unlike"] and given["unlike"] in text else 1.0 for text in texts]
answers = []
for message in given["messages"]:
    asked = []
    parts = several.enquiries(message, read, glance, frozenset(["thanks"]))
    answers.append([[[part.reading.intent, part.words] for part in parts], len(asked)])
answer(answers)
"""
WORDS = {"bin": "missed_bin", "hole": "pothole", "book": "renew_book", "rent": "rent", "thank": "thanks"}


def found(*messages: str, sure: float = 0.99, familiar: float = 1.0, unlike: str = "") -> list[Any]:
    """Of each message, [the enquiries with their words, how many texts were read]; at a glance, what has the word
    `unlike` in it is like no enquiry."""
    given = {"messages": messages, "words": WORDS, "sure": sure, "familiar": familiar, "unlike": unlike}
    return list(in_bot(FIND, given))


@pytest.fixture(scope="module")
def cut() -> dict[str, list[list[str]]]:
    messages = [*ONE, *SEVERAL]
    return dict(zip(messages, in_bot(CUT, messages), strict=True))


@pytest.mark.parametrize("message", SEVERAL)
def test_a_message_may_be_cut_where_another_thing_begins(
    cut: dict[str, list[list[str]]], message: str
) -> None:
    assert [tuple(sides) for sides in cut[message]] == SEVERAL[message]


@pytest.mark.parametrize("message", ONE)
def test_a_message_about_one_thing_is_left_whole(cut: dict[str, list[list[str]]], message: str) -> None:
    assert cut[message] == []


def test_what_was_said_first_comes_first_whichever_is_likelier() -> None:
    first, second = found(
        "my bin was missed. How do I renew a book?", "how do I renew a book, and my bin was missed"
    )
    assert first[0] == [["missed_bin", "my bin was missed"], ["renew_book", "How do I renew a book"]]
    assert second[0] == [["renew_book", "how do I renew a book"], ["missed_bin", "my bin was missed"]]


def test_three_things_are_found_and_what_counts_or_joins_them_is_no_word_of_theirs() -> None:
    ((parts, _),) = found(
        "Three things please. My bin was missed. There's a hole in the road, oh and I want to renew a book"
    )
    assert parts == [
        ["missed_bin", "My bin was missed"],
        ["pothole", "There's a hole in the road"],
        ["renew_book", "I want to renew a book"],
    ]


def test_what_is_told_of_a_thing_stays_with_it() -> None:
    ((parts, _),) = found("My bin was missed. It stood out since six. Also there is a hole in our road.")
    assert [words for _, words in parts] == [
        "My bin was missed. It stood out since six",
        "there is a hole in our road",
    ]


@pytest.mark.parametrize(
    "story",
    [
        "my bin was missed and the bin of my neighbour was not",  # both sides are about one thing
        "my bin was missed. Thank you very much",
        "my bin was missed. Do you have to pay rent for it",  # points back
        "my bin was missed. I put it out at six. I went to work. I came home. I looked. I sat down. The rent is due."
        " Nobody came. I rang you. You said wait. I waited.",  # a story of very many sentences
    ],
)
def test_a_story_about_one_thing_stays_one_enquiry(story: str) -> None:
    assert found(story)[0][0] == []


def test_sides_that_are_only_half_understood_need_a_word_that_says_another_thing_begins() -> None:
    perhaps, surely = found(
        "my bin was missed. there is a hole", "my bin was missed and also there is a hole", sure=0.8
    )
    assert (perhaps[0], len(surely[0])) == ([], 2)


def test_sides_said_as_nobody_says_an_enquiry_are_none() -> None:
    assert found("my bin was missed. there is a hole", familiar=0.0)[0][0] == []


def test_the_longer_side_is_not_read_where_the_shorter_is_no_enquiry() -> None:
    ((_, read),) = found(
        "my bin was missed by the lorry that comes round on a tuesday. thank you all the same"
    )
    assert read == 1


def test_where_another_thing_only_may_begin_a_side_like_no_enquiry_at_a_glance_spares_all_reading() -> None:
    perhaps, surely = found(
        "my bin was missed. there is a hole", "my bin was missed and also there is a hole", unlike="hole"
    )
    assert perhaps == [[], 0]
    assert len(surely[0]) == 2


def test_a_long_message_costs_no_more_than_a_score_of_readings() -> None:
    ((_, read),) = found("my bin was missed and there is a hole here too " * 200)
    assert read <= 20
    ((_, read),) = found(
        "my bin was missed. the hole. a book is due. rent is due. bin again. hole again. rent?"
    )
    assert 0 < read <= 20


def test_without_a_place_to_cut_nothing_is_read_again() -> None:
    assert found("my bin was missed") == [[[], 0]]


def test_an_intent_that_is_ruled_out_leaves_its_share_to_the_others() -> None:
    without = """
from bot.language import several
reading = several.Reading({"danger": 0.5, "repair": 0.3, "light": 0.2}, 1.0)
answer([several.without(reading, given["intent"]).probabilities for given["intent"] in ("danger", "nothing")])
"""
    ruled_out, as_it_was = in_bot(without, {})
    assert ruled_out == pytest.approx({"repair": 0.6, "light": 0.4})
    assert as_it_was == {"danger": 0.5, "repair": 0.3, "light": 0.2}
