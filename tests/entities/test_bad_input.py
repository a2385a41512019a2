"""Whatever is sent, the pipeline answers, and in time."""

from __future__ import annotations

import random

import pytest

from tests.entities.finder import answer, values

LENGTH = 10_000  # characters
MOST_MILLISECONDS = 1_000  # of CPU; the slowest of these takes about 100 on a machine that does nothing else

REPEATED = {
    "a letter": "a",
    "a capital": "A",
    "a digit": "1",
    "digits apart": "1 ",
    "noughts apart": "0 ",
    "an opening bracket": "(",  # spaCy's own tokeniser takes 30 s for these
    "a pound sign": "£",
    "a full stop": ".",
    "an apostrophe": "'",
    "a dash": "-",
    "a slash": "1/",
    "an at sign": "a@",
    "an emoji": "🙂",
    "a family of emoji": "👨‍👩‍👧‍👦",
    "zero width": "\u200b",
    "right to left": "שלום ",
    "a turned direction": "\u202eمرحبا ",
    "half a character": "\ud83d",
    "a null": "\x00",
    "a line end": "a\n",
    "capitals": "MY BIN WAS MISSED ",
    "no spaces": "mybinwasmissed",
    "letters to be spelled": "x ",
    "doubles": "double ",
    "hundreds": "one hundred and ",
    "days": "the 1st ",
    "months": "1 march ",
    "weekdays": "a week on monday ",
    "streets": "1 mil lane, ",
    "dots said": "a dot b at ",
    "times": "at 5 to 6 ",
    "sums": "£1,",
}


@pytest.mark.parametrize("repeated", REPEATED.values(), ids=REPEATED.keys())
def test_ten_thousand_characters_are_read_in_time(repeated: str) -> None:
    told = answer((repeated * LENGTH)[:LENGTH])
    assert told["milliseconds"] < MOST_MILLISECONDS


def test_any_characters_at_all_are_read_in_time() -> None:
    chance = random.Random(8)  # noqa: S311  the same on every run
    for most in (0x7F, 0x2FF, 0xD7FF, 0x10FFFF):
        told = answer("".join(chr(chance.randrange(1, most)) for _ in range(LENGTH)))
        assert told["milliseconds"] < MOST_MILLISECONDS


@pytest.mark.parametrize("words", ["", " ", "\n", "?", "🙂", "\u200b", "\ud83d"])
def test_next_to_nothing_names_nothing(words: str) -> None:
    assert answer(words)["entities"] == []


def test_what_is_said_among_strange_characters_is_still_found() -> None:
    assert values("🙂🙂 MB1 4QP 🙂", "postcode") == ["MB1 4QP"]
    assert values("\u202eMB1 4QP\u202c", "postcode") == ["MB1 4QP"]
    assert values("MB1\u00a04QP", "postcode") == ["MB1 4QP"]
    assert values("ＭＢ１ ４ＱＰ", "postcode") == ["MB1 4QP"]
    assert values("٠٧٧٠٠ ٩٠٠١٢٣", "phone") == ["+447700900123"]
    assert values("on tues\u200bday", "date") == ["2026-11-17"]
    assert values("İ was at 14 Mıll Lane", "address") == ["14 Mill Lane"]
    assert values("x" * 1_000 + " £20", "money") == [2_000]


def test_past_two_thousand_characters_nothing_is_read() -> None:
    assert values("hello " * 400 + "MB1 4QP", "postcode") == []
