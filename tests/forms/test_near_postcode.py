""" "MB1 4QT" is none of ours, but one like sound from two that are: their streets are offered, not a flat no."""

from __future__ import annotations

import pytest

from tests.fakes import FormFiller

HEARD = ["m b one four queue tee", "MB1 4QT", "mike bravo one four quebec tango"]


def missed(*lines: str, spoken: bool = True) -> FormFiller:
    return FormFiller("my bin was missed", *lines, spoken=spoken)


def pothole(*lines: str) -> FormFiller:
    return FormFiller("pothole on priory road", "it is deep", *lines, enquiry="report_pothole", spoken=True)


@pytest.mark.parametrize("heard", HEARD)
def test_the_streets_of_those_it_sounds_like_are_offered(heard: str) -> None:
    resident = missed(heard)
    assert resident.asked == "utter_ask_which_near_postcode"
    assert resident.blank("postcode") == "M B 1, 4 Q T"
    assert resident.turn.question
    assert [option.label for option in resident.turn.question.options] == ["Mile Lane", "Mill Lane"]
    resident.chooses("Mill Lane")
    assert (resident.asked, resident.blank("postcode")) == ("utter_ask_house_number", "MB1 4QP")


@pytest.mark.parametrize(
    ("answer", "address"),
    [
        ("12 mile lane", "12 Mile Lane, Marlbury, MB1 4QB"),
        ("the second one", None),
        ("Mill Lane", None),
    ],
)
def test_they_are_told_apart_by_street_or_place(answer: str, address: str | None) -> None:
    resident = missed(HEARD[0], answer)
    if address:
        assert resident.blank("address") == address
    else:
        assert resident.blank("postcode") == "MB1 4QP"


def test_a_house_number_said_with_it_is_kept() -> None:
    resident = missed("number 12, m b one four queue tee", "mill lane")
    assert resident.blank("address") == "12 Mill Lane, Marlbury, MB1 4QP"


@pytest.mark.parametrize("answer", ["no", "neither", "none of those"])
def test_neither_is_outside_our_area(answer: str) -> None:
    resident = missed(HEARD[0], answer)
    assert (resident.told, resident.asked) == (["utter_postcode_outside_area"], "utter_ask_postcode")


def test_what_sounds_like_none_of_ours_is_still_said_to_be_elsewhere() -> None:
    assert missed("SW1A 1AA").told == ["utter_postcode_outside_area"]


def test_their_own_postcode_by_voice_too() -> None:
    resident = pothole(HEARD[0])
    assert resident.asked == "utter_ask_which_near_postcode"
    resident.says("mill lane")
    assert (resident.asked, resident.turn.form.values["postcode"]) == ("utter_ask_review", "MB1 4QP")
    elsewhere = pothole(HEARD[0], "neither of them")
    assert elsewhere.turn.form.values["postcode"] == "MB1 4QT"


@pytest.mark.parametrize("words", ["999 mill lane", "number 999 Mill Lane"])
def test_a_house_that_we_have_not_is_an_address_all_the_same(words: str) -> None:
    resident = missed()
    resident.says(words, intent="query_contact_details", confidence=0.99)
    assert (resident.told, resident.asked) == (["utter_address_not_found"], "utter_ask_postcode")
