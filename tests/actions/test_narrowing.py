"""Whoever names a service and nothing of it is asked what about it, and is not told that they were not understood."""

from __future__ import annotations

import pytest

from actions.conversation.answering import ActionAnswer
from actions.conversation.not_understood import ActionNotUnderstood
from actions.enquiry_form import ActionFinishEnquiry, ValidateEnquiryForm
from actions.narrowing import subject_of
from tests.fakes import run

BINS = ["report_missed_bin", "query_bin_collection_day", "request_bin_service"]


@pytest.mark.parametrize(
    "words",
    [
        "I've got a question about bins",
        "I have got a question about bins",
        "hello, it's about my bin",
        "I'm ringing about the rubbish please",
        "can I ask about bins",
    ],
)
def test_a_service_and_nothing_more_is_narrowed_by_what_is_asked_most(words: str) -> None:
    answer = run(ActionNotUnderstood, words, "nlu_fallback", spoken=True, outcome="unknown")
    assert answer.replies == ["utter_ask_what_about"]
    assert [choice["value"] for choice in answer.custom("ask")["choices"]] == [
        *(f"intent:{name}" for name in BINS),
        "something_else",
    ]
    assert "not_understood" not in answer.notes
    assert answer.slots["offer"] == {"intents": BINS, "words": words, "asked": True}


def test_what_the_words_are_likeliest_to_mean_comes_first() -> None:
    ranking = {"manage_garden_waste": 0.4, "report_missed_bin": 0.3}
    answer = run(
        ActionNotUnderstood, "it's about my bin", "nlu_fallback", spoken=True, outcome="ask", ranking=ranking
    )
    first = answer.custom("ask")["choices"][0]
    assert first["value"] == "intent:manage_garden_waste"


@pytest.mark.parametrize(("confidence", "asked"), [(0.54, True), (0.95, False)])
def test_an_answer_that_would_be_a_guess_gives_way_to_it(confidence: float, asked: bool) -> None:
    words = "I have got a question about bins"
    answer = run(ActionAnswer, words, "signpost_other_council", confidence=confidence)
    assert (answer.replies == ["utter_ask_what_about"]) == asked


def test_the_same_is_not_asked_twice_running() -> None:
    words = "I've got a question about bins"
    asked = {"offer": {"intents": BINS, "words": words, "asked": True}}
    answer = run(ActionNotUnderstood, words, "nlu_fallback", spoken=True, outcome="unknown", slots=asked)
    assert "utter_ask_what_about" not in answer.replies


@pytest.mark.parametrize(
    "words",
    [
        "it's about my bin that was not emptied on Tuesday",
        "I want a bin",
        "bins",
        "I have a problem",
        "somebody rang me about bins",
    ],
)
def test_where_more_is_said_or_less_it_is_no_question_about_a_service(words: str) -> None:
    assert subject_of(words) is None


@pytest.mark.parametrize(
    "words", ["bin", "bins", "my bin", "hello the bins please", "green bin", "my food caddy"]
)
def test_a_word_alone_begins_no_order_of_a_bin(words: str) -> None:
    begun = run(ValidateEnquiryForm, words, "request_bin_service", confidence=0.88, spoken=True)
    assert (begun.replies, begun.slots["requested_slot"]) == ([], None)
    slots = {"form": begun.slots["form"]}
    answer = run(ActionFinishEnquiry, words, "request_bin_service", confidence=0.88, spoken=True, slots=slots)
    assert answer.replies == ["utter_ask_what_about"]
    assert answer.slots["offer"]["intents"] == BINS


def test_garden_waste_is_an_enquiry_of_its_own() -> None:
    answer = run(ActionAnswer, "garden waste", "manage_garden_waste", confidence=0.99)
    assert answer.replies[0] == "article"


def test_nor_does_it_get_an_answer_that_is_a_guess() -> None:
    answer = run(ActionAnswer, "library", "query_library_service", confidence=0.99)
    assert answer.replies == ["utter_ask_what_about"]


