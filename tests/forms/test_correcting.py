""" "No, it's Mile Lane not Mill Lane": a correction that holds the new value is not asked for it again."""

from __future__ import annotations

import pytest

from tests.fakes import FormFiller
from tests.forms.test_first_message import told

BIN = ("MB1 4QP", "12", "yes", "blue", "yes")


def bin_report(*lines: str, spoken: bool = False) -> FormFiller:
    resident = told("my bin was missed", spoken=spoken)
    resident.say([*BIN, *lines])
    return resident


def pothole(where: str = "12 mill lane marlbury", *, spoken: bool = False) -> FormFiller:
    resident = told("report a pothole", enquiry="report_pothole", spoken=spoken)
    resident.say([where, "it is very deep", "mb1 4qp", *(["yes"] if spoken else [])])
    assert resident.asked == "utter_ask_review"
    return resident


@pytest.mark.parametrize("spoken", [True, False])
@pytest.mark.parametrize(
    "words",
    [
        "no it's Mile Lane not Mill Lane",
        "No, not Mill Lane, it's Mile Lane",
        "Mile Lane not Mill Lane",
        "yes but it's Mile Lane, not Mill Lane",
        "Mill Lane should be Mile Lane",
        "no I said mile lane instead of mill lane",
        "can you change mill lane to mile lane",
        "the street is Mile Lane",
        "no the street should be mile lane",
        "the road's wrong, it's mile lane",
    ],
)
def test_a_street_is_put_right_in_where_it_is(words: str, spoken: bool) -> None:
    resident = pothole(spoken=spoken)
    resident.says(words)
    assert (resident.told, resident.asked) == (["utter_changed"], "utter_ask_review")
    assert resident.summary["Where"].lower() == "12 mile lane marlbury"


@pytest.mark.parametrize(
    "words",
    [
        "no, the number's 14",
        "the house number is 14",
        "no it's 14 not 12",
        "no, not 12, it's 14",
        "yes but the number should be 14",
        "12 should be 14",
        "that's right except the number is fourteen",
    ],
)
def test_a_house_number_is_put_right_in_a_place_and_in_an_address(words: str) -> None:
    place = pothole()
    place.says(words)
    assert (place.told, place.summary["Where"]) == (["utter_changed"], "14 mill lane marlbury")
    home = bin_report(words)
    assert (home.told, home.asked) == (["utter_changed"], "utter_ask_address_right")
    assert home.blank("address") == "14 Mill Lane, Marlbury, MB1 4QP"


@pytest.mark.parametrize(
    ("words", "field", "shown"),
    [
        ("no, the bin was the green one", "Bin", "green rubbish bin"),
        ("no the bin's green not blue", "Bin", "green rubbish bin"),
        ("it's green not blue", "Bin", "green rubbish bin"),
    ],
)
def test_the_bin_too(words: str, field: str, shown: str) -> None:
    resident = bin_report(words)
    assert resident.told == ["utter_changed"]
    resident.says("yes")
    assert resident.summary[field] == shown


def test_another_street_of_an_address_is_looked_up() -> None:
    resident = bin_report("no it's Mile Lane not Mill Lane")
    assert (resident.told, resident.asked) == (["utter_changed"], "utter_ask_address_right")
    assert "12 Mile Lane" in resident.blank("address")


def test_a_street_without_that_house_is_said_and_nothing_changed() -> None:
    resident = bin_report("no it's Ferry Road not Mill Lane")
    assert (resident.told, resident.asked) == (["utter_address_not_found"], "utter_ask_review")
    assert resident.summary["Address"] == "12 Mill Lane, Marlbury, MB1 4QP"


@pytest.mark.parametrize(
    ("words", "field", "shown"),
    [
        ("no it's shallow not deep", "What you told us", "it is very shallow"),
        ("the postcode is MB1 4QR", "Your postcode", "MB1 4QR"),
        ("no the postcode should be mb1 4qr not mb1 4qp", "Your postcode", "MB1 4QR"),
        ("MB1 4QR not MB1 4QP", "Your postcode", "MB1 4QR"),
        ("the place is outside the school on Priory Road", "Where", "outside the school on Priory Road"),
    ],
)
def test_any_answer_is_put_right_by_its_name_or_by_its_value(words: str, field: str, shown: str) -> None:
    resident = pothole()
    resident.says(words)
    assert (resident.told, resident.asked) == (["utter_changed"], "utter_ask_review")
    assert resident.summary[field] == shown


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("no, number 16", "outside 16 priory road"),
        ("no number thirty one", "outside 31 priory road"),
        ("it should be ferry road", "outside 14 Ferry Road"),
        ("you've got the wrong street it's mile lane", "outside 14 Mile Lane"),
        ("no it's priory lane", "outside 14 priory lane"),
        ("no it's outside the shop not 14 priory road", "outside the shop"),
        ("the place is wrong it's by the school on ferry road", "by the school on Ferry Road"),
        ("no thirty one priory road", "31 Priory Road"),
    ],
)
def test_what_stands_beside_the_wrong_part_is_kept(words: str, where: str) -> None:
    resident = pothole("outside 14 priory road")
    resident.says(words)
    assert (resident.told, resident.asked) == (["utter_changed"], "utter_ask_review")
    assert resident.summary["Where"] == where


