"""Numbers as a recogniser writes them down, turned into digits; other words stay."""

from __future__ import annotations

import pytest

from cases.phones import read_phone
from cases.postcodes import read_postcode
from cases.spoken_numbers import digits_as_asked, digits_in_words


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("fourteen", "14"),
        ("Forty-One", "41"),
        ("forty one", "41"),
        ("twenty", "20"),
        ("number fourteen mill lane", "number 14 mill lane"),
        ("one hundred", "100"),
        ("oh seven seven double oh nine double oh one two three", "07700900123"),
        ("four eight two one, nine nine three six", "48219936"),
        ("4 8 2 1, 9 9 3 6", "48219936"),
        ("triple nine", "999"),
        ("flat two, twelve high street", "flat 2 12 high street"),
        ("14a station road", "14a station road"),
        ("MB1 4QP", "MB1 4QP"),
        ("my bin was missed", "my bin was missed"),
        ("", ""),
        ("🙂", "🙂"),
    ],
)
def test_spoken_numbers_become_digits(words: str, digits: str) -> None:
    assert digits_in_words(words) == digits


@pytest.mark.parametrize(
    "words",
    [
        "double b one four q p",
        "I parked on the double yellow lines",
        "a double bed",
        "on the double",
        "treble or double",
    ],
)
def test_double_stays_where_it_doubles_no_number(words: str) -> None:
    assert digits_in_words(words).count("double") == words.count("double")


def test_what_was_said_can_then_be_read_as_a_phone_number_or_a_postcode() -> None:
    assert (
        read_phone(digits_in_words("oh seven seven double oh, nine double oh, one two three"))
        == "+447700900123"
    )
    assert read_postcode(digits_in_words("double b one four q p")) == "BB1 4QP"
    assert read_postcode(digits_in_words("m b one four q p")) == "MB1 4QP"


@pytest.mark.parametrize(
    "words", ["one " * 500, "hundred " * 200, "double " * 300, "1 " * 1_000, "a" * 2_000]
)
def test_a_very_long_message_does_no_harm(words: str) -> None:
    assert isinstance(digits_in_words(words), str)


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("to for ate won", "2481"),
        ("for ate to won nein nein tree sicks", "48219936"),
        ("my reference is four eight to won", "4821"),
        ("oh double five tree", "0553"),
        ("it's 4821, um, 9936", "48219936"),
    ],
)
def test_where_digits_are_asked_for_what_sounds_like_them_is_them(words: str, digits: str) -> None:
    assert digits_as_asked(words) == digits


@pytest.mark.parametrize(
    "words", ["for", "to be honest", "its a tree", "it was on the line", "I don't know", ""]
)
def test_other_answers_to_that_are_no_digits(words: str) -> None:
    assert digits_as_asked(words) == ""
