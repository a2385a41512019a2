""" "Yes but ...": what follows the "but" is heard, and no yes is taken that was none."""

from __future__ import annotations

import pytest

from tests.fakes import FormFiller
from tests.forms.test_first_message import told

CALLER = "+447700900123"


def at_address() -> FormFiller:
    resident = told("my bin was missed", spoken=True)
    resident.says("12 mill lane marlbury")
    assert resident.asked == "utter_ask_address_right"
    return resident


def at_phone() -> FormFiller:
    return FormFiller(
        "complain",
        "they were rude all day",
        "Jane Smith",
        enquiry="make_complaint",
        spoken=True,
        caller=CALLER,
    )


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("yes but it's number 14", "14 Mill Lane, Marlbury, MB1 4QP"),
        ("yeah but number fourteen", "14 Mill Lane, Marlbury, MB1 4QP"),
        ("yes, except the number's 14", "14 Mill Lane, Marlbury, MB1 4QP"),
        ("yes but in nether marl, 12 mill lane nether marl", "12 Mill Lane, Nether Marl, MB4 2LN"),
        ("that's right but it's Mile Lane, 12 mile lane", "12 Mile Lane, Marlbury, MB1 4QB"),
    ],
)
def test_another_house_after_the_but_is_the_house(words: str, address: str) -> None:
    resident = at_address()
    resident.says(words)
    assert (resident.asked, resident.blank("address")) == ("utter_ask_address_right", address)


@pytest.mark.parametrize(
    "words",
    [
        "yes but please hurry",
        "yes but I'm out all day",
        "yes but the gate is locked",
        "yes only it's not fair",
    ],
)
def test_a_remark_after_the_but_leaves_it_a_yes(words: str) -> None:
    resident = at_address()
    resident.says(words)
    assert resident.asked == "utter_ask_bin_type"


def test_another_answer_is_put_right_beside_the_yes() -> None:
    resident = told("my blue bin was missed", spoken=True)
    resident.says("12 mill lane marlbury")
    resident.says("yes but it's the green bin")
    assert (resident.asked, resident.blank("bin")) == ("utter_ask_last_collection", "green rubbish bin")


@pytest.mark.parametrize(
    "words",
    [
        "yes but not on this number",
        "no not this number",
        "please don't use this one",
        "yes but use my mobile instead",
        "yeah but I'd rather you rang my work",
        "ok but a different one would be better",
        "yes but that phone is not the one",
    ],
)
def test_yes_but_another_number_asks_for_it(words: str) -> None:
    resident = at_phone()
    assert resident.asked == "utter_ask_caller_phone"
    resident.says(words)
    assert resident.asked == "utter_ask_phone"


def test_yes_but_with_the_number_takes_it() -> None:
    resident = at_phone()
    resident.says("yes but ring me on 07700 900456")
    assert resident.turn.form.values["phone"] == "+447700900456"


def test_a_day_after_the_but_is_the_day() -> None:
    resident = told("my blue bin was missed", spoken=True)
    resident.say(["12 mill lane marlbury", "yes"])
    assert resident.asked == "utter_ask_last_collection"
    resident.says("yes but it was the one on the 3rd of November")
    assert resident.told == ["utter_missed_bin_too_late"]


def test_at_the_last_look_it_is_never_sent_with_a_but() -> None:
    resident = told("my blue bin was missed", spoken=True)
    resident.say(["12 mill lane marlbury", "yes", "yes"])
    assert resident.asked == "utter_ask_review"
    resident.says("yes but something is not quite right there")
    assert resident.ended is None


@pytest.mark.parametrize(
    "words", ["Jane Smith, sorry about that", "Jane Smith, is that ok", "it's Jane Smith, sorry"]
)
def test_an_apology_is_no_part_of_a_name(words: str) -> None:
    resident = FormFiller("complain", "they were rude all day", enquiry="make_complaint", spoken=True)
    assert resident.asked == "utter_ask_name"
    resident.says(words)
    assert resident.turn.form.values["name"] == "Jane Smith"
