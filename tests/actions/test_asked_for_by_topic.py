"""Somebody for a topic is put through to the team that deals with it; where there is none, that is said."""

from __future__ import annotations

import pytest

from actions.asking import asks_for_someone
from actions.conversation.answering import ActionAnswer
from actions.conversation.not_understood import ActionNotUnderstood
from actions.enquiry_form import ActionFinishEnquiry, ValidateEnquiryForm
from actions.people import ActionHandOff
from tests.fakes import run


@pytest.mark.parametrize("intent", ["ask_named_person", "ask_for_human"])
@pytest.mark.parametrize(
    ("words", "team"),
    [
        ("put me through to the insurance claims team", "insurance"),
        ("can I speak to someone about a parking ticket", "parking"),
        ("speak to someone about a parking fine please", "parking"),
        ("I need to talk to somebody about council tax", "council_tax"),
        ("put me on to someone for council tax", "council_tax"),
        ("put me through to the swimming lessons team", "leisure"),
    ],
)
def test_somebody_for_a_topic_is_of_its_team(words: str, team: str, intent: str) -> None:
    answer = run(ActionHandOff, words, intent, spoken=True)
    assert (answer.custom("hand_off")["team"], answer.replies) == (team, [])


def test_also_where_the_words_are_surely_an_enquiry() -> None:
    words = "can I speak to someone about a parking ticket"
    assert run(ActionAnswer, words, "query_parking_fine").custom("hand_off")["team"] == "parking"


@pytest.mark.parametrize("spoken", [True, False])
@pytest.mark.parametrize(
    ("words", "intent", "team"),
    [
        ("talk to someone about housing benefit", "query_housing_benefit", "benefits"),
        ("can I talk to a person about a blue badge", "apply_blue_badge", "parking"),
        ("hi, is there somebody I can talk to about my rent arrears", "query_rent_account", "housing"),
        ("I'd like to speak to whoever deals with blue badges", "apply_blue_badge", "parking"),
        ("I'd rather chat to a human about the garden waste", "manage_garden_waste", "waste"),
    ],
)
def test_a_person_for_an_enquiry_is_of_its_team(words: str, intent: str, team: str, spoken: bool) -> None:
    answer = run(ActionAnswer, words, intent, spoken=spoken)
    assert (answer.custom("hand_off")["team"], answer.replies) == (team, [])
    assert answer.custom("source") is None


def test_of_two_teams_as_near_it_is_the_likelier_enquirys() -> None:
    ranking = {"ask_for_human": 0.97, "query_rent_account": 0.02, "query_housing_benefit": 0.01}
    words = "I want to talk to somebody about my rent"
    answer = run(ActionHandOff, words, "ask_for_human", ranking=ranking, spoken=True)
    assert answer.custom("hand_off")["team"] == "housing"


def test_a_person_is_brought_where_the_enquiry_is_not_sure() -> None:
    words = "I need to speak to an adviser about moving house"
    ranking = {"report_change_of_address": 0.64, "ask_for_human": 0.35}
    answer = run(ActionNotUnderstood, words, "nlu_fallback", ranking=ranking, spoken=True)
    assert answer.custom("hand_off")["team"] == "council_tax"


def test_a_person_for_an_enquiry_that_has_a_form_is_not_asked_its_questions() -> None:
    words = "I want to talk to a person about my bin not being collected"
    answer = run(ValidateEnquiryForm, words, "report_missed_bin", spoken=True)
    assert answer.slots["requested_slot"] is None
    slots = {"form": answer.slots["form"]}
    handed = run(ActionFinishEnquiry, words, "report_missed_bin", slots=slots, spoken=True).custom("hand_off")
    assert (handed["team"], handed["about"]) == ("waste", "Report a missed bin")


def test_a_person_for_what_others_do_hears_who_does_it() -> None:
    answer = run(
        ActionAnswer, "can I speak to someone about a burst water main", "signpost_water", spoken=True
    )
    assert answer.custom("hand_off") is None


@pytest.mark.parametrize(
    "words",
    [
        "do I need to speak to someone to get a blue badge",
        "I spoke to someone about my blue badge last week",
        "I don't want to talk to anyone about it",
        "I want somebody to come and look at the tree",
        "is there somebody who can help my dad with the computer",
    ],
)
def test_somebody_who_is_only_spoken_of_is_not_asked_for(words: str) -> None:
    assert not asks_for_someone(words)


@pytest.mark.parametrize(
    "words", ["put me through to the DVLA", "put me through to the moon landing department"]
)
def test_what_we_do_not_have_is_said_and_the_contact_centre_offered(words: str) -> None:
    answer = run(ActionHandOff, words, "ask_named_person", spoken=True)
    assert answer.replies == ["utter_nobody_of_that_name", "utter_offer_contact_centre"]


@pytest.mark.parametrize("words", ["ug ug nork", "mm nork ug"])
@pytest.mark.parametrize("intent", ["ask_named_person", "ask_for_human", None])
def test_noise_is_nobodys_name(words: str, intent: str | None) -> None:
    answer = run(ActionHandOff, words, intent, spoken=True)
    assert "utter_ask_if_person" not in answer.replies
    assert "Nowak" not in str(answer.messages)


def test_the_only_one_of_a_name_is_offered_though_they_work_elsewhere() -> None:
    answer = run(ActionHandOff, "Siobhan in housing", "ask_named_person", spoken=True)
    assert answer.replies == ["utter_ask_if_person"]
    assert "Siobhan Kelleher" in answer.words
