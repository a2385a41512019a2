"""The other enquiries with a form: reports in a resident's own words, progress of a case, library books."""

from __future__ import annotations

import pytest

from cases.references import new_reference
from forms.conversation.taking import take
from forms.heard import Heard
from tests.fakes import FormFiller

POTHOLE = "report_pothole"
REFERENCE = new_reference()


def pothole(*lines: str) -> FormFiller:
    return FormFiller("report a pothole", *lines, enquiry=POTHOLE)


def complaint(*lines: str) -> FormFiller:
    return FormFiller("I want to complain", *lines, enquiry="make_complaint")


def test_a_report_asks_where_what_and_a_postcode() -> None:
    resident = pothole()
    assert (resident.told, resident.asked) == (["utter_begin_report_pothole"], "utter_ask_location")
    resident.says("outside 16 Mill Lane")
    assert resident.asked == "utter_ask_description"
    resident.says("It is deep and cars swerve round it")
    assert resident.asked == "utter_ask_your_postcode"
    resident.says("mb1 4qp")
    assert resident.blank("summary") == (
        "Where: outside 16 Mill Lane\nWhat you told us: It is deep and cars swerve round it\nYour postcode: MB1 4QP"
    )
    resident.says("yes")
    assert resident.ended == "done"


def test_a_first_message_that_tells_it_all_leaves_only_the_postcode() -> None:
    told = "there is a big pothole outside 16 Mill Lane by the post box and it is getting worse"
    resident = FormFiller(told, enquiry=POTHOLE)
    assert resident.asked == "utter_ask_your_postcode"
    resident.says("MB1 4QP")
    assert resident.summary == {
        "Where": "outside 16 Mill Lane by the post box",
        "What you told us": told,
        "Your postcode": "MB1 4QP",
    }


@pytest.mark.parametrize(
    "told",
    [
        "they always leave it on the pavement",
        "he told me to forget about it and put the phone down on me",
        "my neighbour has asked them to stop it many times but they never do",
        "I nearly give up",
        "the free bus pass lady was rude to me on the telephone",
        "he wanted to charge me",
        "a person was rude to me at the desk yesterday and would not say who she was",
    ],
)
def test_what_happened_is_taken_as_it_is_told(told: str) -> None:
    resident = complaint()
    assert resident.asked == "utter_ask_description"
    resident.says(told)
    assert (resident.ended, resident.asked) == (None, "utter_ask_name")
    assert resident.turn.form.values["description"] == told


@pytest.mark.parametrize(
    "told", ["next to the free car park", "by the fee office", "near the charge point on the corner"]
)
def test_where_it_is_may_have_words_that_sound_like_a_question(told: str) -> None:
    resident = pothole(told)
    assert (resident.asked, resident.turn.form.values["location"]) == ("utter_ask_description", told)


@pytest.mark.parametrize(
    "words", ["how much does it cost?", "is this free", "what does it cost", "and how long will it take"]
)
def test_a_question_is_still_a_question_where_any_words_could_be_the_answer(words: str) -> None:
    resident = pothole()
    resident.says(words)
    assert (resident.told, resident.asked) == (["utter_aside"], "utter_ask_location")


def test_a_street_in_the_description_does_not_move_the_report() -> None:
    resident = FormFiller("someone has dumped a mattress on Mile Lane", enquiry="report_fly_tipping")
    assert (resident.asked, resident.turn.form.values["location"]) == (
        "utter_ask_description",
        "on Mile Lane",
    )
    resident.says("I think it came from the shop in Castle Street")
    assert resident.asked == "utter_ask_your_postcode"
    assert resident.turn.form.values["location"] == "on Mile Lane"


def test_a_street_corrected_in_so_many_words_moves_the_report() -> None:
    resident = FormFiller("someone has dumped a mattress on Mile Lane", enquiry="report_fly_tipping")
    resident.says("sorry, it's on Castle Street")
    assert (resident.told, resident.asked) == (["utter_changed"], "utter_ask_description")
    assert resident.turn.form.values["location"] == "on Castle Street"


