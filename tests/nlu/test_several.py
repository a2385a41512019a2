"""The trained model on messages with a plus, an ampersand or lines: two things are parted, one thing is left whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evaluation.labelled import read_rows
from tests.nlu.conftest import Hear

MESSAGES = Path(__file__).with_name("several.csv")
LEAST_PARTED = 0.85  # of 35; today 32
MOST_TORN = 2  # of 39; today one, whose first line is an address


@pytest.fixture(scope="module")
def found(hear: Hear) -> list[tuple[list[str], list[str], str]]:
    """Of each message, what it is about, what was found, and its words."""
    rows = read_rows(MESSAGES, ("text", "intent"))
    understood = hear(row["text"] for row in rows)
    return [
        (row["intent"].split("+"), [one["intent"], *(also["intent"] for also in one["also"])], row["text"])
        for row, one in zip(rows, understood, strict=True)
    ]


def test_two_things_in_one_message_are_both_found(found: list[tuple[list[str], list[str], str]]) -> None:
    two = [(about, read) for about, read, _ in found if len(about) > 1]
    parted = [about for about, read in two if set(about) == set(read)]
    assert len(two) >= 30
    assert len(parted) >= LEAST_PARTED * len(two)


def test_of_forty_messages_about_one_thing_two_at_most_are_torn_apart(
    found: list[tuple[list[str], list[str], str]],
) -> None:
    one = [(read, words) for about, read, words in found if len(about) == 1]
    assert len(one) >= 30
    assert len([words for read, words in one if len(read) > 1]) <= MOST_TORN


WHAT_IS_HEARD = {
    # message: (safety, language, bereaved)
    "mum's died and I need to stop her council tax": ("none", None, True),
    "mój dom się pali, pomocy": ("emergency", "pl", False),
    "aag lagi hai ghar mein": ("emergency", "ur", False),
    "mae fy nhy ar dan": ("emergency", "cy", False),
    "au secours": ("emergency", "fr", False),
    "weeds want killing along our kerb": ("none", None, False),
    "my phone died in the middle of it": ("none", None, False),
}


@pytest.mark.parametrize("words", WHAT_IS_HEARD)
def test_what_is_heard_besides_the_enquiry(heard: dict[str, Any], words: str) -> None:
    one = heard[words]
    assert (one["safety"], one["language"], one["bereaved"]) == WHAT_IS_HEARD[words]


@pytest.fixture(scope="module")
def heard(hear: Hear) -> dict[str, Any]:
    return dict(zip(WHAT_IS_HEARD, hear(WHAT_IS_HEARD), strict=True))


def test_killing_weeds_is_no_emergency(hear: Hear) -> None:
    read = hear(["kill the weeds please", "can you kill off weeds on our path"])
    assert all(one["intent"] != "report_emergency" and one["safety"] == "none" for one in read)
