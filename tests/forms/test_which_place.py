"""Mill Lane is in Marlbury and in Nether Marl, Church Lane in Nether Marl and in Marlford: which of them is asked."""

from __future__ import annotations

import pytest

from tests.fakes import FormFiller
from tests.forms.test_first_message import told

FORMS = {
    "report_pothole": "pothole on mill lane",
    "report_fly_tipping": "fly tipping on mill lane",
    "report_street_light": "a street light on mill lane",
    "report_blocked_drain": "blocked drain on mill lane",
    "report_antisocial_behaviour": "antisocial behaviour on mill lane",
}


@pytest.mark.parametrize(("enquiry", "first"), FORMS.items())
def test_which_of_two_streets_of_one_name_is_asked_at_once(enquiry: str, first: str) -> None:
    resident = told(first, enquiry=enquiry, spoken=True)
    assert (resident.asked, resident.blank("street")) == ("utter_ask_which_place", "Mill Lane")
    assert resident.turn.question
    assert [option.label for option in resident.turn.question.options] == [
        "Mill Lane, Marlbury",
        "Mill Lane, Nether Marl",
    ]
    resident.chooses("Mill Lane, Nether Marl")
    assert resident.summary["Where"].endswith("Mill Lane, Nether Marl")
    assert resident.asked != "utter_ask_which_place"


@pytest.mark.parametrize(
    ("answer", "where"),
    [
        ("the one in nether marl", "Mill Lane, Nether Marl"),
        ("Marlbury please", "Mill Lane, Marlbury"),
        ("not the Nether Marl one", "Mill Lane, Marlbury"),
        ("the second one", "Mill Lane, Nether Marl"),
        ("MB4 2LN", "Mill Lane, Nether Marl"),
        ("near the old railway bridge", "Mill Lane, near the old railway bridge"),
        ("the top end", "Mill Lane, the top end"),
        ("the bit past Tesco", "Mill Lane, the bit past Tesco"),
        ("by the church?", "Mill Lane, by the church?"),
        ("near the school end", "Mill Lane, near the school end"),
        ("I don't know", "Mill Lane"),
        ("both of them", "Mill Lane, Marlbury and Nether Marl"),
        (
            "it's the marlbury one just past the baker's on the left",
            "Mill Lane, Marlbury (it's the marlbury one just past the baker's on the left)",
        ),
    ],
)
def test_it_is_answered_as_people_answer(answer: str, where: str) -> None:
    resident = FormFiller("report a pothole", "Mill Lane", enquiry="report_pothole")
    assert resident.asked == "utter_ask_which_place"
    resident.says(answer)
    assert (resident.turn.form.values["location"], resident.asked) == (where, "utter_ask_description")


@pytest.mark.parametrize(
    "first",
    [
        "pothole on mill lane in nether marl",
        "in Nether Marl there is a pothole on Mill Lane",
        "pothole outside 35 Mill Lane",  # only one of them has a 35
        "pothole on Mill Lane, MB4 2LN",
        "pothole on priory road",
        "pothole where mill lane meets chapel row",  # they meet in one village
    ],
)
def test_what_says_it_already_is_not_asked(first: str) -> None:
    assert told(first, enquiry="report_pothole").asked != "utter_ask_which_place"


def test_the_case_says_the_village_that_was_told_elsewhere_in_the_sentence() -> None:
    resident = told("in Nether Marl there is a pothole on Mill Lane", enquiry="report_pothole")
    assert resident.turn.form.values["location"] == "on Mill Lane, Nether Marl"


def test_a_street_that_is_asked_for_and_not_in_the_first_message_is_told_apart_too() -> None:
    resident = FormFiller("I want to complain", "your driver shouted at my son", enquiry="make_complaint")
    assert resident.asked != "utter_ask_which_place"
    other = FormFiller("fly tipping", "church lane by the gate", enquiry="report_fly_tipping")
    assert (other.asked, other.blank("street")) == ("utter_ask_which_place", "Church Lane")


def test_a_no_is_no_place() -> None:
    resident = FormFiller("report a pothole", "Mill Lane", "no", enquiry="report_pothole")
    assert (resident.told, resident.asked) == (["utter_help_which_place"], "utter_ask_which_place")


@pytest.mark.parametrize(
    "words",
    [
        "can you keep my name out of it",
        "no thanks",
        "actually it's two lights",
        "it's been weeks",
        "is this being recorded",
        "why does that matter",
        "how will the road crew know",
    ],
)
def test_a_remark_is_no_place_and_the_street_is_asked_again(words: str) -> None:
    resident = FormFiller("report a pothole", "Mill Lane", words, enquiry="report_pothole", spoken=True)
    assert resident.asked == "utter_ask_which_place"
    resident.says("Nether Marl")
    assert resident.turn.form.values["location"] == "Mill Lane, Nether Marl"
