"""What is asked in one breath with a yes or a no of a form: both are heard."""

from __future__ import annotations

import pytest

from forms.conversation.switching import INSTEAD
from forms.heard import Heard
from tests.entities.finder import find
from tests.fakes import WEDNESDAY, FormFiller
from tests.forms.test_first_message import told
from tests.forms.test_yes_but import at_address, at_phone

TIP = "query_recycling_centre"


def says(resident: FormFiller, words: str, intent: str | None = None) -> None:
    """`intent`: what the classifier makes of the whole, for certain."""
    sure = 0.95 if intent else 0.0
    resident._take(Heard(words, intent=intent, confidence=sure, entities=find(words, WEDNESDAY)))


@pytest.mark.parametrize("yes", ["yes and", "yes,", "yeah that's it, and also"])
def test_the_yes_is_taken_and_the_question_answered(yes: str) -> None:
    resident = at_address()
    says(resident, f"{yes} what time does the tip close", TIP)
    assert (resident.told, resident.asked) == (["utter_aside"], "utter_ask_bin_type")
    assert "Quarry Lane" in resident.blank("answer")


def test_the_no_is_taken_and_the_question_answered() -> None:
    resident = at_address()
    says(resident, "no, what time does the tip close", TIP)
    assert resident.told == ["utter_aside"]
    assert resident.asked == "utter_ask_house_number"
    assert "Quarry Lane" in resident.blank("answer")


def test_a_question_about_the_form_itself_is_answered_too() -> None:
    resident = at_phone()
    assert resident.asked == "utter_ask_caller_phone"
    says(resident, "yes, and how long will that take")
    assert resident.told == ["utter_aside"]
    assert resident.turn.form.values["phone"] == "+447700900123"


def test_another_report_is_come_back_to() -> None:
    resident = at_address()
    says(resident, "yes and I want to report a pothole", "report_pothole")
    assert resident.asked == "utter_ask_bin_type"
    assert resident.turn.besides == ("report_pothole", "I want to report a pothole")


def test_a_no_to_going_on_leaves_for_what_was_asked() -> None:
    resident = told("my bin was missed", spoken=True)
    says(resident, "what time does the tip close", TIP)
    assert resident.asked == "utter_offer_to_go_on"
    says(resident, "no, how do I apply for a blue badge", "apply_blue_badge")
    assert resident.ended == "abandoned"
    assert resident.turn.form.values[INSTEAD] == "how do I apply for a blue badge"


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("no, can you make it number 14", "report_change_of_address"),
        ("no I want it to be 14 Mill Lane Marlbury", TIP),
        ("no is it not 14 Mill Lane Marlbury", TIP),
    ],
)
def test_what_is_asked_for_may_be_the_answer(words: str, intent: str) -> None:
    resident = at_address()
    says(resident, words, intent)
    assert (resident.asked, resident.blank("address")) == (
        "utter_ask_address_right",
        "14 Mill Lane, Marlbury, MB1 4QP",
    )


@pytest.mark.parametrize(
    "words", ["yes what of it", "yes can you hurry up please", "yes I need it done today"]
)
def test_a_remark_is_no_question(words: str) -> None:
    resident = at_address()
    says(resident, words, "report_missed_bin")
    assert (resident.told, resident.asked) == ([], "utter_ask_bin_type")


def test_what_puts_another_answer_right_is_no_question() -> None:
    resident = told("my blue bin was missed", spoken=True)
    for words in ("12 mill lane marlbury", "yes", "yes"):
        says(resident, words)
    assert resident.asked == "utter_ask_review"
    says(resident, "no, can you change the bin to food", "request_bin_service")
    assert resident.turn.besides is None
    assert resident.turn.form.values["bin_type"] == "food"
