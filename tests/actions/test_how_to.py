"""How to go about what was told: asked afterwards, in few words, and answered from the same article."""

from __future__ import annotations

import pytest

from actions.conversation.answering import ActionAnswer
from actions.conversation.not_understood import ActionNotUnderstood, ActionOutOfScope
from actions.enquiry_form import ActionFinishEnquiry, ValidateEnquiryForm
from actions.how_to import asks_how
from tests.fakes import run

BADGE, PERMIT, JOBS = "apply_blue_badge", "apply_parking_permit", "query_council_jobs"


@pytest.mark.parametrize(
    "words",
    [
        "how do I apply then",
        "ok where do I apply",
        "how do I get one",
        "right so how do I go about it",
        "what do I need to do to get one",
        "can I apply online",
        "I'd like to apply",
        "is there a form",
        "who do I ask",
        "how would my mum apply",
        "how do I find out",
    ],
)
def test_how_is_asked_of_what_was_told(words: str) -> None:
    assert asks_how(words)


@pytest.mark.parametrize(
    "words",
    [
        "how do I apply for a school place",
        "how do I report a pothole",
        "how much is it",
        "where is it",
        "how long does it take",
        "can I speak to someone",
        "I need a new bin",
        "can you help me",
        "how",
        "what happens next",
        "how do I pay",
        "I want to cancel it",
        "how do I cancel",
        "how do I change it",
        "let me see",
        "let me check",
        "can I ask",
        "can you check it for me",
        "I want to put it out",
    ],
)
def test_another_question_is_none_of_it(words: str) -> None:
    assert not asks_how(words)


@pytest.mark.parametrize("enquiry", [BADGE, PERMIT])
@pytest.mark.parametrize("action", [ActionAnswer, ActionNotUnderstood, ActionOutOfScope])
def test_it_is_answered_from_that_article_whatever_it_is_taken_for(
    enquiry: str, action: type[ActionAnswer]
) -> None:
    first = run(ActionAnswer, "how much is it", enquiry, spoken=True)
    answer = run(action, "how do I apply then", JOBS, slots=first.slots, spoken=True)
    assert answer.replies == ["utter_aside", "utter_anything_else"]
    assert "adviser" in answer.words
    assert "GOV.UK" not in answer.words  # a voice would spell it


def test_a_form_is_not_begun_for_it() -> None:
    told = run(ActionAnswer, "how much is a permit", PERMIT).slots
    begun = run(ValidateEnquiryForm, "how do I do that", "report_missed_bin", slots=told)
    ended = run(ActionFinishEnquiry, "how do I do that", "report_missed_bin", slots=told | begun.slots)
    assert (begun.replies, ended.replies) == ([], ["utter_aside", "utter_anything_else"])
    assert ended.slots["form"] is None


@pytest.mark.parametrize(
    ("told", "words", "enquiry"),
    [
        ("libraries/using-the-library", "can I renew it now", "renew_library_book"),
        ("libraries/using-the-library", "how do I renew them", "renew_library_book"),
        ("libraries/renewals", "I'd like to renew", "renew_library_book"),  # which is what this form does
        ("waste/garden-waste", "can I order one then", "request_bin_service"),
        ("waste/missed-bins", "how do I get one", "request_bin_service"),  # which says no how
    ],
)
def test_but_a_form_that_is_surely_meant_is(told: str, words: str, enquiry: str) -> None:
    confidence = 0.5 if told == "waste/missed-bins" else 0.95
    begun = run(ValidateEnquiryForm, words, enquiry, slots={"told": told}, confidence=confidence)
    assert begun.slots["form"]["ended"] is None


@pytest.mark.parametrize(
    ("told", "words", "confidence"),
    [
        ("libraries/using-the-library", "how do I get one", 0.5),
        ("libraries/renewals", "how do I renew", 0.95),
    ],
)
def test_and_an_unsure_one_or_how_to_go_about_its_own_is_not(
    told: str, words: str, confidence: float
) -> None:
    begun = run(ValidateEnquiryForm, words, "renew_library_book", slots={"told": told}, confidence=confidence)
    assert begun.slots["form"]["ended"] == "abandoned"


def test_whom_to_ask_is_told_where_somebody_is_named() -> None:
    named = run(ActionAnswer, "who do I contact", BADGE, slots={"told": "parking/permits"})
    assert named.replies == ["utter_aside", "utter_anything_else"]
    nobody = run(ActionAnswer, "who do I contact", BADGE, slots={"told": "contact/jobs"})
    assert nobody.replies[0] == "article"


def test_with_nothing_told_or_told_already_it_is_a_question_like_any_other() -> None:
    assert "utter_aside" not in run(ActionNotUnderstood, "how do I apply", None).replies
    told = run(ActionAnswer, "how much is a permit", PERMIT).slots
    once = run(ActionAnswer, "how do I apply", PERMIT, slots=told)
    assert "utter_aside" not in run(ActionAnswer, "how do I apply", PERMIT, slots=told | once.slots).replies
