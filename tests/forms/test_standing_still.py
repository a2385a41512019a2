"""No question of a form is put for ever: what brings it no further is counted, and saying it again is a yes."""

from __future__ import annotations

import pytest

from forms.conversation.asking import MOST_IN_A_CALL, MOST_MISSES
from forms.conversation.standing_still import MOST_STILL
from tests.fakes import FormFiller

HOME = ("MB1 4QP", "14", "yes")


@pytest.mark.parametrize("words", ["no", "no it's full", "nope", "no it isn't"])
def test_a_no_where_only_a_day_can_help_is_a_miss_with_help_and_then_a_person(words: str) -> None:
    resident = FormFiller("my bin was missed", *HOME, "blue", "no", spoken=True)
    assert resident.asked == "utter_ask_collection_date"
    resident.says(words)
    assert (resident.told, resident.asked) == (["utter_help_collection_date"], "utter_ask_collection_date")
    for _ in range(MOST_MISSES):
        resident.says(words)
    assert resident.ended == "stuck"


@pytest.mark.parametrize(
    "steps",
    [(), ("MB1 4QP",), ("14 Mill Lane",), HOME[:2], HOME, (*HOME, "blue"), (*HOME, "blue", "yes")],
)
@pytest.mark.parametrize(
    "words", ["no", "yes", "mumble mumble", "14", "MB1 4QP", "how much does it cost", "blue", "not sure"]
)
def test_the_same_words_over_and_over_end_the_form(steps: tuple[str, ...], words: str) -> None:
    resident = FormFiller("my bin was missed", *steps, spoken=True)
    for _ in range(12):
        if resident.ended:
            return
        resident.says(words)
    assert resident.ended


def test_three_misses_in_a_call_are_enough_at_whichever_questions() -> None:
    resident = FormFiller("my bin was missed", "mumble", *HOME, "mumble", "blue", "mumble", spoken=True)
    assert (resident.turn.form.missed, resident.ended) == (MOST_IN_A_CALL, None)
    resident.says("mumble")
    assert resident.ended == "stuck"


def test_who_writes_is_given_longer() -> None:
    resident = FormFiller("my bin was missed", "mumble", *HOME, "mumble", "blue", "mumble", "mumble")
    assert resident.ended is None


def test_a_question_in_the_middle_is_answered_again_but_not_for_ever() -> None:
    resident = FormFiller(enquiry="report_pothole", spoken=True)
    for _ in range(MOST_STILL):
        resident.says("how long will it take")
        assert (resident.told, resident.asked) == (["utter_aside"], "utter_ask_location")
    resident.says("how long will it take")
    assert resident.ended == "stuck"


# The same again is a yes.


@pytest.mark.parametrize(
    "words",
    [
        "12 castle street",
        "I've told you 12 castle street",
        "that's what I said",
        "I've already told you that",
        "it's 12 castle street love",
        "MB1 1HQ",
        "number 12 castle street",
    ],
)
@pytest.mark.parametrize("spoken", [True, False])
def test_the_same_address_again_confirms_it(words: str, spoken: bool) -> None:
    resident = FormFiller("my bin was missed", "12 castle street", spoken=spoken)
    assert resident.asked == "utter_ask_address_right"
    resident.says(words)
    assert resident.asked == "utter_ask_bin_type"


@pytest.mark.parametrize(
    "words", ["no 12 castle street", "it's not 12 castle street", "not 12", "I didn't say 12 castle street"]
)
def test_who_denies_it_in_the_same_words_confirms_nothing(words: str) -> None:
    resident = FormFiller("my bin was missed", "12 castle street", words)
    assert not resident.turn.form.values["address"].get("confirmed")


def test_another_house_is_the_other_house() -> None:
    resident = FormFiller("my bin was missed", "12 castle street", "14 castle street", spoken=True)
    assert resident.asked == "utter_ask_address_right"
    assert resident.blank("address").startswith("14 Castle Street")


@pytest.mark.parametrize("words", ["MB1 4QP", "that's what I said", "I just told you"])
def test_the_same_postcode_again_confirms_its_street(words: str) -> None:
    resident = FormFiller("my bin was missed", "MB1 4QP", spoken=True)
    assert resident.asked == "utter_ask_street_right"
    resident.says(words)
    assert resident.asked == "utter_ask_house_number"


def test_the_same_postcode_again_is_a_yes_to_a_residents_own_as_well() -> None:
    resident = FormFiller(
        "a deep pothole outside 16 Mill Lane in Marlbury", enquiry="report_pothole", spoken=True
    )
    while resident.asked != "utter_ask_your_postcode":
        resident.says("it is deep and cars swerve round it")
    resident.says("MB1 4QP")
    assert resident.asked == "utter_ask_street_right"
    resident.says("MB1 4QP")
    assert resident.asked == "utter_ask_review"
