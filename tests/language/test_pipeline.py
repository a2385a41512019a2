"""What the classifier learns from phrases: on a small made-up council, without an encoder."""

from __future__ import annotations

import pytest

from tests.language.in_bot import in_bot

PHRASES = {
    "report_missed_bin": ["my bin was missed", "bin not emptied", "green bin not collected", "they never took my bin",
                          "the bin men left it", "my brown bin was missed again"],
    "make_payment": ["pay my council tax", "how do I pay", "can I pay by card", "council tax payment",
                     "where do I pay my council tax", "pay a bill online"],
    "report_pothole": ["pothole outside", "big hole in the road", "there is a pothole", "broken pavement",
                       "road full of holes", "a pothole on the lane"],
}  # fmt: skip
LEARN = """
from bot.language.pipeline import Pipeline
phrases = [(text, name) for name, texts in given["phrases"].items() for text in texts]
pipeline = Pipeline.fit([t for t, _ in phrases], [n for _, n in phrases], None, ["council tax", "missed bin"])
read = pipeline.read([pipeline.words(text) or "?" for text in given["messages"]])
answer({
    "labels": pipeline.labels,
    "best": [pipeline.labels[row.argmax()] for row in read.probabilities],
    "sums": read.probabilities.sum(axis=1).tolist(),
    "familiar": read.familiarity.tolist(),
    "words": [pipeline.words(text) for text in given["messages"]],
})
"""
USUAL = ["my green bin was missed", "can I pay my council tax", "a big pothole"]
STRANGE = ["zebra crossing quantum", "qwertyuiop", "fish and chips twice"]
ODD = [
    "BIN NOT EMPTIED!!!",
    "my bni was mised",
    "my\u202ebin\u200bwas missed",
    "x" * 10_000,
    "1234567890",
    "🙂",
]


@pytest.fixture(scope="module")
def learned() -> dict:
    return in_bot(LEARN, {"phrases": PHRASES, "messages": [*USUAL, *STRANGE, *ODD]})


def test_each_message_is_about_what_its_phrases_are_about(learned: dict) -> None:
    assert learned["best"][:3] == ["report_missed_bin", "make_payment", "report_pothole"]


def test_probabilities_add_up_to_one(learned: dict) -> None:
    assert learned["sums"] == pytest.approx([1.0] * len(learned["sums"]), abs=1e-5)


def test_what_was_never_taught_is_less_familiar_than_what_was(learned: dict) -> None:
    assert min(learned["familiar"][:3]) > max(learned["familiar"][3:6])


def test_capitals_and_slips_change_nothing(learned: dict) -> None:
    capitals, slips = learned["best"][6:8]
    assert (capitals, slips) == ("report_missed_bin", "report_missed_bin")
    assert learned["words"][7] == "my bni was missed"  # a word of three letters is left alone


def test_what_nobody_can_see_does_not_hide_the_words(learned: dict) -> None:
    assert learned["best"][8] == "report_missed_bin"


def test_one_intent_alone_cannot_be_learned() -> None:
    with pytest.raises(AssertionError, match="phrases for at least two intents"):
        in_bot(LEARN, {"phrases": {"report_pothole": PHRASES["report_pothole"]}, "messages": []})
