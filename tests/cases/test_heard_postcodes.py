"""Postcodes as they are heard, matched to the council's own; with what one slip may cost, measured on the demo's."""

from __future__ import annotations

import pytest

from cases.heard_postcodes import Match, close_to, keyed, match, read_out
from tests.fakes import the_gazetteer

HEARD_AS = {"b": "pdve", "m": "n", "p": "bdt", "t": "pd", "e": "bp", "f": "s", "s": "f", "1": "i", "n": "m"}
OURS = the_gazetteer().postcodes


@pytest.mark.parametrize(
    "words",
    [
        "em p one for queue p",
        "M P 1 4 Q P",
        "N B 1 4 Q P",
        "and b one four cue pea",
        "m b 1 4 kew pee",
        "emby one four kewpie",
        "em bee wan fower queue pea",
        "m d one four q p",
        "m v 1 4 q p",
        "MB1 4OP",
        "MBI 4QP",
        "mb l 4qp",
        "my postcode is n b one four q p thank you",
    ],
)
def test_one_letter_or_digit_may_be_another_that_sounds_or_looks_like_it(words: str) -> None:
    found = match(words, OURS - {"MB1 4QB"})  # of which P may be B as well
    assert found is not None
    assert found.postcode == "MB1 4QP"


@pytest.mark.parametrize(
    "words",
    [
        "mb1 4qp",
        "m b one four q p",
        "mike bravo one four quebec papa",
        "M for mother B for Bravo one four Q for queen P for Peter",
        "m as in mike b as in bravo 1 4 q p",
        "m b one for q p",
        "m b fourteen queue pee",
        "it's number 12, m b 1 4 q p",
    ],
)
def test_told_right_it_is_exact(words: str) -> None:
    assert match(words, OURS) == Match("MB1 4QP", exact=True)


@pytest.mark.parametrize(
    ("words", "postcode"),
    [
        ("em bee two two ee arr", "MB2 2ER"),
        ("emm bee two two ee are", "MB2 2ER"),
        ("m cee one four kyu pea", "MB1 4QP"),
        ("emm bee one four queue pee", "MB1 4QP"),
    ],
)
def test_the_names_of_letters_are_known_however_they_are_written(words: str, postcode: str) -> None:
    found = match(words, OURS | {"MB2 2ER"})
    assert found is not None
    assert found.postcode == postcode


@pytest.mark.parametrize(
    "words",
    [
        "SW1A 1AA",
        "m x one four q p",
        "n p one four q p",
        "twelve mill lane",
        "",
        "my bin was missed on the 4th and I am at home",
    ],
)
def test_two_slips_another_place_and_ordinary_words_are_none_of_ours(words: str) -> None:
    assert match(words, OURS) is None


def test_what_may_be_two_of_ours_is_neither() -> None:
    assert match("m b 1 4 q t", OURS) is None  # T may be P or B
    assert close_to("MB1 4QB", OURS) == ["MB1 4QP"]


def test_most_single_slips_lead_to_the_right_postcode_and_none_to_a_wrong_one_unasked() -> None:
    """Whatever is found by a slip is asked back by its street; an exact one is too on the phone."""
    slips = [
        (postcode, plain[:place] + other + plain[place + 1 :])
        for postcode, plain in ((postcode, postcode.replace(" ", "").lower()) for postcode in OURS)
        for place, letter in enumerate(plain)
        for other in HEARD_AS.get(letter, "")
    ]
    right = [
        postcode for postcode, slip in slips if (found := match(slip, OURS)) and found.postcode == postcode
    ]
    assert len(right) > 0.8 * len(slips) > 200


def test_keys_spell_letters_and_digits() -> None:
    assert sorted(keyed("621477", OURS)) == ["MB1 4QP", "MB1 4QR"]
    assert keyed("621472", OURS) == ["MB1 4QB"]
    assert keyed("999999", OURS) == []


def test_of_the_demos_postcodes_few_share_their_keys_and_never_more_than_can_be_read_out() -> None:
    digits = dict(zip("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999", strict=True))
    spelled = ["".join(digits.get(c, c) for c in postcode.replace(" ", "").lower()) for postcode in OURS]
    assert max(spelled.count(code) for code in spelled) <= 4
    assert sum(spelled.count(code) == 1 for code in spelled) > len(OURS) / 2


def test_it_is_read_out_letter_by_letter() -> None:
    assert read_out("SW1A 1AA") == "S W 1 A, 1 A A"
