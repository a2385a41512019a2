"""What says when is no place, and is kept."""

from __future__ import annotations

import pytest

from tests.fakes import FormFiller


@pytest.mark.parametrize(
    "words", ["every night", "since Tuesday", "about three weeks ago", "it's all day yesterday"]
)
def test_when_it_was_is_kept_and_the_place_asked_for_again(words: str) -> None:
    resident = FormFiller("my neighbour burns rubbish", words, enquiry="report_noise_nuisance", spoken=True)
    assert (resident.told, resident.asked) == (["utter_kept_for_later"], "utter_ask_location")
    assert resident.summary["Also said"] == words


@pytest.mark.parametrize(
    "words", ["on the corner", "all over the park", "in the next street", "at number two"]
)
def test_a_place_is_one(words: str) -> None:
    resident = FormFiller("my neighbour burns rubbish", words, enquiry="report_noise_nuisance", spoken=True)
    assert resident.turn.form.values["location"] == words
