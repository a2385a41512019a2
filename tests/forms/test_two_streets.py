""" "Castle Street or Castle Mews?": two streets with one postcode are chosen between, and "yes" is neither."""

from __future__ import annotations

import pytest

from tests.fakes import FormFiller

SHARED = "MB1 1HP"


def missed(*lines: str) -> FormFiller:
    return FormFiller("my bin was missed", SHARED, *lines, spoken=True)


def test_they_are_a_choice_and_a_yes_is_asked_again_as_which() -> None:
    resident = missed()
    assert resident.asked == "utter_ask_which_postcode"
    assert resident.turn.question
    assert [option.label for option in resident.turn.question.options] == ["Castle Street", "Castle Mews"]
    resident.says("yes")
    assert "utter_help_which_postcode" in str(resident.turn.replies)
    assert resident.asked == "utter_ask_which_postcode"
    assert resident.turn.form.misses == 1


@pytest.mark.parametrize("answer", ["castle mews", "the second one", "it's castle mews"])
def test_the_street_that_was_told_is_the_one_the_house_is_in(answer: str) -> None:
    resident = missed(answer)
    assert resident.asked == "utter_ask_house_number"
    resident.says("3")
    assert resident.blank("address") == "3 Castle Mews, Marlbury, MB1 1HP"


def test_the_street_may_be_pressed_and_the_house_told_with_it() -> None:
    resident = missed()
    resident.chooses("Castle Street")
    resident.says("number 2")
    assert resident.blank("address") == "2 Castle Street, Marlbury, MB1 1HP"
    assert missed("3 castle mews").blank("address") == "3 Castle Mews, Marlbury, MB1 1HP"
