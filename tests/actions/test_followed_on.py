"""A further question about what was told just before, in which nothing else is named."""

from __future__ import annotations

import pytest

from actions.conversation.answering import ActionAnswer
from actions.conversation.not_understood import ActionNotUnderstood, ActionOutOfScope
from actions.conversation.yes_and_no import ActionDeny
from actions.enquiry_form import ActionFinishEnquiry, ValidateEnquiryForm
from tests.fakes import run

DEBIT, FINE, TIP = "council_tax/direct-debit", "parking/parking-fines", "waste/recycling-centre"


@pytest.mark.parametrize("action", [ActionDeny, ActionNotUnderstood, ActionOutOfScope])
@pytest.mark.parametrize("words", ["how do I cancel", "ok how do I cancel it", "I want to cancel it"])
def test_how_to_cancel_is_of_what_was_told(action: type, words: str) -> None:
    answer = run(action, words, "deny", slots={"told": DEBIT}, outcome="unknown")
    assert answer.replies == ["utter_line_of_article", "utter_anything_else"]
    assert "Tell us, then tell your bank" in answer.words


@pytest.mark.parametrize(
    ("told", "words", "taken_for", "heard"),
    [
        (FINE, "how do I appeal", "apply_school_place", "on our website or by letter"),
        (TIP, "is it open christmas day", "query_contact_details", "Shut on Christmas Day"),
        (f"{TIP}#hours", "is it open christmas day", "query_contact_details", "Shut on Christmas Day"),
        ("parking/blue-badges", "how long does it take", "make_complaint", "12 weeks"),
        (FINE, "how much is it", "query_council_tax_bill", "free"),
    ],
)
def test_it_is_so_whatever_it_sounds_like(told: str, words: str, taken_for: str, heard: str) -> None:
    action = ActionAnswer if taken_for != "make_complaint" else ActionNotUnderstood
    answer = run(action, words, taken_for, slots={"told": told}, spoken=True, outcome="unknown")
    assert heard in answer.words
    assert answer.replies[-1] == "utter_anything_else"


@pytest.mark.parametrize(
    ("told", "words", "enquiry"),
    [
        (FINE, "how do I get a school place", "apply_school_place"),
        ("council_tax/moving-home", "what about council tax", "query_council_tax_bill"),
        (DEBIT, "what time does the tip close", "query_recycling_centre"),
        (TIP, "how do I apply for a blue badge", "apply_blue_badge"),
        (DEBIT, "what are your opening hours", "query_contact_details"),
        ("council_tax/moving-home", "what time does the tip close", "query_recycling_centre"),
        (None, "how do I appeal", "apply_school_place"),
    ],
)
def test_what_names_something_else_is_about_that(told: str | None, words: str, enquiry: str) -> None:
    answer = run(ActionAnswer, words, enquiry, slots={"told": told})
    assert "utter_line_of_article" not in answer.replies
    assert "utter_aside" not in answer.replies


def test_not_after_a_while() -> None:
    before = [{"event": "slot", "name": "told", "value": DEBIT}, *[{"event": "user", "text": "hm"}] * 3]
    answer = run(ActionDeny, "how do I cancel", "deny", slots={"told": DEBIT}, before=before)
    assert "utter_line_of_article" not in answer.replies


def test_a_form_that_is_not_surely_meant_gives_way() -> None:
    slots = {"told": DEBIT}
    begun = run(ValidateEnquiryForm, "how do I cancel", "report_missed_bin", slots=slots, confidence=0.5)
    ended = run(ActionFinishEnquiry, "how do I cancel", "report_missed_bin", slots=slots | begun.slots)
    assert ended.replies == ["utter_line_of_article", "utter_anything_else"]
    sure = run(ValidateEnquiryForm, "how do I cancel", "report_missed_bin", slots=slots, confidence=0.95)
    assert "utter_begin_report_missed_bin" in sure.replies