@pytest.mark.parametrize(
    ("words", "enquiry"),
    [("pothole", "report_pothole"), ("missed", "report_missed_bin"), ("missed bin", "report_missed_bin")],
)
def test_one_thing_is_one_enquiry(words: str, enquiry: str) -> None:
    begun = run(ValidateEnquiryForm, words, enquiry, confidence=0.99, spoken=True)
    assert begun.replies[0] == f"utter_begin_{enquiry}"


def test_what_is_then_chosen_is_begun() -> None:
    offer = {"intents": BINS, "words": "bin", "asked": True}
    begun = run(ValidateEnquiryForm, "bin", "report_missed_bin", confidence=1.0, slots={"offer": offer})
    assert begun.replies[0] == "utter_begin_report_missed_bin"


def test_nobody_reports_their_own_rubbish_as_dumped() -> None:
    ranking = {"report_missed_bin": 0.46, "report_fly_tipping": 0.41}
    words = "rubbish men not take my rubbish"
    answer = run(ActionNotUnderstood, words, "nlu_fallback", ranking=ranking, spoken=True, outcome="ask")
    assert answer.replies == ["utter_ask_if_about"]
    assert answer.slots["offer"]["intents"] == ["report_missed_bin"]
    both = run(
        ActionNotUnderstood, "rubbish here", "nlu_fallback", ranking=ranking, spoken=True, outcome="ask"
    )
    assert len(both.slots["offer"]["intents"]) == 2


@pytest.mark.parametrize(
    "words",
    ["someone dumped rubbish by my bin", "fly tipping next to our bins", "they dumped it in my green bin"],
)
def test_what_lies_by_their_bin_may_be_dumped(words: str) -> None:
    ranking = {"report_missed_bin": 0.46, "report_fly_tipping": 0.41}
    answer = run(ActionNotUnderstood, words, "nlu_fallback", ranking=ranking, spoken=True)
    assert answer.slots["offer"]["intents"] == ["report_missed_bin", "report_fly_tipping"]


def test_a_word_alone_that_was_hardly_heard_is_asked_about_in_the_same_way() -> None:
    ranking = {"request_bin_service": 0.87, "query_bin_collection_day": 0.07}
    answer = run(
        ActionNotUnderstood, "bins please", "nlu_fallback", ranking=ranking, spoken=True, outcome="ask"
    )
    assert answer.replies == ["utter_ask_what_about"]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("can you tell me when my bin is", ["query_bin_collection_day"]),
        ("any news on my bin", ["check_case_status", "query_bin_collection_day"]),
        ("I rang last week to ask when my bin is", ["check_case_status", "query_bin_collection_day"]),
    ],
)
def test_a_case_is_offered_only_to_who_speaks_of_one(words: str, asked: list[str]) -> None:
    ranking = {"check_case_status": 0.5, "query_bin_collection_day": 0.4}
    answer = run(ActionNotUnderstood, words, "nlu_fallback", ranking=ranking, spoken=True, outcome="ask")
    assert answer.slots["offer"]["intents"] == asked


def test_rubbish_may_be_in_a_bin_or_dumped() -> None:
    begun = run(ValidateEnquiryForm, "rubbish", "report_fly_tipping", confidence=0.9, spoken=True)
    slots = {"form": begun.slots["form"]}
    answer = run(ActionFinishEnquiry, "rubbish", "report_fly_tipping", spoken=True, slots=slots)
    assert answer.slots["offer"]["intents"] == [
        "report_fly_tipping",
        "report_missed_bin",
        "query_bin_collection_day",
    ]


@pytest.mark.parametrize("words", ["assisted collection", "I need an assisted collection please"])
def test_what_the_catalogue_has_among_its_hints_is_asked_about(words: str) -> None:
    ranking = {"report_missed_bin": 0.49, "query_bin_collection_day": 0.31}
    answer = run(ActionNotUnderstood, words, "nlu_fallback", ranking=ranking, outcome="ask", spoken=True)
    assert answer.replies == ["utter_ask_if_about"]
    assert answer.slots["offer"]["intents"] == ["request_bin_service"]
