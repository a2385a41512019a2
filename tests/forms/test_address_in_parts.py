"""A house number or a street told by itself is kept, and only what is missing is asked for."""

from __future__ import annotations

import pytest

from tests.fakes import FormFiller
from tests.forms.test_first_message import told

MILL_LANE_12 = "12 Mill Lane, Marlbury, MB1 4QP"


@pytest.mark.parametrize(
    "first",
    [
        "my recycling bin at number 12 wasn't collected",
        "I'm at number twelve and the recycling bin was missed",
        "hello it's house 12, you missed my blue bin",
        "number 12, recycling not emptied",
        "the recycling was missed again, we are no. 12",
    ],
)
def test_a_house_number_said_first_is_not_asked_again_after_the_postcode(first: str) -> None:
    resident = told(first)
    assert resident.asked == "utter_ask_street_or_postcode"
    resident.says("MB1 4QP")
    assert (resident.asked, resident.blank("address")) == ("utter_ask_address_right", MILL_LANE_12)


def test_nor_after_the_street_or_the_village() -> None:
    resident = told("my recycling bin at number 12 wasn't collected")
    resident.says("mill lane")
    assert resident.asked == "utter_ask_which_address"
    resident.says("the one in marlbury")
    assert resident.turn.form.values["address"]["uprn"] == 100090000002


def test_by_voice_it_is_kept_while_the_postcode_is_asked_back() -> None:
    resident = told("my recycling bin at number 12 wasn't collected", spoken=True)
    resident.says("m b one four queue pee")
    assert (resident.asked, resident.blank("address")) == ("utter_ask_address_right", MILL_LANE_12)


def test_a_street_said_first_leaves_only_the_house() -> None:
    resident = told("nobody has emptied the blue bins on Priory Road")
    assert (resident.asked, resident.blank("postcode")) == ("utter_ask_house_number", "Priory Road")
    resident.says("3")
    assert resident.blank("address") == "3 Priory Road, Marlbury, MB1 2DW"


def test_what_is_told_in_two_answers_is_one_address() -> None:
    resident = FormFiller("my bin was missed", "priory road")
    assert resident.asked == "utter_ask_house_number"
    resident.says("number 3")
    assert resident.asked == "utter_ask_address_right"


def test_a_house_named_after_its_street() -> None:
    resident = FormFiller("my bin was missed", "mill lane", "it's called rose cottage")
    assert resident.blank("address") == "Rose Cottage, Mill Lane, Nether Marl, MB4 2LN"


def test_a_house_that_the_street_has_not_is_said_and_asked_again() -> None:
    resident = FormFiller("my bin was missed", "priory road", "991")
    assert (resident.told, resident.asked) == (["utter_address_not_found"], "utter_ask_house_number")


def test_who_does_not_know_the_postcode_keeps_the_house() -> None:
    resident = told("my recycling bin at number 12 wasn't collected")
    resident.says("I don't know my postcode")
    resident.says("priory road")
    assert resident.turn.form.values["address"]["house"] == "12"


@pytest.mark.parametrize("words", ["priory road three", "Priory Road, number 3", "it's priory road 3 please"])
def test_a_house_said_after_its_street_is_kept(words: str) -> None:
    resident = told("my bin was missed")
    resident.says(words)
    assert resident.blank("address") == "3 Priory Road, Marlbury, MB1 2DW"


@pytest.mark.parametrize("words", ["yes", "no"])
def test_a_yes_is_no_house(words: str) -> None:
    resident = FormFiller("my bin was missed", "priory road", words)
    assert (resident.told, resident.asked) == (["utter_help_house_number"], "utter_ask_house_number")


@pytest.mark.parametrize("spoken", [True, False])
def test_another_street_in_a_no_is_where_the_house_is_looked_for(spoken: bool) -> None:
    resident = told("my bin was missed", spoken=spoken)
    resident.say(["14 mill lane marlbury", "no priory road"])
    assert (resident.asked, resident.blank("postcode")) == ("utter_ask_house_number", "Priory Road")
    resident.says("three")
    assert resident.blank("address") == "3 Priory Road, Marlbury, MB1 2DW"
