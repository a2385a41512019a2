"""Which bin it was, told where the address is asked for: kept, and neither a house on The Green nor another wish."""

from __future__ import annotations

import pytest

from tests.fakes import FormFiller


@pytest.mark.parametrize("lines", [("my bin was missed",), ("my bin was missed", "4 station road")])
@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("the green un", "green"),
        ("it's the green one love", "green"),
        ("the black one i think no wait brown", "brown"),
    ],
)
def test_the_bin_is_kept_and_the_address_asked_for_again(
    lines: tuple[str, ...], words: str, kind: str
) -> None:
    resident = FormFiller(*lines, enquiry="report_missed_bin", spoken=True)
    question = resident.asked
    resident.says(words, "query_bin_collection_day", 0.8)
    assert (resident.told, resident.asked) == (["utter_kept_for_later"], question)
    assert resident.turn.form.values["bin_type"] == kind


@pytest.mark.parametrize("words", ["the second one", "3 the green", "the green"])
def test_an_address_is_no_bin(words: str) -> None:
    resident = FormFiller("my bin was missed", enquiry="report_missed_bin", spoken=True)
    resident.says(words)
    assert "bin_type" not in resident.turn.form.values


@pytest.mark.parametrize(
    ("words", "intent", "ended"),
    [
        ("the black one human", "ask_for_human", "hand_off"),
        ("the green one cancel", None, "abandoned"),
        ("the brown bin, speak to someone", "ask_for_human", "hand_off"),
    ],
)
def test_whoever_wants_to_leave_leaves_whatever_bin_it_was(
    words: str, intent: str | None, ended: str
) -> None:
    resident = FormFiller("my bin was missed", enquiry="report_missed_bin", spoken=True)
    resident.says(words, intent)
    assert resident.ended == ended
