"""Reporting a missed bin, turn by turn, as the form sees it. It is Wednesday 18 November 2026, 10am.

14 Mill Lane is on Tuesday's round: yesterday the blue bin and the food caddy were due, the green one a week ago.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from council.hours import LONDON
from forms.state import FormState
from tests.fakes import WEDNESDAY, FormFiller, the_articles

SENTENCE = "my blue bin at 14 Mill Lane MB1 4QP wasn't emptied yesterday"
# What to say to arrive at each question.
STEPS = {
    "utter_ask_postcode": [],
    "utter_ask_house_number": ["MB1 4QP"],
    "utter_ask_which_address": ["14 Mill Lane"],
    "utter_ask_address_right": ["MB1 4QP", "14"],
    "utter_ask_bin_type": ["MB1 4QP", "14", "yes"],
    "utter_ask_last_collection": ["MB1 4QP", "14", "yes", "blue"],
    "utter_ask_collection_date": ["MB1 4QP", "14", "yes", "blue", "no"],
    "utter_ask_review": ["MB1 4QP", "14", "yes", "blue", "yes"],
    "utter_ask_change": ["MB1 4QP", "14", "yes", "blue", "yes", "no"],
}


def at(step: str, **changed: object) -> FormFiller:
    resident = FormFiller("my bin was missed", *STEPS[step], **changed)  # type: ignore[arg-type]
    assert resident.asked == step
    return resident


# The way through.


def test_each_answer_leads_to_the_next_question_and_a_yes_sends_it() -> None:
    resident = FormFiller()
    assert (resident.told, resident.asked) == (["utter_begin_report_missed_bin"], "utter_ask_postcode")
    resident.says("MB1 4QP")
    assert (resident.asked, resident.blank("postcode")) == ("utter_ask_house_number", "MB1 4QP")
    resident.says("14")
    assert resident.blank("address") == "14 Mill Lane, Marlbury, MB1 4QP"
    resident.chooses("Yes")
    assert resident.asked == "utter_ask_bin_type"
    resident.chooses("Blue recycling bin")
    assert (resident.asked, resident.blank("day")) == ("utter_ask_last_collection", "Tuesday 17 November")
    resident.chooses("Yes")
    assert resident.asked == "utter_ask_review"
    assert resident.blank("summary") == (
        "Address: 14 Mill Lane, Marlbury, MB1 4QP\nBin: blue recycling bin\nMissed on: Tuesday 17 November"
    )
    resident.chooses("Yes")
    assert (resident.ended, resident.turn.question, resident.turn.replies) == ("done", None, [])


def test_on_the_phone_the_summary_is_one_sentence_after_another() -> None:
    resident = at("utter_ask_review", spoken=True)
    assert resident.blank("summary") == (
        "Address: 14 Mill Lane, Marlbury, MB1 4QP. Bin: blue recycling bin. Missed on: Tuesday 17 November"
    )


def test_with_everything_in_the_first_sentence_only_the_address_is_asked_back() -> None:
    resident = FormFiller(SENTENCE)
    assert resident.asked == "utter_ask_address_right"
    resident.says("yes")
    assert resident.asked == "utter_ask_review"
    assert resident.summary == {
        "Address": "14 Mill Lane, Marlbury, MB1 4QP",
        "Bin": "blue recycling bin",
        "Missed on": "Tuesday 17 November",
    }


def test_a_day_already_said_is_not_asked_again() -> None:
    resident = FormFiller("you didn't come on Tuesday", "MB1 4QP", "14", "yes", "blue")
    assert resident.asked == "utter_ask_review"
    assert resident.summary["Missed on"] == "Tuesday 17 November"


def test_a_day_already_said_that_was_no_collection_is_asked_again() -> None:
    resident = FormFiller("you didn't come on Monday", "MB1 4QP", "14", "yes", "blue")
    assert (resident.asked, resident.blank("day")) == (
        "utter_ask_last_collection_not_said",
        "Tuesday 17 November",
    )
    assert resident.blank("said") == "Monday 16 November"


def test_a_form_can_be_put_away_between_two_turns_and_taken_up_again() -> None:
    resident = FormFiller(SENTENCE)
    kept = FormState.from_slot(resident.turn.form.as_slot())
    assert kept == resident.turn.form
    resident.turn.form = kept
    resident.says("yes")
    assert resident.asked == "utter_ask_review"


@pytest.mark.parametrize(
    "words", ["yes", "Yeah that's right", "yep", "ok", "correct", "that's it", "aye", "yes please"]
)
def test_yes_is_understood_in_many_words(words: str) -> None:
    resident = at("utter_ask_review")
    resident.says(words)
    assert resident.ended == "done"


# The address.


def test_no_number_fourteen_changes_the_house_and_asks_again() -> None:
    resident = FormFiller("my bin was missed", "MB1 4QP", "41")
    assert resident.blank("address").startswith("41 Mill Lane")
    resident.says("no, number 14")
    assert (resident.asked, resident.blank("address")) == (
        "utter_ask_address_right",
        "14 Mill Lane, Marlbury, MB1 4QP",
    )


def test_a_plain_no_asks_for_the_house_again() -> None:
    resident = at("utter_ask_address_right")
    resident.says("no")
    assert resident.asked == "utter_ask_house_number"


def test_no_it_is_rose_cottage_changes_the_house() -> None:
    resident = FormFiller("my bin was missed", "MB4 2LN", "mill house")
    resident.says("no, it's rose cottage")
    assert resident.blank("address") == "Rose Cottage, Mill Lane, Nether Marl, MB4 2LN"


@pytest.mark.parametrize(
    "words",
    ["14", "fourteen", "number 14", "it's 14", "14 I think", "we're at 14", "14.", "No. 14", "14 please"],
)
def test_a_house_number_is_understood_in_many_words(words: str) -> None:
    resident = at("utter_ask_house_number")
    resident.says(words)
    assert resident.blank("address") == "14 Mill Lane, Marlbury, MB1 4QP"


@pytest.mark.parametrize("words", ["flat 2, 12", "flat 2 at 12", "12 flat 2"])
def test_a_flat_is_understood(words: str) -> None:
    resident = FormFiller("my bin was missed", "MB1 1HL", words)
    assert resident.blank("address") == "Flat 2, 12 High Street, Marlbury, MB1 1HL"


def test_a_flat_in_two_houses_is_offered_in_both() -> None:
    resident = FormFiller("my bin was missed", "MB1 1HL", "flat 1")
    assert resident.asked == "utter_ask_which_address"
    resident.chooses("Flat 1, 14 High Street, Marlbury")
    assert resident.asked == "utter_ask_bin_type"


def test_a_house_with_letters_only_is_offered_by_letter() -> None:
    resident = FormFiller("my bin was missed", "MB2 3FD", "14")
    resident.says("14b")
    assert resident.asked == "utter_ask_bin_type"
    assert resident.turn.form.values["address"]["house"] == "14B"


@pytest.mark.parametrize(
    ("words", "locality"),
    [
        ("the one in Nether Marl", "Nether Marl"),
        ("the second one", "Nether Marl"),
        ("the first", "Marlbury"),
        ("1", "Marlbury"),
        ("number two", "Nether Marl"),
        ("Marlbury", "Marlbury"),
        ("not the nether marl one", "Marlbury"),
        ("no, not the first one", "Nether Marl"),
        ("the last one please", "Nether Marl"),
    ],
)
def test_one_of_two_addresses_is_picked_in_words(words: str, locality: str) -> None:
    resident = at("utter_ask_which_address")
    resident.says(words)
    assert resident.asked == "utter_ask_bin_type"
    assert f"14 Mill Lane, {locality}" in resident.summary["Address"]


@pytest.mark.parametrize(
    "words", ["neither one", "no, not that one", "none of them", "the one with the red door"]
)
def test_no_address_is_taken_when_none_was_picked(words: str) -> None:
    resident = at("utter_ask_which_address")
    resident.says(words)
    assert resident.asked == "utter_ask_which_address"


def test_the_village_in_the_first_sentence_settles_the_address() -> None:
    resident = FormFiller("my caddy at 14 Mill Lane in Nether Marl was left")
    assert resident.blank("address") == "14 Mill Lane, Nether Marl, MB4 2LN"


@pytest.mark.parametrize("words", ["m b one four q r", "m b 1 4 q r", "mike bravo one four quebec romeo"])
def test_the_digits_of_a_spelled_postcode_are_no_house_number(words: str) -> None:
    resident = FormFiller("my bin was missed", words)
    assert (resident.asked, resident.blank("postcode")) == ("utter_ask_house_number", "MB1 4QR")


def test_double_in_a_spelled_postcode_is_understood() -> None:
    resident = FormFiller("my bin was missed", "double b one four q p")
    assert (resident.told, resident.blank("postcode")) == (["utter_postcode_outside_area"], "BB1 4QP")


def test_outside_the_area_is_said_and_the_address_asked_again() -> None:
    resident = FormFiller()
    resident.says("SW1A 1AA")
    assert (resident.told, resident.asked) == (["utter_postcode_outside_area"], "utter_ask_postcode")
    assert resident.blank("postcode") == "SW1A 1AA"
    resident.says("MB1 4QP")
    assert resident.asked == "utter_ask_house_number"


def test_a_house_that_is_not_there_is_said_with_what_was_heard() -> None:
    resident = at("utter_ask_house_number")
    resident.says("114")
    assert (resident.told, resident.asked) == (["utter_house_not_found"], "utter_ask_house_number")
    assert (resident.blank("house"), resident.blank("postcode")) == ("114", "MB1 4QP")


def test_repeating_the_address_already_given_changes_nothing() -> None:
    for words in ("yes, 14 Mill Lane is right", "yes, number 14"):
        resident = at("utter_ask_review")
        resident.says(words)
        assert resident.ended == "done", words


# Questions in the middle, other enquiries, ways out.


@pytest.mark.parametrize("step", [step for step in STEPS if step != "utter_ask_change"])
def test_how_much_does_that_cost_is_answered_at_every_step_and_the_question_put_again(step: str) -> None:
    resident = at(step)
    resident.says("how much does that cost?")
    assert (resident.told, resident.blank("answer")) == (["utter_aside"], "Reporting a missed bin is free.")
    assert (resident.asked, resident.turn.form.misses) == (step, 0)


def test_what_points_back_is_of_the_report_whatever_it_sounds_like() -> None:
    resident = at("utter_ask_postcode")
    resident.says("how much does that cost?", "make_foi_request", confidence=0.9)
    assert (resident.told, resident.blank("answer")) == (["utter_aside"], "Reporting a missed bin is free.")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("how long will it take?", "The crew comes back within 3 working days of your report."),
        ("when will you come?", "The crew comes back within 3 working days of your report."),
        ("why do you need that?", "We ask for your address so the crew comes back to the right home."),
        ("is it free?", "Reporting a missed bin is free."),
    ],
)
def test_questions_about_the_enquiry_are_answered_from_its_article(words: str, answer: str) -> None:
    resident = at("utter_ask_bin_type")
    resident.says(words)
    assert (resident.blank("answer"), resident.asked) == (answer, "utter_ask_bin_type")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    "words", ["never mind", "oh forget it", "cancel", "I've changed my mind", "stop", "don't bother"]
)
def test_never_mind_ends_it_at_every_step(step: str, words: str) -> None:
    resident = at(step)
    resident.says(words)
    assert (resident.ended, resident.asked) == ("abandoned", None)


@pytest.mark.parametrize(
    "words", ["shall I leave it out until then?", "can I leave it where it is", "they never give up do they"]
)
def test_asking_whether_to_leave_the_bin_out_does_not_end_it(words: str) -> None:
    resident = at("utter_ask_bin_type")
    resident.says(words)
    assert (resident.ended, resident.asked) == (None, "utter_ask_bin_type")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("intent", "ended"), [("ask_for_human", "hand_off"), ("request_callback", "call_back")]
)
def test_a_person_or_a_call_can_be_asked_for_at_every_step(step: str, intent: str, ended: str) -> None:
    resident = at(step)
    resident.says("I want a person", intent=intent)
    assert (resident.ended, resident.asked) == (ended, None)


def test_a_guess_that_a_person_is_wanted_is_not_enough() -> None:
    resident = at("utter_ask_house_number")
    resident.says("14", intent="ask_for_human", confidence=0.4)
    assert resident.asked == "utter_ask_address_right"


def test_another_report_in_the_middle_is_begun_and_the_first_put_aside() -> None:
    resident = at("utter_ask_bin_type")
    resident.says("actually there's a pothole on Mile Lane", intent="report_pothole")
    assert resident.told == ["utter_put_aside", "utter_begin_report_pothole"]
    assert resident.blank("enquiry") == "report a missed bin"
    assert resident.turn.form.enquiry == "report_pothole"
    assert resident.turn.form.values["location"] == "on Mile Lane"


@pytest.mark.parametrize("step", [step for step in STEPS if step != "utter_ask_change"])
def test_a_question_about_something_else_is_answered_and_they_are_asked_whether_to_go_on(step: str) -> None:
    resident = at(step)
    resident.says("what time do you open?", intent="query_contact_details")
    assert (resident.told, resident.asked) == (["utter_aside"], "utter_offer_to_go_on")
    assert resident.blank("answer").startswith("Ring ")
    assert resident.blank("what") == "a missed bin collection"
    resident.says("yes please")
    assert (resident.told, resident.asked) == ([], step)


@pytest.mark.parametrize("words", ["no", "no thanks", "no leave it", "not now"])
def test_whoever_does_not_want_to_go_on_leaves_the_form(words: str) -> None:
    resident = at("utter_ask_bin_type")
    resident.says("what time do you open?", intent="query_contact_details")
    resident.says(words)
    assert (resident.ended, resident.asked) == ("abandoned", None)


def test_whoever_answers_what_was_asked_before_goes_on() -> None:
    resident = at("utter_ask_bin_type")
    resident.says("what time do you open?", intent="query_contact_details")
    resident.says("the blue one")
    assert resident.turn.form.values["bin_type"] == "blue"
    assert resident.asked == "utter_ask_last_collection"


def test_a_second_question_is_answered_too() -> None:
    resident = at("utter_ask_bin_type")
    resident.says("what time do you open?", intent="query_contact_details")
    resident.says("and which council tax band am I in", intent="query_council_tax_band")
    assert (resident.told, resident.asked) == (["utter_aside"], "utter_offer_to_go_on")


def test_on_the_phone_that_answer_is_the_spoken_one() -> None:
    resident = at("utter_ask_bin_type", spoken=True)
    resident.says("what time do you open?", intent="query_contact_details")
    article = the_articles().get("contact/contact-us")
    assert article
    assert resident.blank("answer") == article.spoken


def test_the_price_of_something_else_is_answered_from_its_own_article() -> None:
    resident = at("utter_ask_bin_type")
    resident.says("how much is a parking permit?", intent="apply_parking_permit")
    assert (
        resident.blank("answer") == "A resident permit costs £60 a year for a first car and £90 for a second."
    )
    assert resident.asked == "utter_offer_to_go_on"


def test_a_guess_at_danger_does_not_cost_the_report() -> None:
    resident = at("utter_ask_bin_type")
    resident.says("the one by the school", intent="report_emergency")
    assert (resident.told, resident.asked) == (["utter_help_bin_type"], "utter_ask_bin_type")


def test_a_likely_danger_at_the_review_gets_999_advice_and_the_review_again() -> None:
    resident = at("utter_ask_review")
    resident.says("somebody could be hurt badly here", intent="report_emergency")
    assert (resident.told, resident.asked) == (["utter_in_danger_form"], "utter_ask_review")


# Not understood.


@pytest.mark.parametrize("step", STEPS)
def test_two_misses_help_and_the_third_brings_a_person(step: str) -> None:
    resident = at(step)
    for misses in (1, 2):
        resident.says("blah blah blah")
        assert (resident.asked, resident.turn.form.misses) == (step, misses)
        assert len(resident.told) == 1
    resident.says("blah blah blah")
    assert (resident.ended, resident.asked) == ("stuck", None)


def test_help_adds_to_the_question_that_was_asked() -> None:
    for step in ("utter_ask_postcode", "utter_ask_which_address", "utter_ask_bin_type", "utter_ask_review"):
        resident = at(step)
        resident.says("blah blah blah")
        assert resident.told == [step.replace("_ask_", "_help_")]


def test_an_answer_forgives_the_misses_before_it() -> None:
    resident = FormFiller("my bin was missed", "blah", "blah", "MB1 4QP", "114", "115", "14")
    assert (resident.asked, resident.turn.form.misses) == ("utter_ask_address_right", 0)


def test_a_question_in_the_middle_is_not_a_miss() -> None:
    resident = at("utter_ask_bin_type")
    for _ in range(5):
        resident.says("how much does that cost?")
    assert (resident.asked, resident.turn.form.misses) == ("utter_ask_bin_type", 0)


# The review.


def test_a_correction_at_the_review_is_taken_and_shown_again() -> None:
    resident = at("utter_ask_review")
    resident.says("no, it was the food caddy")
    assert resident.told == ["utter_changed"]
    resident.says("yes")
    assert (resident.asked, resident.summary["Bin"]) == ("utter_ask_review", "food caddy")


def test_a_corrected_house_is_asked_back_and_the_rest_is_kept() -> None:
    resident = at("utter_ask_review")
    resident.says("no, number 41")
    assert (resident.told, resident.asked) == (["utter_changed"], "utter_ask_address_right")
    resident.says("yes")
    assert resident.asked == "utter_ask_review"
    assert resident.summary["Address"] == "41 Mill Lane, Marlbury, MB1 4QP"
    assert resident.summary["Missed on"] == "Tuesday 17 November"


def test_a_corrected_address_on_another_round_asks_for_the_day_again() -> None:
    resident = at("utter_ask_review")
    resident.says("no, it's 5 Station Road")
    resident.says("yes")
    assert (resident.ended, resident.asked) == (None, "utter_ask_last_collection")
    assert resident.blank("day") == "Friday 6 November"  # Friday's round of week A has the blue bin in week B


def test_no_at_the_review_offers_what_to_change() -> None:
    resident = at("utter_ask_review")
    resident.says("no")
    assert resident.asked == "utter_ask_change"
    assert resident.turn.question
    assert [option.label for option in resident.turn.question.options] == ["Address", "Bin", "Missed on"]


@pytest.mark.parametrize(
    ("label", "asked"),
    [
        ("Address", "utter_ask_postcode"),
        ("Bin", "utter_ask_bin_type"),
        ("Missed on", "utter_ask_last_collection"),
    ],
)
def test_what_is_chosen_to_change_is_asked_again(label: str, asked: str) -> None:
    resident = at("utter_ask_change")
    resident.chooses(label)
    assert resident.asked == asked


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("the address", "utter_ask_postcode"),
        ("the bin is wrong", "utter_ask_bin_type"),
        ("the day", "utter_ask_last_collection"),
        ("the date is wrong", "utter_ask_last_collection"),
    ],
)
def test_what_to_change_can_be_said(words: str, asked: str) -> None:
    resident = at("utter_ask_change")
    resident.says(words)
    assert resident.asked == asked


def test_what_was_changed_is_reviewed_again_and_can_be_sent() -> None:
    resident = at("utter_ask_change")
    resident.chooses("Bin")
    resident.chooses("Food caddy")
    resident.says("yes")
    assert (resident.asked, resident.summary["Bin"]) == ("utter_ask_review", "food caddy")
    resident.says("yes")
    assert resident.ended == "done"


# The council's rule.


def test_too_late_is_said_with_the_last_day_and_the_next_collection() -> None:
    resident = FormFiller("my green bin was missed", "MB1 4QP", "14", "yes", "yes")
    assert (resident.ended, resident.told, resident.asked) == ("refused", ["utter_missed_bin_too_late"], None)
    assert resident.blank("last_day") == "Thursday 12 November"
    assert resident.blank("next_collection") == "Tuesday 24 November"


def test_before_the_crews_are_done_it_is_not_missed_yet() -> None:
    tuesday_at_two = datetime(2026, 11, 17, 14, tzinfo=LONDON)
    resident = FormFiller("my blue bin wasn't emptied today", "MB1 4QP", "14", "yes", at=tuesday_at_two)
    assert (resident.ended, resident.told) == ("refused", ["utter_missed_bin_not_yet"])
    assert resident.blank("finished_by") == "5pm"


def test_after_the_crews_are_done_it_can_be_reported_the_same_day() -> None:
    tuesday_at_six = datetime(2026, 11, 17, 18, tzinfo=LONDON)
    resident = FormFiller("my blue bin wasn't emptied today", "MB1 4QP", "14", "yes", at=tuesday_at_six)
    assert resident.asked == "utter_ask_review"


@pytest.mark.parametrize("words", ["Monday", "the 16th", "16 November", "16/11"])
def test_a_day_that_was_no_collection_is_said_with_the_last_one(words: str) -> None:
    resident = at("utter_ask_collection_date")
    resident.says(words)
    assert (resident.told, resident.asked) == (["utter_not_a_collection_day"], "utter_ask_collection_date")
    assert resident.blank("day") == "Monday 16 November"
    assert resident.blank("last_day") == "Tuesday 17 November"


def test_a_collection_to_come_cannot_be_reported() -> None:
    resident = at("utter_ask_collection_date")
    resident.says("1/12/2026")
    assert (resident.ended, resident.asked) == (None, "utter_ask_collection_date")
    assert resident.told == ["utter_not_a_collection_day"]


def test_another_collection_day_may_be_named() -> None:
    resident = at("utter_ask_last_collection")
    resident.says("no, it was the 3rd of November")
    assert (resident.ended, resident.told) == ("refused", ["utter_missed_bin_too_late"])


@pytest.mark.parametrize(
    "words", ["yesterday", "Tuesday", "last Tuesday", "the 17th", "17 November", "17/11", "tues"]
)
def test_the_day_is_understood_in_many_words(words: str) -> None:
    resident = at("utter_ask_collection_date")
    resident.says(words)
    assert (resident.asked, resident.summary["Missed on"]) == ("utter_ask_review", "Tuesday 17 November")


def test_it_is_wednesday() -> None:
    assert f"{WEDNESDAY:%A %d %B %Y}" == "Wednesday 18 November 2026"


# The day, as people say it. Every second Tuesday is the green bin's: its last was the 10th, two days ago here.

GREEN = ["MB1 4QP", "14", "yes", "green"]
THURSDAY = datetime(2026, 11, 12, 10, tzinfo=LONDON)


@pytest.mark.parametrize(
    "words",
    ["tuesday", "last tuesday", "Tuesday.", "it was tuesday", "i think so", "that's the one", "probably",
     "this week", "both"],
)  # fmt: skip
def test_the_day_that_was_asked_about_is_confirmed_in_many_words(words: str) -> None:
    resident = FormFiller("my bin was missed", *GREEN, at=THURSDAY)
    assert (resident.asked, resident.blank("day")) == ("utter_ask_last_collection", "Tuesday 10 November")
    resident.says(words, intent="query_bin_collection_day", confidence=0.95)
    assert resident.asked == "utter_ask_review"
    assert resident.summary["Missed on"] == "Tuesday 10 November"


@pytest.mark.parametrize(
    "words",
    [
        "not sure",
        "i don't know",
        "maybe",
        "I'm not really sure",
        "dunno",
        "no idea",
        "ok, not sure",
        "can't remember",
    ],
)
def test_whoever_is_not_sure_a_bin_was_missed_is_told_how_to_tell(words: str) -> None:
    resident = FormFiller("my bin was missed", *GREEN, at=THURSDAY)
    resident.says(words, intent="deny", confidence=0.98)
    assert (resident.told, resident.asked) == (
        ["utter_unsure_last_collection"],
        "utter_ask_last_collection",
    )
    resident.says("yes")
    assert resident.asked == "utter_ask_review"


def test_whoever_stays_unsure_gets_a_person_and_no_case() -> None:
    resident = FormFiller("my bin was missed", *GREEN, "not sure", "maybe", "i dont know", at=THURSDAY)
    assert resident.ended == "stuck"


@pytest.mark.parametrize("words", ["not sure", "maybe", "ok not sure", "I don't know"])
def test_at_an_address_and_at_the_last_look_unsure_is_no_yes(words: str) -> None:
    resident = FormFiller("my bin was missed", "MB1 4QP", "14", words, at=THURSDAY)
    assert (resident.told, resident.asked) == (["utter_help_address_right"], "utter_ask_address_right")
    resident.say(["yes", "green", "yes", words])
    assert (resident.told, resident.asked) == (["utter_help_review"], "utter_ask_review")


@pytest.mark.parametrize("words", ["thursday", "no, wednesday", "on monday"])
def test_a_day_name_never_leaves_the_form(words: str) -> None:
    resident = FormFiller("my bin was missed", *GREEN)
    resident.says(words, intent="query_bin_collection_day", confidence=0.95)
    assert resident.told == ["utter_not_due_that_day"]  # the question that follows says when it was
    assert resident.asked == "utter_ask_last_collection"


def test_the_bins_that_were_due_on_the_day_they_name_are_said() -> None:
    resident = FormFiller("my bin was missed", *GREEN)
    resident.says("no it was yesterday")
    assert (resident.told, resident.asked) == (["utter_others_due_that_day"], "utter_ask_last_collection")
    assert resident.blank("others") == "blue recycling bin, brown garden waste bin and food caddy"
    resident.says("oh it's the blue one then")
    assert resident.asked == "utter_ask_last_collection"
    assert resident.blank("bin") == "blue recycling bin"


def test_the_day_that_was_asked_about_counts_though_there_was_one_since() -> None:
    """Yesterday was a Tuesday as well; then it is too late, which is said."""
    resident = FormFiller("my bin was missed", *GREEN)
    resident.says("tuesday", intent="query_bin_collection_day", confidence=0.95)
    assert (resident.ended, resident.told) == ("refused", ["utter_missed_bin_too_late"])


def test_a_week_without_a_collection_is_said_to_have_had_none() -> None:
    resident = FormFiller("my bin was missed", *GREEN)
    resident.says("this week")
    assert (resident.told, resident.asked) == (["utter_not_due_that_week"], "utter_ask_last_collection")


def test_two_bins_are_reported_one_after_the_other() -> None:
    resident = FormFiller("my bin was missed", "MB1 4QP", "14", "yes", "the blue one and the caddy")
    assert (resident.told, resident.blank("bin")) == (["utter_first_bin"], "blue recycling bin")
    resident.say(["yes", "yes"])
    assert (resident.ended, resident.turn.form.values["more_bins"]) == ("done", ["food"])


# Leaving for something else.


@pytest.mark.parametrize(
    "words",
    ["forget it i want to talk about council tax", "never mind that, can you tell me about council tax"],
)
def test_who_leaves_for_an_enquiry_that_has_an_answer_ends_the_form_and_is_heard(words: str) -> None:
    resident = FormFiller("my bin was missed", "MB1 4QP", "14")
    resident.says(words, intent="query_council_tax_bill", confidence=0.7)
    assert resident.ended == "abandoned"
    assert resident.turn.form.values["instead"].endswith("council tax")


def test_who_leaves_for_an_enquiry_with_a_form_is_in_that_one() -> None:
    resident = FormFiller("my bin was missed", "MB1 4QP", "14")
    resident.says("forget it, I want to report a pothole", intent="report_pothole", confidence=0.9)
    assert resident.turn.form.enquiry == "report_pothole"
    assert resident.told == ["utter_put_aside", "utter_begin_report_pothole"]


def test_who_only_leaves_leaves() -> None:
    resident = FormFiller("my bin was missed")
    resident.says("oh forget it please", intent="query_council_tax_bill", confidence=0.7)
    assert (resident.ended, resident.turn.form.values.get("instead")) == ("abandoned", None)


@pytest.mark.parametrize(
    ("words", "kind"), [("the brown one", "brown"), ("it was the blue bin", "blue"), ("food caddy", "food")]
)
@pytest.mark.parametrize("before", [(), ("MB1 4QP",)])
def test_a_bin_named_before_it_is_asked_for_is_kept(before: tuple[str, ...], words: str, kind: str) -> None:
    resident = FormFiller("my bin was missed", *before)
    question = resident.asked
    resident.says(words)
    assert resident.asked == question
    assert resident.turn.replies[0].name == "utter_kept_for_later"
    assert resident.turn.form.values["bin_type"] == kind


@pytest.mark.parametrize("words", ["brown street", "2 the green", "garden cottages", "is it the blue bin"])
def test_what_may_be_a_place_or_a_question_is_no_bin(words: str) -> None:
    resident = FormFiller("my bin was missed", words)
    assert not resident.turn.form.values.get("bin_type")


# A day that was denied is not taken from a yes, and what is no house is no wrong one.


@pytest.mark.parametrize("words", ["yes", "right", "ok", "whenever it was due", "I'm not sure"])
def test_the_day_they_denied_is_not_taken_from_what_names_no_day(words: str) -> None:
    resident = at("utter_ask_collection_date")
    resident.says(words)
    assert (resident.told, resident.asked) == (["utter_last_two_collections"], "utter_ask_collection_date")
    blanks = resident.turn.replies[0].blanks
    assert (blanks["before"], blanks["day"]) == ("Tuesday 3 November", "Tuesday 17 November")


@pytest.mark.parametrize("words", ["the one before", "no the week before that", "it was the previous one"])
def test_the_one_before_is_a_day(words: str) -> None:
    resident = at("utter_ask_last_collection")
    resident.says(words)
    assert (resident.told, resident.ended) == (["utter_missed_bin_too_late"], "refused")


@pytest.mark.parametrize(
    "words",
    [
        "is that blue or brown",
        "what about christmas week",
        "ta love",
        "Trevor said it would be collected",
        "why not",
    ],
)
def test_what_is_neither_yes_nor_no_at_the_read_back_is_no_wrong_house(words: str) -> None:
    resident = at("utter_ask_address_right")
    resident.says(words)
    assert "utter_house_not_found" not in resident.told
    assert resident.asked == "utter_ask_address_right"


@pytest.mark.parametrize("words", ["99", "no it's number 99", "Rose Cottage"])
def test_a_house_that_is_not_there_is_still_said_to_be_unknown(words: str) -> None:
    resident = at("utter_ask_house_number")
    resident.says(words)
    assert resident.told == ["utter_house_not_found"]
