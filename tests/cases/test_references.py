"""References: eight digits that survive being read aloud, keyed and mistyped."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from cases.references import DIGITS, new_reference, read_reference, shown, spoken

MANY = [new_reference() for _ in range(300)]


def test_a_reference_has_eight_digits_and_never_begins_with_nought() -> None:
    assert [reference for reference in MANY if not re.fullmatch(r"[1-9]\d{7}", reference)] == []


def test_references_do_not_count_up() -> None:
    assert len(set(MANY)) == len(MANY)
    steps = {int(after) - int(before) for before, after in pairwise(MANY)}
    assert len(steps) > len(MANY) - 10


def test_every_reference_we_give_is_read_back() -> None:
    assert [read_reference(reference) for reference in MANY] == MANY


def test_every_single_wrong_digit_is_caught() -> None:
    for reference in MANY[:50]:
        for place in range(DIGITS):
            for digit in set("0123456789") - {reference[place]}:
                assert read_reference(reference[:place] + digit + reference[place + 1 :]) is None


def test_every_two_neighbours_changed_over_are_caught() -> None:
    for reference in MANY:
        for place in range(DIGITS - 1):
            one, other = reference[place], reference[place + 1]
            if one != other:
                swapped = reference[:place] + other + one + reference[place + 2 :]
                assert read_reference(swapped) is None


def test_a_reference_is_shown_in_two_groups_and_said_digit_by_digit() -> None:
    assert shown("48219936") == "4821 9936"
    assert spoken("48219936") == "4 8 2 1, 9 9 3 6"


@pytest.mark.parametrize(
    "words",
    [
        "{0}",
        "my reference is {1}",
        "it's {1}, thanks",
        "any news on {0}?",
        "{2}",
        "reference {2} please",
        "4 bins and a case, {0}",
        "ref:{0}.",
        "{1}\n",
    ],
)
def test_a_reference_is_found_in_what_somebody_says(words: str) -> None:
    reference = MANY[0]
    assert read_reference(words.format(reference, shown(reference), spoken(reference))) == reference


@pytest.mark.parametrize(
    "words",
    [
        "",
        "I have lost it",
        "1234",
        "123456789",
        "07700 900123",
        "21900000010017",
        "🙂🙂🙂🙂",
        "٤٨٢١٩٩٣٦",
        "1" * 2_000,
    ],
)
def test_what_is_not_a_reference_is_not_read_as_one(words: str) -> None:
    assert read_reference(words) is None