@pytest.mark.parametrize(
    "words",
    ["it's the Nether Marl one", "no, in Nether Marl", "no the nether marl one", "yes but it's Nether Marl"],
)
def test_the_other_village_of_that_street_is_put_right(words: str) -> None:
    place = pothole("outside 14 mill lane marlbury")
    place.says(words)
    assert (place.told, place.summary["Where"]) == (["utter_changed"], "outside 14 mill lane Nether Marl")
    home = bin_report(words)
    assert home.blank("address") == "12 Mill Lane, Nether Marl, MB4 2LN"
    asked = told("my bin was missed")
    asked.say(["12 mill lane marlbury", words])
    assert asked.blank("address") == "12 Mill Lane, Nether Marl, MB4 2LN"


def test_another_house_is_in_the_same_village() -> None:
    resident = bin_report("no number fourteen mill lane")
    assert (resident.asked, resident.blank("address")) == (
        "utter_ask_address_right",
        "14 Mill Lane, Marlbury, MB1 4QP",
    )


def test_not_that_one_has_one_number() -> None:
    resident = told("my bin was missed")
    resident.say(["12 mill lane marlbury", "no not that one it's 41"])
    assert resident.blank("address") == "41 Mill Lane, Marlbury, MB1 4QP"


def test_a_day_the_bin_was_not_due_is_said_to_be_none() -> None:
    resident = bin_report("wrong day it was Monday")
    assert (resident.told, resident.asked) == (["utter_not_due_that_day"], "utter_ask_review")


@pytest.mark.parametrize("words", ["not deep, shallow", "no not deep shallow", "it's not deep shallow"])
def test_a_recogniser_writes_no_comma(words: str) -> None:
    resident = pothole()
    resident.says(words)
    assert resident.summary["What you told us"] == "it is very shallow"


def test_a_name_is_put_right_in_a_complaint() -> None:
    resident = FormFiller(
        "complain",
        "they were rude to me all day",
        "Jane Smith",
        "07700 900123",
        "skip",
        enquiry="make_complaint",
    )
    assert resident.asked == "utter_ask_review"
    resident.says("no it's Smythe not Smith")
    assert resident.summary["Name"] == "Jane Smythe"
    resident.says("the surname is Smithers")
    assert resident.summary["Name"] == "Jane Smithers"
    resident.says("the phone number should be 07700 900456")
    assert resident.summary["Phone"] == "07700 900456"


def test_at_the_next_question_too() -> None:
    resident = told("report a pothole", enquiry="report_pothole")
    resident.say(["mill lane in marlbury", "no it's Mile Lane not Mill Lane"])
    assert (resident.told, resident.asked) == (["utter_changed"], "utter_ask_description")
    assert resident.turn.form.values["location"].lower() == "mile lane in marlbury"


@pytest.mark.parametrize(
    "words",
    [
        "no",
        "no the street is wrong",
        "no, the number's wrong",
        "no the street is dark",
        "that's not right",
        "no not that",
    ],
)
def test_without_a_new_value_nothing_changes_and_what_to_change_is_asked(words: str) -> None:
    resident = pothole()
    before = dict(resident.turn.form.values)
    resident.says(words)
    kept = {name: value for name, value in resident.turn.form.values.items() if name in before}
    assert resident.asked in ("utter_ask_change", "utter_ask_location")
    assert kept == {name: value for name, value in before.items() if name in kept}


@pytest.mark.parametrize("words", ["yes", "yes that's right", "that's right thanks", "yes, not a problem"])
def test_a_yes_stays_a_yes(words: str) -> None:
    resident = pothole()
    resident.says(words)
    assert resident.ended == ("done" if words != "yes, not a problem" else resident.ended)


@pytest.mark.parametrize("words", ["one", "1", "number one", "the first one please", "one please"])
def test_what_to_change_is_chosen_by_its_place(words: str) -> None:
    resident = pothole()
    resident.say(["no", words])
    assert resident.asked == "utter_ask_location"


def test_so_is_a_bin() -> None:
    assert told("my bin was missed").turn.form
    resident = FormFiller("my bin was missed", "MB1 4QP", "12", "yes", "number two")
    assert resident.turn.form.values["bin_type"] == "blue"


@pytest.mark.parametrize(
    "words",
    [
        "no hang on it was the blue one",
        "no the blue bin",
        "no it was my recycling",
        "no not the green the blue one",
    ],
)
def test_a_no_that_names_another_bin_is_none_to_the_day(words: str) -> None:
    resident = told("my bin was missed")
    resident.say(["14 mill lane marlbury", "yes", "green"])
    assert resident.asked == "utter_ask_last_collection"
    resident.says(words)
    assert (resident.told, resident.asked) == (["utter_changed"], "utter_ask_last_collection")
    assert resident.blank("bin") == "blue recycling bin"


@pytest.mark.parametrize(
    ("words", "asked"), [("no", "utter_ask_collection_date"), ("no, not then", "utter_ask_collection_date")]
)
def test_a_plain_no_is_still_one(words: str, asked: str) -> None:
    resident = told("my bin was missed")
    resident.say(["14 mill lane marlbury", "yes", "green", words])
    assert resident.asked == asked


@pytest.mark.parametrize("words", ["my house is flooding", "the street is dark", "the house is a mess"])
def test_what_a_house_or_a_street_is_like_puts_no_address_right(words: str) -> None:
    resident = told("my bin was missed", spoken=True)
    resident.say(["12 mill lane marlbury", "yes"])
    before = dict(resident.turn.form.values["address"])
    resident.says(words)
    assert resident.told != ["utter_changed"]
    assert resident.turn.form.values["address"] == before


def test_the_name_of_a_house_does() -> None:
    resident = told("my bin was missed", spoken=True)
    resident.say(["12 mill lane marlbury", "yes"])
    resident.says("no, the house is number 14")
    assert resident.told == ["utter_changed"]
