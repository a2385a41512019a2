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


def test_with_nothing_told_or_told_already_it_is_a_question_like_any_other() -> None:
    assert "utter_aside" not in run(ActionNotUnderstood, "how do I apply", None).replies
    told = run(ActionAnswer, "how much is a permit", PERMIT).slots
    once = run(ActionAnswer, "how do I apply", PERMIT, slots=told)
    assert "utter_aside" not in run(ActionAnswer, "how do I apply", PERMIT, slots=told | once.slots).replies
