""" "I don't know my postcode" leaves no form: the street does as well, and what was told is kept."""

from __future__ import annotations

import pytest

from forms.conversation.taking import take
from forms.heard import Heard
from tests.fakes import FormFiller

NO_POSTCODE = [
    "I don't know my postcode",
    "I don't have a postcode",
    "I haven't got a post code",
    "not sure of the postcode",
    "I've no idea what my postcode is",
    "I can't remember the postcode",
    "sorry I’ve forgotten my postcode",
]
WEBSITE = "report_website_problem"  # what the classifier makes of them
TOLD = "the bins are never emptied on my road and I have told you three times"


def complaint(*lines: str) -> FormFiller:
    return FormFiller("I want to complain", *lines, enquiry="make_complaint", caller="+447700900123")


@pytest.mark.parametrize("spoken", [True, False])
@pytest.mark.parametrize("enquiry", ["report_missed_bin", "query_bin_collection_day"])
@pytest.mark.parametrize("words", NO_POSTCODE)
def test_the_street_is_asked_for_instead(words: str, enquiry: str, spoken: bool) -> None:
    resident = FormFiller("about my bin", enquiry=enquiry, spoken=spoken)
    assert resident.asked == "utter_ask_postcode"
    resident.says(words, WEBSITE)
    assert (resident.told, resident.asked) == (["utter_postcode_not_needed"], "utter_ask_street")
    resident.says("12 Mill Lane Marlbury")
    assert resident.blank("address") == "12 Mill Lane, Marlbury, MB1 4QP"


def test_a_street_in_the_same_breath_is_not_asked_for() -> None:
    resident = FormFiller()
    resident.says("I don't know my postcode but it's 12 Mill Lane Marlbury", WEBSITE)
    assert resident.asked == "utter_ask_address_right"


def test_who_cannot_say_the_street_either_gets_a_person() -> None:
    resident = FormFiller()
    resident.says(NO_POSTCODE[0], WEBSITE)
    resident.says("I don't know my postcode I said", WEBSITE)
    assert (resident.told, resident.asked) == (["utter_help_street"], "utter_ask_street")
    resident.say(["flurble", "wurble"])
    assert resident.ended == "stuck"


@pytest.mark.parametrize("words", NO_POSTCODE)
def test_at_another_question_of_a_complaint_it_is_noted_and_the_question_asked_again(words: str) -> None:
    resident = complaint(TOLD, "Jo Ward")
    assert resident.asked == "utter_ask_caller_phone"
    resident.says(words, WEBSITE)
    assert (resident.told, resident.asked) == (["utter_kept_for_later"], "utter_ask_caller_phone")
    resident.says("yes")
    assert resident.asked == "utter_ask_review"
    assert resident.summary["What you told us"] == TOLD
    assert resident.summary["Your postcode"] == "not given"


@pytest.mark.parametrize("words", NO_POSTCODE)
def test_a_report_can_do_without_one(words: str) -> None:
    resident = complaint(TOLD, "Jo Ward", "yes")
    assert resident.asked == "utter_ask_your_postcode"
    resident.says(words, WEBSITE)
    assert resident.summary["Your postcode"] == "not given"


def test_a_proof_cannot_do_without_one() -> None:
    resident = FormFiller("what happened to my report", enquiry="check_case_status")
    resident.says(NO_POSTCODE[0], WEBSITE)
    assert "postcode" not in resident.turn.form.values


def test_not_knowing_starts_no_other_enquiry() -> None:
    resident = complaint(TOLD, "Jo Ward")
    resident.says("I don't know the number", WEBSITE)
    assert (resident.turn.form.enquiry, resident.asked) == ("make_complaint", "utter_ask_caller_phone")


def test_what_was_told_is_kept_for_whoever_goes_to_another_enquiry() -> None:
    resident = complaint(TOLD, "Jo Ward")
    form = resident.turn.form
    pothole = Heard("there is a pothole in my road", intent="report_pothole", confidence=0.9)
    turn = take(form, pothole, resident.around)
    assert turn.replies[0].name == "utter_put_aside_and_kept"
    assert (turn.form.enquiry, turn.left) == ("report_pothole", form)
