"""Somebody for a topic is put through to the team that deals with it; where there is none, that is said."""

from __future__ import annotations

import pytest

from actions.conversation import ActionAnswer
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
        ("put me through to the swimming lessons team", "leisure"),
    ],
)
def test_somebody_for_a_topic_is_of_its_team(words: str, team: str, intent: str) -> None:
    answer = run(ActionHandOff, words, intent, spoken=True)
    assert (answer.custom("hand_off")["team"], answer.replies) == (team, [])


def test_also_where_the_words_are_surely_an_enquiry() -> None:
    words = "can I speak to someone about a parking ticket"
    assert run(ActionAnswer, words, "query_parking_fine").custom("hand_off")["team"] == "parking"


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
