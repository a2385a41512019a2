"""What somebody would rather not tell is left out, in whatever words they say so, and is never taken for a story."""

from __future__ import annotations

import pytest

from forms.fields.numbers import PhoneField
from forms.fields.words import NameField
from forms.heard import Heard
from forms.sayings.declined import declines
from tests.fakes import FormFiller, around

RATHER_NOT = [
    "no I do not want to give it",
    "none of your business",
    "that's none of your business love",
    "I'd rather not give my postcode",
    "I'm not telling you that",
    "I won’t give you that",
    "why should I tell you",
    "you don't need it",
    "it's private",
    "I do not wish to provide that",
    "mind your own business",
    "skip",
    "skip that one",
]
TOLD = "there is a deep hole outside 3 mill lane marlbury"


@pytest.mark.parametrize("spoken", [True, False])
@pytest.mark.parametrize("words", [*RATHER_NOT, "no", "no thanks", "nope"])
def test_a_report_goes_without_a_postcode(words: str, spoken: bool) -> None:
    resident = FormFiller(TOLD, enquiry="report_pothole", spoken=spoken)
    assert resident.asked == "utter_ask_your_postcode"
    resident.says(words)
    assert resident.asked == "utter_ask_review"
    assert resident.summary["Your postcode"] == "not given"


@pytest.mark.parametrize(
    "words",
    [
        "no",
        "none",
        "I didn't give one",
        "no I never gave one love",
        "we didn't leave a postcode",
        "I wasn't asked for one",
    ],
)
def test_a_report_may_have_been_made_without_one(words: str) -> None:
    resident = FormFiller("how is it going", "48219936", enquiry="check_case_status")
    resident.turn.form.values["case_reference"] = "48219936"
    resident.turn.form.asking = "postcode"
    resident.says(words)
    assert (resident.ended, resident.turn.form.values["postcode"]) == ("done", "not given")


@pytest.mark.parametrize("words", ["I never have it to hand and can't remember", *RATHER_NOT])
def test_a_proof_does_not_and_says_why(words: str) -> None:
    resident = FormFiller("how is 48219936 going", "48219936", enquiry="check_case_status")
    if resident.asked != "utter_ask_your_postcode":
        resident.turn.form.values["case_reference"] = "48219936"
        resident.turn.form.asking = "postcode"
    resident.says(words)
    assert (resident.told, resident.turn.form.values.get("postcode")) == (["utter_help_your_postcode"], None)


@pytest.mark.parametrize("words", RATHER_NOT)
def test_so_can_name_and_phone_be_declined(words: str) -> None:
    resident = FormFiller("I'd like to complain about my neighbour's noise", enquiry="make_complaint")
    resident.say([words, words])
    assert resident.asked == "utter_ask_your_postcode"
    assert (resident.summary["Name"], resident.summary["Phone"]) == ("not given", "not given")


@pytest.mark.parametrize(
    ("words", "left_out"),
    [
        ("I don't want to give my name", "name"),
        ("I'd rather not leave a name", "name"),
        ("no I'm not giving my phone number", "phone"),
        ("I don't want to give my postcode", "postcode"),
    ],
)
def test_it_does_not_become_the_complaint(words: str, left_out: str) -> None:
    resident = FormFiller("I want to complain", enquiry="make_complaint")
    assert resident.asked == "utter_ask_description"
    resident.says(words)
    assert (resident.told, resident.asked) == (["utter_kept_for_later"], "utter_ask_description")
    assert resident.turn.form.values[left_out] == "not given"
    resident.says("your driver shouted at my son")
    assert resident.summary["What you told us"] == "your driver shouted at my son"


def test_said_with_the_wish_it_is_not_asked_for() -> None:
    first = "I want to complain about your driver who shouted at my son but I don't want to give my name"
    resident = FormFiller(first, enquiry="make_complaint")
    assert resident.asked == "utter_ask_phone"


def test_two_things_are_declined_at_once() -> None:
    first = "your driver shouted at my son but I don't want to give my name or my number"
    resident = FormFiller(first, enquiry="make_complaint")
    assert resident.asked == "utter_ask_your_postcode"


@pytest.mark.parametrize("words", ["I'd rather stay anonymous", "I want to remain anonymous"])
def test_who_stays_anonymous_gives_no_name(words: str) -> None:
    resident = FormFiller("I want to complain", words, enquiry="make_complaint")
    assert (resident.told, resident.asked) == (["utter_kept_for_later"], "utter_ask_description")


def test_a_refusal_of_nothing_in_particular_is_no_story_either() -> None:
    resident = FormFiller("I want to complain", "I'd rather not say", enquiry="make_complaint")
    assert (resident.told, resident.asked) == (["utter_help_description"], "utter_ask_description")


@pytest.mark.parametrize(
    "words",
    [
        "the driver would not give me his name",
        "I can't leave my house because of the noise",
        "I can't tell you how bad it is",
        "you don't get your bins emptied round here",
        "a skip has been left on the road",
        "won't give me a refund",
        "not telling us anything",
        "never tell us anything",
        "won't tell me why",
        "no it's outside number 9",
        "mb1 4qp",
    ],
)
def test_a_story_or_an_answer_is_no_refusal(words: str) -> None:
    assert not declines(words)


@pytest.mark.parametrize("words", ["no", "none of your business", "I don't want to give it"])
def test_who_gives_no_address_hears_why_it_is_needed(words: str) -> None:
    resident = FormFiller("when is my bin day", words, enquiry="query_bin_collection_day")
    assert (resident.told, resident.asked) == (["utter_aside"], "utter_ask_postcode")
    assert "bin days are not the same on every street" in resident.blank("answer")


def test_a_plain_no_to_which_number_is_best_is_none() -> None:
    resident = FormFiller(
        "my neighbour plays loud music at 3 priory road",
        "no",
        enquiry="report_noise_nuisance",
        caller="+447700900123",
        spoken=True,
    )
    assert resident.asked == "utter_ask_phone"
    resident.says("no")
    assert (resident.asked, resident.summary["Phone"]) == ("utter_ask_your_postcode", "not given")


def test_a_form_that_asks_for_no_name_notes_it_all_the_same() -> None:
    resident = FormFiller("I'm worried about the child next door", enquiry="report_safeguarding_concern")
    asked = resident.asked
    resident.says("I don't want to give my name")
    assert (resident.told, resident.asked, resident.turn.form.misses) == (["utter_kept_for_later"], asked, 0)


@pytest.mark.parametrize(
    "words",
    [
        "I don't want to give my bank details to your parking app, it is not safe and it crashed twice",
        "I will not give my details again until this is sorted out",
        "I don't want to leave my number plate",
        "I won't give my house number",
    ],
)
def test_what_else_is_not_given_leaves_nobody_without_a_name_or_a_phone(words: str) -> None:
    assert NameField().glean(Heard(words), {}, around()) is None
    assert PhoneField().glean(Heard(words), {}, around()) is None


@pytest.mark.parametrize("words", ["won't give me a refund", "never tell us anything", "not giving refunds"])
def test_what_somebody_else_will_not_do_is_the_story(words: str) -> None:
    resident = FormFiller("I want to complain", words, enquiry="make_complaint")
    assert resident.summary["What you told us"] == words
