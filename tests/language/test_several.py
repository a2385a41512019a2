"""Several things in one message: where it is cut, and what is an enquiry of its own."""

from __future__ import annotations

import pytest

from tests.language.in_bot import in_bot

ONE = [
    "my bin was missed",
    "the bin men came and they left the lid open",
    "I put it out at six and it is still there",
    "salt and vinegar",
    "",
    "and also",
]
SEVERAL = {
    "my bin was missed and there's a pothole outside": ["my bin was missed", "there's a pothole outside"],
    "I need to renew my library book and also how do I pay": [
        "I need to renew my library book",
        "how do I pay",
    ],
    "The light is out. Also the drain is blocked. Thanks": ["The light is out", "the drain is blocked."],
    "can I get a bus pass, and what about a blue badge": ["can I get a bus pass", "what about a blue badge"],
}
CUT = "from bot.language import several\nanswer([[c.words for c in several.split(text)] for text in given])"
SORT = """
from bot.language import several
cuts = [several.Cut(*cut) for cut in given["cuts"]]
found = several.enquiries(cuts, given["best"], given["whole"], frozenset(["thanks"]))
answer([[part.intent, part.words] for part in several.others(found, max(given["whole"], key=given["whole"].get))])
"""


@pytest.fixture(scope="module")
def cut() -> dict[str, list[str]]:
    messages = [*ONE, *SEVERAL, "one and two " * 2_000]
    return dict(zip(messages, in_bot(CUT, messages), strict=True))


@pytest.mark.parametrize("message", SEVERAL)
def test_a_message_is_cut_where_another_thing_begins(cut: dict[str, list[str]], message: str) -> None:
    assert cut[message] == SEVERAL[message]


@pytest.mark.parametrize("message", ["my bin was missed", "salt and vinegar", "", "and also"])
def test_a_message_about_one_thing_is_left_whole(cut: dict[str, list[str]], message: str) -> None:
    assert cut[message] == []


def test_a_message_of_very_many_parts_is_a_story_and_not_read_part_by_part(cut: dict[str, list[str]]) -> None:
    assert cut["one and two " * 2_000] == []


def test_parts_that_are_surely_cut_and_surely_read_are_enquiries_of_their_own() -> None:
    given = {
        "cuts": [["my bin was missed", True], ["there's a pothole", True]],
        "best": [["report_missed_bin", 0.9], ["report_pothole", 0.9]],
        "whole": {"report_missed_bin": 0.99, "report_pothole": 0.001},
    }
    assert in_bot(SORT, given) == [["report_pothole", "there's a pothole"]]


def test_a_sentence_of_a_story_that_looks_like_something_else_is_not() -> None:
    given = {
        "cuts": [["the lamp is on alright", False], ["the leaves have swallowed it", False]],
        "best": [["report_street_light", 0.95], ["report_tree_problem", 0.95]],
        "whole": {"report_tree_problem": 0.9, "report_street_light": 0.001},
    }
    assert in_bot(SORT, given) == []


def test_thanks_beside_an_enquiry_is_no_enquiry() -> None:
    given = {
        "cuts": [["my bin was missed", True], ["thank you very much", True]],
        "best": [["report_missed_bin", 0.9], ["thanks", 0.99]],
        "whole": {"report_missed_bin": 0.9},
    }
    assert in_bot(SORT, given) == []
