"""What is said just after a form was answered: something in it was wrong, or when will it be done. It is Wednesday 18
November 2026, 10am."""

from __future__ import annotations

from typing import Any

import pytest

from actions.conversation.answering import ActionAnswer
from actions.conversation.not_understood import ActionNotUnderstood, ActionOutOfScope
from actions.enquiry_form import ActionFinishEnquiry, ValidateEnquiryForm
from forms.conversation.form_turn import Exit
from forms.state import FormState
from tests.fakes import FakeCases, collaborators, run

VALUES = {
    "address": {"postcode": "MB1 4QP", "house": "14", "uprn": 100090000003, "confirmed": True},
    "bin_type": "blue",
    "collection_date": {"date": "2026-11-17"},
}


def after(ended: Exit, enquiry: str = "report_missed_bin", values: dict[str, Any] = VALUES) -> dict[str, Any]:
    form = FormState(enquiry, 3, values, ended=ended)
    wired = collaborators(cases=FakeCases())
    answer = run(ActionFinishEnquiry, slots={"form": form.as_slot()}, wired=wired, turn=4)
    return {"last_form": answer.slots["last_form"]}


def test_what_was_wrong_in_it_is_put_right_and_looked_up_again() -> None:
    slots = after(Exit.REFUSED, values=VALUES | {"bin_type": "green"})
    answer = run(
        ValidateEnquiryForm, "actually no it was the blue one", "report_missed_bin", slots=slots, turn=5
    )
    assert answer.replies == ["utter_changed", "utter_ask_last_collection"]


def test_in_a_report_that_is_sent_a_person_does() -> None:
    slots = after(Exit.DONE)
    words = "actually no it was the green one"
    begun = run(ValidateEnquiryForm, words, "report_missed_bin", slots=slots, turn=5)
    assert begun.slots["requested_slot"] is None
    answer = run(ActionFinishEnquiry, words, "report_missed_bin", slots={"form": begun.slots["form"]}, turn=5)
    assert answer.replies == ["utter_sent_already"]
    hand_off = answer.custom("hand_off")
    assert (hand_off["team"], hand_off["collected"]["To change"]) == ("waste", words)
    assert hand_off["collected"]["Bin"] == "blue recycling bin"


@pytest.mark.parametrize(
    ("words", "first", "replies"),
    [
        ("no it was only my bin", ("deny", 0.9, "answer"), ["utter_goodbye"]),
        ("no that was the bin, lovely day", ("thanks", 0.6, "answer"), ["utter_thanks"]),
        (
            "no it was for my house",
            ("request_bin_service", 0.5, "ask"),
            ["utter_not_understood", "utter_ask_in_other_words"],
        ),
    ],
)
def test_what_puts_nothing_right_is_what_it_was_read_as_first(
    words: str, first: tuple[str, float, str], replies: list[str]
) -> None:
    read_first = dict(zip(("name", "confidence", "outcome"), first, strict=True))
    slots = after(Exit.DONE)
    begun = run(ValidateEnquiryForm, words, "report_missed_bin", slots=slots, turn=5, read_first=read_first)
    assert (begun.replies, begun.slots["requested_slot"]) == ([], None)
    slots |= {"form": begun.slots["form"]}
    ended = run(ActionFinishEnquiry, words, "report_missed_bin", slots=slots, turn=5, read_first=read_first)
    assert ended.replies == replies


@pytest.mark.parametrize(
    "words",
    [
        "and when will it be done",
        "and tell me when it will be done",
        "how long will it take",
        "when will they come",
        "when will they be out",
        "when will someone come to look at it",
        "when will they come out to me",
    ],
)
def test_when_it_will_be_done_is_its_promise(words: str) -> None:
    slots = after(Exit.DONE)
    answer = run(ActionNotUnderstood, words, "nlu_fallback", slots=slots, turn=5)
    assert answer.replies == ["utter_case_done_by", "utter_anything_else"]
    assert "That is by Monday 23 November." in answer.words
    begun = run(ValidateEnquiryForm, words, "check_case_status", slots=slots, turn=5)
    assert begun.slots["requested_slot"] is None
    told = run(
        ActionFinishEnquiry, words, "check_case_status", slots={**slots, "form": begun.slots["form"]}, turn=5
    )
    assert told.replies == ["utter_case_done_by", "utter_anything_else"]


@pytest.mark.parametrize(("words", "turn"), [("when is the tip open", 5), ("when will it be done", 12)])
def test_another_question_or_a_later_one_is_no_such_question(words: str, turn: int) -> None:
    answer = run(ActionNotUnderstood, words, "nlu_fallback", slots=after(Exit.DONE), turn=turn)
    assert "utter_case_done_by" not in answer.replies


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("when will you be open over Christmas", "nlu_fallback"),
        ("when do you come for bulky items", "nlu_fallback"),
        ("what date do they take council tax", "nlu_fallback"),
        ("how long does it take to get housing benefit", "nlu_fallback"),
        ("when do they come to collect recycling", "nlu_fallback"),
        ("when do they come", "book_bulky_waste"),
        ("how long will it take", "query_housing_benefit"),
    ],
)
def test_nor_is_one_about_something_else(words: str, intent: str) -> None:
    slots = after(Exit.DONE)
    action = ActionNotUnderstood if intent == "nlu_fallback" else ActionAnswer
    answer = run(action, words, intent, slots=slots, turn=5)
    assert "utter_case_done_by" not in answer.replies


def test_out_of_scope_it_is_the_promise_all_the_same() -> None:
    answer = run(ActionOutOfScope, "when will it be done", "out_of_scope", slots=after(Exit.DONE), turn=5)
    assert answer.replies == ["utter_case_done_by", "utter_anything_else"]


@pytest.mark.parametrize("ended", [{"ended": Exit.VAGUE}, {"ended": Exit.ABANDONED, "values": {"how": True}}])
def test_what_never_began_leaves_the_last_report_as_it_was(ended: dict[str, Any]) -> None:
    slots = after(Exit.DONE)
    form = FormState("check_case_status", 5, **ended)
    answer = run(ActionFinishEnquiry, "when will it be done", slots={**slots, "form": form.as_slot()}, turn=5)
    assert "last_form" not in answer.slots


def test_a_form_that_was_left_is_forgotten() -> None:
    slots = after(Exit.REFUSED)
    form = FormState("report_missed_bin", 5, VALUES, ended=Exit.ABANDONED)
    answer = run(ActionFinishEnquiry, slots={**slots, "form": form.as_slot()}, turn=6)
    assert answer.slots["last_form"] is None
