"""What they have booked or asked for is taken back by a person: it is no new wish for the same."""

from __future__ import annotations

import pytest

from actions.cancelling import cancels
from actions.conversation.answering import ActionAnswer
from actions.conversation.not_understood import ActionNotUnderstood
from actions.enquiry_form import ActionFinishEnquiry, ValidateEnquiryForm
from tests.fakes import run


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