@pytest.mark.parametrize("step", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("words", ["never mind", "forget it", "oh never mind then"])
def test_never_mind_ends_a_report_at_every_step(step: int, words: str) -> None:
    answers = ["by the oak", "It is deep", "MB1 4QP", "no"]
    resident = pothole(*answers[:step])
    resident.says(words)
    assert resident.ended == "abandoned"


@pytest.mark.parametrize("words", ["no", "yes", "🙂", "I don't know", ""])
def test_three_empty_answers_bring_a_person(words: str) -> None:
    resident = pothole(words, words)
    assert (resident.asked, resident.told) == ("utter_ask_location", ["utter_help_location"])
    resident.says(words)
    assert resident.ended == "stuck"


def test_a_complaint_asks_for_a_name_and_a_number_that_may_be_left_out() -> None:
    resident = complaint(
        "the adviser was rude", "I'd rather not say", "I don't have a phone", "SW1A 1AA", "yes"
    )
    assert resident.summary == {
        "What you told us": "the adviser was rude",
        "Name": "not given",
        "Phone": "not given",
        "Your postcode": "SW1A 1AA",
    }


def test_a_long_story_is_kept_to_a_thousand_letters() -> None:
    resident = complaint("It began like this. " * 100)
    assert len(resident.turn.form.values["description"]) == 1_000
    assert resident.asked == "utter_ask_name"


# Progress of a case: nothing is changed, so nothing is reviewed.


def test_progress_needs_the_reference_and_the_postcode_and_no_review() -> None:
    resident = FormFiller("any news on my report", enquiry="check_case_status")
    assert resident.asked == "utter_ask_case_reference"
    resident.says(REFERENCE)
    assert resident.asked == "utter_ask_your_postcode_check_case_status"
    resident.says("MB1 4QP")
    assert (resident.ended, resident.asked) == ("done", None)


def test_both_in_the_first_sentence_ask_nothing() -> None:
    resident = FormFiller(f"any news on {REFERENCE}, my postcode is MB1 4QP", enquiry="check_case_status")
    assert (resident.ended, resident.asked) == ("done", None)


def test_a_mistyped_reference_is_asked_again() -> None:
    resident = FormFiller("any news", "12345678", enquiry="check_case_status")
    assert (resident.told, resident.asked) == (["utter_case_reference_unknown"], "utter_ask_case_reference")


# Library books.


def test_books_need_the_card_and_then_the_pin_as_a_token() -> None:
    resident = FormFiller("renew my books", enquiry="renew_library_book")
    card = Heard("••••••••••0017", value="held:card")
    resident.turn = take(resident.turn.form, card, resident.around)
    assert resident.asked == "utter_ask_library_pin"
    assert resident.summary == {"Library card": "ending 0017"}
    assert resident.turn.question
    assert resident.turn.question.secret
    resident.turn = take(resident.turn.form, Heard("••••", value="held:abc"), resident.around)
    assert (resident.ended, resident.turn.form.values["library_pin"]) == ("done", "held:abc")


def test_bin_days_need_only_the_address() -> None:
    resident = FormFiller("when are my bins collected", "MB1 4QP", "14", enquiry="query_bin_collection_day")
    assert resident.asked == "utter_ask_address_right"
    resident.says("yes")
    assert resident.ended == "done"


# Digits are an answer to the question that asked for them, whatever enquiry they sound like.

KEYED = [
    ("check_case_status", "12345", "utter_case_reference_too_short"),
    ("check_case_status", "12374637", "utter_case_reference_unknown"),
    ("check_case_status", "one two three", "utter_case_reference_too_short"),
    ("check_case_status", "123456789", "utter_case_reference_too_long"),
    ("renew_library_book", "••••", "utter_library_card_too_short"),
]


@pytest.mark.parametrize(("enquiry", "keys", "answer"), KEYED)
@pytest.mark.parametrize("intent", ["query_contact_details", "ask_for_human", "report_pothole"])
def test_keyed_digits_that_do_not_fit_are_answered_where_they_were_asked(
    enquiry: str, keys: str, answer: str, intent: str
) -> None:
    resident = FormFiller("please", enquiry=enquiry)
    asked = resident.asked
    resident.says(keys, intent=intent, confidence=0.95)
    assert (resident.told, resident.asked, resident.ended) == ([answer], asked, None)


# The complaint, by phone.


def test_a_complaint_takes_the_number_they_call_from_and_is_read_back() -> None:
    resident = FormFiller(
        "I want to complain", "nobody has rung me back for weeks", "Ann Lee", enquiry="make_complaint",
        spoken=True, caller="+447700900123",
    )  # fmt: skip
    assert (resident.asked, resident.blank("ending")) == ("utter_ask_caller_phone", "1 2 3")
    resident.says("the number im calling from", intent="request_callback", confidence=0.95)
    assert resident.asked == "utter_ask_your_postcode"
    resident.says("MB1 4QP")
    assert (resident.asked, resident.blank("street")) == ("utter_ask_street_right", "Mill Lane")
    resident.says("yes")
    assert resident.asked == "utter_ask_review"
    assert "nobody has rung me back" in resident.blank("summary")
    assert "0 7 7 0 0, 9 0 0 1 2 3" in resident.blank("summary")
    resident.says("yes")
    assert resident.ended == "done"


@pytest.mark.parametrize(
    "words",
    ["when is the tip open", "can you tell me when the tip opens", "oh I want to know if the tip is open"],
)
def test_a_question_about_something_else_is_heard_without_its_mark(words: str) -> None:
    resident = complaint()
    resident.says(words, intent="query_recycling_centre")
    assert (resident.told, resident.asked) == (["utter_aside"], "utter_offer_to_go_on")


@pytest.mark.parametrize(
    "words", ["where the lamp post is", "they never said when the tip is open and we drove there twice"]
)
def test_a_story_is_no_question(words: str) -> None:
    resident = complaint()
    resident.says(words, intent="query_recycling_centre", confidence=0.5)
    assert resident.asked == "utter_ask_name"


@pytest.mark.parametrize(
    "words",
    [
        "I've just told you",
        "I already said",
        "I told you that already",
        "that's all",
        "nothing else",
        "as I said",
    ],
)
def test_what_was_told_at_first_is_the_story_of_who_tells_it_no_second_time(words: str) -> None:
    resident = FormFiller("can somebody look at the pothole on station road", enquiry=POTHOLE)
    assert resident.asked == "utter_ask_description"
    resident.says(words)
    assert resident.asked == "utter_ask_your_postcode"
    assert resident.summary["What you told us"] == "can somebody look at the pothole on station road"


@pytest.mark.parametrize(
    "words", ["I told you lot last week and nobody came", "I said to the driver it was wrong"]
)
def test_what_was_said_to_others_is_a_story(words: str) -> None:
    resident = complaint(words)
    assert resident.summary["What you told us"] == words
