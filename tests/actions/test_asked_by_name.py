"""Somebody asked for by name in the middle of a form, or in words that are surely about something else."""

from __future__ import annotations

import pytest

from actions.conversation.answering import ActionAnswer
from actions.conversation.not_understood import ActionNotUnderstood, ActionOutOfScope
from actions.conversation.small_talk import ActionGreet
from actions.conversation.yes_and_no import ActionAffirm, ActionDeny
from actions.enquiry_form import ActionFinishEnquiry, ValidateEnquiryForm
from forms.state import FormState
from tests.fakes import Answer, run


def in_form(words: str, intent: str | None = None, asking: str = "address", spoken: bool = True) -> Answer:
    """Said while a form of a missed bin is open; where that ends it, what its end comes to."""
    form = FormState("report_missed_bin", 1, {"bin_type": "blue"}, asking=asking).as_slot()
    answer = run(ValidateEnquiryForm, words, intent, slots={"form": form}, spoken=spoken)
    if answer.slots["requested_slot"]:
        return answer
    return run(ActionFinishEnquiry, words, intent, slots={"form": answer.slots["form"]}, spoken=spoken)


@pytest.mark.parametrize("spoken", [True, False])
@pytest.mark.parametrize(
    "words",
    [
        "actually put me through to Siobhan in the contact centre",
        "can I speak to Siobhan Kelleher please",
        "no, I'd rather speak to Shiv",
        "put me through to extension 4001",
        "speak to Siobhan",
    ],
)
@pytest.mark.parametrize("intent", [None, "report_missed_bin", "ask_for_human", "query_opening_hours"])
def test_in_a_form_whoever_is_asked_for_is_looked_up(words: str, intent: str | None, spoken: bool) -> None:
    handed = in_form(words, intent, spoken=spoken).custom("hand_off")
    assert (handed["team"], handed["person"]) == ("contact_centre", "Siobhan Kelleher")
    assert handed["about"] == "Report a missed bin"
    assert list(handed["collected"].values()) == ["blue recycling bin"]


def test_in_a_form_two_who_fit_are_asked_about_and_the_answer_is_taken() -> None:
    answer = in_form("actually put me through to Clare Reid")
    assert [choice["label"] for choice in answer.custom("ask")["choices"]][:2] == [
        "Clare Reid, council tax officer",
        "Claire Reed, housing officer",
    ]
    assert answer.slots["offer"]["people"] == ["4042", "4081"]


def test_in_a_form_whoever_has_no_such_name_is_said_so() -> None:
    answer = in_form("actually put me through to Daniel Smith", "ask_named_person")
    assert answer.replies == ["utter_nobody_of_that_name", "utter_offer_contact_centre"]


def test_in_a_form_whoever_is_ex_directory_is_not_named() -> None:
    answer = in_form("actually put me through to Anthony Marsh")
    assert answer.replies == ["utter_not_directly"]
    assert "Marsh" not in str(answer.messages)


@pytest.mark.parametrize(
    ("words", "asking"),
    [
        ("Trevor Haddock said he would come", "description"),
        ("they put me through to Trevor Haddock last week and nothing happened", "description"),
        ("I spoke to Siobhan about it", "description"),
        ("Siobhan Kelleher", "name"),
        ("my name is Trevor Haddock", "name"),
        ("don't put me through to Trevor Haddock", "description"),
        ("14 Mill Lane", "address"),
    ],
)
def test_a_name_that_is_an_answer_stays_one(words: str, asking: str) -> None:
    assert in_form(words, asking=asking).custom("hand_off") is None


@pytest.mark.parametrize("action", [ActionAnswer, ActionOutOfScope, ActionGreet, ActionAffirm, ActionDeny])
def test_words_that_are_surely_about_something_else_still_reach_whoever_is_asked_for(action: type) -> None:
    answer = run(action, "can I speak to Llewelyn Price about my council tax bill", "query_council_tax_bill")
    handed = answer.custom("hand_off")
    assert (handed["team"], handed["person"]) == ("council_tax", "Llewelyn Price")


def test_so_do_words_that_would_begin_a_form() -> None:
    words = "my bin was missed, put me through to Trevor Haddock"
    answer = run(ValidateEnquiryForm, words, "report_missed_bin", turn=3)
    assert answer.slots["requested_slot"] is None
    ended = run(ActionFinishEnquiry, words, "report_missed_bin", slots={"form": answer.slots["form"]})
    handed = ended.custom("hand_off")
    assert (handed["person"], handed["about"]) == ("Trevor Haddock", "Report a missed bin")


