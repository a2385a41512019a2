"""Postcodes: typed, spelled out as a recogniser writes them, and not seen where there is none."""

from __future__ import annotations

import pytest

from cases.postcodes import read_postcode


@pytest.mark.parametrize(
    "words",
    [
        "MB1 4QP",
        "mb1 4qp",
        "mb14qp",
        "MB1  4QP",
        " mb1 4qp. ",
        "my postcode is MB1 4QP thanks",
        "14 Mill Lane, MB1 4QP",
        "(mb1 4qp)",
        "MB1-4QP",
    ],
)
def test_a_typed_postcode_is_read(words: str) -> None:
    assert read_postcode(words) == "MB1 4QP"


@pytest.mark.parametrize(
    "words",
    [
        "m b 1 4 q p",
        "m b one four q p",
        "em bee one four queue pea",
        "em be won for cue pee",
        "mike bravo one four quebec papa",
        "mike bravo 1, 4 quebec papa",
        "mb 1 4 qp",
        "M. B. 1. 4. Q. P.",
        "it's m b one four q p please",
        "the postcode is m b one 4 queue p",
    ],
)
def test_a_postcode_spelled_out_is_read(words: str) -> None:
    assert read_postcode(words) == "MB1 4QP"


@pytest.mark.parametrize(
    ("words", "postcode"),
    [
        ("double b one four q p", "BB1 4QP"),
        ("b b double one four q p", "BB11 4QP"),
        ("ess double you one ay one double a", "SW1A 1AA"),
        ("s w one a one a a", "SW1A 1AA"),
    ],
)
def test_double_stands_for_two(words: str, postcode: str) -> None:
    # "Double you" is how a recogniser writes the letter W.
    assert read_postcode(words) == postcode


@pytest.mark.parametrize(
    ("words", "postcode"),
    [
        ("m b one oh q p", "MB1 0QP"),
        ("m b one oh four q p", "MB10 4QP"),
        ("mb1 oqp", "MB1 0QP"),
        ("mbO 4QP", "MB0 4QP"),
        ("o x one four a b", "OX1 4AB"),
        ("oh ex one four a b", "OX1 4AB"),
        ("0x1 4ab", "OX1 4AB"),
        ("S015 2AB", "SO15 2AB"),
        ("p 0 1 3 a b", "PO1 3AB"),
    ],
)
def test_o_and_nought_are_told_apart_by_their_place(words: str, postcode: str) -> None:
    assert read_postcode(words) == postcode


@pytest.mark.parametrize(
    "postcode", ["M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "EC1A 1BB", "E1W 3TJ"]
)
def test_every_shape_of_british_postcode_is_read(postcode: str) -> None:
    assert read_postcode(postcode.lower()) == postcode
    assert read_postcode(" ".join(postcode.lower().replace(" ", ""))) == postcode


@pytest.mark.parametrize(
    "words",
    [
        "I ate two pies",
        "I'm at 12, are you there",
        "I am at 10 to see you",
        "at 4 for tea you know",
        "it is 2 for 1 at tea",
        "is it 1 to 2 you are open",
        "see you at 4",
        "why are you so late",
        "to be or not to be",
        "are you open 9 to 5",
        "we are at number 14 and you are late",
        "my bin at 14 was missed",
        "I want to see a person",
        "no, number 14",
        "14 Mill Lane",
        "flat 2, 14 High Street",
        "there is a hole on the A4 3rd exit",
        "it was due on the 17th",
        "my green bin and my 2 blue ones",
        "07700 900123",
        "4821 9936",
        "oh no not you again",
        "can you do it for me",
        "MB1",
        "4QP",
        "MB1 4Q",
        "MB1 4CP",  # the last part never has a C
        "",
        "🙂",
        "a" * 2_000,
        "1" * 2_000,
        "m b 1 " * 300,
    ],
)
def test_ordinary_words_hold_no_postcode(words: str) -> None:
    assert read_postcode(words) is None


def test_the_first_of_two_postcodes_is_taken() -> None:
    assert read_postcode("from MB1 4QP to MB2 1SA") == "MB1 4QP"
