"""What they have booked or asked for is taken back by a person: it is no new wish for the same."""

from __future__ import annotations

import pytest

from actions.cancelling import cancels
from actions.conversation.answering import ActionAnswer
from actions.conversation.not_understood import ActionNotUnderstood
from actions.enquiry_form import ActionFinishEnquiry, ValidateEnquiryForm
from tests.fakes import run, the_articles


@pytest.mark.parametrize(
    "words",
    [
        "cancel my bulky waste collection",
        "I want to cancel my bulky collection",
        "can I cancel the sofa pick up I booked",
        "please cancel our bulky waste booking for friday",
    ],
)
@pytest.mark.parametrize("action", [ActionAnswer, ActionNotUnderstood])
def test_they_hear_what_holds_for_it_and_are_put_through(action: type, words: str) -> None:
    ranking = {"book_bulky_waste": 0.38, "manage_garden_waste": 0.33}
    answer = run(action, words, "book_bulky_waste", ranking=ranking, spoken=True)
    assert answer.replies == ["utter_aside", "utter_a_person_cancels"]
    assert answer.custom("hand_off")["reason"] == "Wants to cancel something"
    assert answer.custom("hand_off")["team"] == "waste"


@pytest.mark.parametrize(
    "words",
    [
        "cancel that",
        "cancel it please",
        "cancel my call back",
        "cancel the report please",
        "cancel my report thanks",
        "how do I cancel my bulky waste collection",
        "they cancelled my bin collection",
        "my collection was cancelled",
    ],
)
def test_other_cancelling_is_heard_elsewhere(words: str) -> None:
    assert not cancels(words)


def test_what_has_an_enquiry_of_its_own_is_answered_there() -> None:
    answer = run(ActionAnswer, "I want to cancel my direct debit", "set_up_direct_debit", spoken=True)
    assert answer.custom("hand_off") is None


def test_a_complaint_to_be_cancelled_begins_no_new_one() -> None:
    begun = run(ValidateEnquiryForm, "cancel my complaint", "make_complaint", spoken=True)
    assert begun.custom("ask") is None
    ended = run(ActionFinishEnquiry, "cancel my complaint", "make_complaint", slots=begun.slots, spoken=True)
    assert ended.replies == ["utter_a_person_cancels"]
    assert ended.custom("hand_off")["team"] == "contact_centre"


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("cancel a private parking ticket", "signpost_private_parking"),
        ("cancel my lost passport", "signpost_passport"),
        ("cancel my gas", "signpost_power"),
        ("cancel my doctor's appointment", "signpost_nhs"),
    ],
)
def test_what_is_not_ours_to_cancel_is_answered_as_a_signpost(words: str, intent: str) -> None:
    answer = run(ActionAnswer, words, intent, spoken=True)
    assert answer.replies == ["article", "utter_anything_else"]
    assert answer.custom("hand_off") is None


@pytest.mark.parametrize(
    ("words", "intent"),
    [("cancel my parking ticket", "query_parking_fine"), ("cancel my fine from the council", "make_payment")],
)
def test_a_fine_is_paid_or_challenged_as_its_article_says(words: str, intent: str) -> None:
    answer = run(ActionAnswer, words, intent, spoken=True)
    assert answer.custom("source")["article"] == "parking/parking-fines"
    assert answer.custom("hand_off") is None


def test_a_library_fine_is_no_parking_fine() -> None:
    answer = run(ActionAnswer, "cancel my library fine", "query_library_service", spoken=True)
    assert answer.custom("hand_off")["team"] == "libraries"


def test_a_fine_understood_as_something_to_report_is_answered_too() -> None:
    words, intent = "cancel my fine from the council", "discuss_council_tax_arrears"
    begun = run(ValidateEnquiryForm, words, intent, spoken=True)
    ended = run(ActionFinishEnquiry, words, intent, slots=begun.slots, spoken=True)
    assert ended.custom("source")["article"] == "parking/parking-fines"


def test_what_was_of_somebody_who_has_died_is_told_of_a_death() -> None:
    words = "cancel my mum's blue badge she has died"
    answer = run(ActionAnswer, words, "apply_blue_badge", bereaved=True, spoken=True)
    assert "utter_a_person_cancels" not in answer.replies
    badges = the_articles().get("parking/blue-badges")
    assert badges is not None
    assert badges.asides["death"] in answer.words


@pytest.mark.parametrize("words", ["I'm moving, cancel my council tax", "cancel my council tax I'm moving"])
def test_who_moves_is_asked_about_the_move(words: str) -> None:
    begun = run(ValidateEnquiryForm, words, "report_change_of_address", spoken=True)
    assert begun.replies[0] == "utter_begin_report_change_of_address"


def test_how_to_cancel_is_answered_from_the_article() -> None:
    answer = run(ActionAnswer, "how do I cancel my garden waste", "manage_garden_waste", spoken=True)
    assert answer.custom("source")["article"] == "waste/garden-waste"
    assert answer.custom("hand_off") is None