@pytest.mark.parametrize(
    "words",
    [
        "I want to ask about council tax",  # no Mr Counsell
        "I want to talk about a frost damaged pothole",
        "I need to talk about the price of a garden bin",
    ],
)
def test_a_service_beats_a_name_that_sounds_like_it(words: str) -> None:
    answer = run(ActionAnswer, words, "query_council_tax_bill")
    assert answer.custom("hand_off") is None
    assert "article" in answer.replies


@pytest.mark.parametrize(
    "words",
    ["Llewelyn Price sent me a council tax bill", "she put me through to Clare Reid about my bill"],
)
def test_words_that_only_speak_of_somebody_are_answered(words: str) -> None:
    assert run(ActionAnswer, words, "query_council_tax_bill").custom("hand_off") is None


@pytest.mark.parametrize("spoken", [True, False])
@pytest.mark.parametrize(
    ("words", "intent", "person"),
    [
        ("can I speak to the children's librarian", "query_library_service", "Rosalind Pettifer"),
        ("I'd like to talk to the highways inspector", "report_pothole", "Gurpreet Sandhu"),
        ("Dora in insurance", "claim_compensation", "Dorota Wisniewska"),
    ],
)
def test_a_post_or_a_name_with_its_team_is_nobody_elses(
    words: str, intent: str, person: str, spoken: bool
) -> None:
    assert run(ActionAnswer, words, intent, spoken=spoken).custom("hand_off")["person"] == person


@pytest.mark.parametrize("words", ["Dora in insurance", "Dora please", "Dorota Wisniewska"])
def test_a_name_that_is_no_enquiry_is_looked_up(words: str) -> None:
    assert run(ActionOutOfScope, words, "out_of_scope", spoken=True).custom("hand_off")["team"] == "insurance"


@pytest.mark.parametrize("words", ["what's the weather in Paris", "who won the football", "asdf", "press 1"])
def test_what_is_no_name_asks_for_nobody(words: str) -> None:
    answer = run(ActionOutOfScope, words, "out_of_scope", spoken=True)
    assert not {"utter_nobody_of_that_name", "utter_ask_if_person"} & set(answer.replies)


def test_in_a_form_a_post_is_looked_up_and_somebody_about_it_is_of_its_team() -> None:
    handed = in_form("actually can I speak to the children's librarian", "query_library_service").custom(
        "hand_off"
    )
    assert handed["person"] == "Rosalind Pettifer"
    words = "can I talk to someone about my council tax instead"
    assert in_form(words, "query_council_tax_bill").custom("hand_off")["team"] == "council_tax"


@pytest.mark.parametrize("action", [ActionOutOfScope, ActionNotUnderstood, ActionGreet])
@pytest.mark.parametrize(
    "words", ["four zero two one", "four thousand and twenty one", "forty twenty one please", "4021"]
)
def test_an_extension_and_nothing_else_is_its_owner(action: type, words: str) -> None:
    handed = run(action, words, "out_of_scope", spoken=True).custom("hand_off")
    assert (handed["team"], handed["person"]) == ("streets", "Gurpreet Sandhu")


@pytest.mark.parametrize(
    "words", ["2021", "four thousand", "I have 4021 bins", "four thousand and ninety nine"]
)
def test_a_number_that_is_nobodys_is_none(words: str) -> None:
    assert run(ActionOutOfScope, words, "out_of_scope", spoken=True).custom("hand_off") is None


@pytest.mark.parametrize("action", [ActionOutOfScope, ActionNotUnderstood, ActionGreet])
@pytest.mark.parametrize(
    ("words", "team"),
    [
        ("the boss of housing", "housing"),
        ("the manager of planning", "planning"),
        ("parking manager please", "parking"),
        ("head of libraries", "libraries"),
    ],
)
def test_a_post_that_nobody_has_and_nothing_else_is_its_team(action: type, words: str, team: str) -> None:
    assert run(action, words, "out_of_scope", spoken=True).custom("hand_off")["team"] == team


@pytest.mark.parametrize(
    "words", ["the parking officer gave me a ticket", "housing manager was rude to my son"]
)
def test_a_post_in_a_story_is_not_asked_for(words: str) -> None:
    assert run(ActionOutOfScope, words, "out_of_scope", spoken=True).custom("hand_off") is None
