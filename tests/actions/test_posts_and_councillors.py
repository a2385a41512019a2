"""Posts, teams and councillors asked for in everyday words, whatever the classifier makes of them."""

from __future__ import annotations

import pytest

from actions.asking import WANTS_A_POST
from actions.conversation.answering import ActionAnswer
from actions.conversation.not_understood import ActionNotUnderstood
from actions.councillors import asks_for_councillor
from actions.people import ActionHandOff
from council.directory.by_service import team_for
from council.directory.directory import Directory
from council.people import Person
from tests.council.test_find_person import directory
from tests.fakes import run, the_council


@pytest.mark.parametrize(
    ("words", "team", "person"),
    [
        ("I want the street cleaning supervisor", "streets", "Kwame Boateng"),
        ("the street cleaning supervisor", "streets", "Kwame Boateng"),
        ("transfer me to adult social care", "care", None),
        ("who deals with potholes, I want to talk to them", "streets", None),
        ("no one in particular, just anyone in housing", "housing", None),
        ("anyone in housing", "housing", None),
        ("the bin manager", "waste", None),
        ("the registrar", "registrars", None),
    ],
)
def test_a_post_or_a_team_in_plain_words_is_reached(words: str, team: str, person: str | None) -> None:
    for action, intent in ((ActionNotUnderstood, "nlu_fallback"), (ActionHandOff, "ask_named_person")):
        handed = run(action, words, intent, spoken=True).custom("hand_off")
        assert handed, (words, intent)
        assert (handed["team"], handed.get("person")) == (team, person)


@pytest.mark.parametrize(
    "words",
    ["the housing officer never came", "the parking officer gave me a ticket", "my bin the officer said"],
)
def test_a_post_that_is_only_spoken_of_is_none(words: str) -> None:
    assert not WANTS_A_POST.match(words)


def test_names_by_ear() -> None:
    found = directory("other_council").find("efa in housing").as_dict("")
    assert found["person"] == "Aoife Brennan"


@pytest.mark.parametrize("said", ["thandi", "thandi please", "put me through to tandy in planning"])
def test_a_short_form_finds_whoever_goes_by_it(said: str) -> None:
    people = Directory(
        (Person("Thandiwe Nkosi", "Planning officer", "planning", "3101"),), {"planning": ("Planning",)}
    )
    answer = people.find(said).as_dict("")
    assert answer["person"] == "Thandiwe Nkosi"


def test_the_topic_is_what_was_named_and_no_them() -> None:
    found = team_for(the_council(), "who deals with potholes, I want to talk to them")
    assert found
    assert found.team == "streets"


@pytest.mark.parametrize(
    "words",
    [
        "I want to speak to my councillor",
        "councillor for Riverside ward",
        "who is my councillor",
        "my councillor",
    ],
)
def test_a_councillor_is_to_be_found(words: str) -> None:
    for intent in ("ask_named_person", "ask_for_human"):
        answer = run(ActionHandOff, words, intent, spoken=True)
        assert answer.words.startswith(
            "Your councillors are listed by ward on our website, www.marlbury.example"
        )
        assert answer.slots["offer"] == "hand_off"


@pytest.mark.parametrize("words", ["I want to complain about my councillor", "how do I become a councillor"])
def test_other_questions_about_councillors_are_not_that(words: str) -> None:
    assert not asks_for_councillor(words)


@pytest.mark.parametrize(
    ("words", "understood", "person"),
    [
        ("agnes about my garden bin", "manage_garden_waste", "Agnieszka Nowak"),
        ("the ceremonies lady", "give_compliment", "Oluwaseun Adeyemi"),
        ("is trevor there it's about recycling", "query_recycling_centre", "Trevor Haddock"),
    ],
)
def test_a_name_with_its_own_work_and_a_post_of_one_are_that_person(
    words: str, understood: str, person: str
) -> None:
    answer = run(ActionAnswer, words, understood, spoken=True)
    assert answer.custom("hand_off")["person"] == person


@pytest.mark.parametrize("words", ["shaun in registrars", "efa in housing please"])
def test_a_first_name_nobody_has_is_told_of_and_the_team_offered_however_it_is_spelled(words: str) -> None:
    answer = run(ActionAnswer, words, "register_birth", spoken=True)
    assert answer.replies[0] != "article"
    assert "utter_nobody" in answer.replies[0] or answer.custom("hand_off")


def test_a_topic_that_is_wholly_a_teams_is_no_other_teams() -> None:
    words = "speak to someone about council tax arrears"
    for understood in ("query_council_tax_support", "discuss_council_tax_arrears"):
        assert run(ActionAnswer, words, understood, spoken=True).custom("hand_off")["team"] == "council_tax"
    known = run(ActionAnswer, words, "discuss_council_tax_arrears", spoken=True).custom("hand_off")
    assert known["about"] == the_council().catalogue["discuss_council_tax_arrears"].title


@pytest.mark.parametrize("words", ["damp in housing", "rats in the library", "claire about my garden bin"])
def test_things_and_the_wrong_work_name_nobody(words: str) -> None:
    answer = run(ActionAnswer, words, "manage_garden_waste", spoken=True)
    assert answer.replies[0] == "article"


@pytest.mark.parametrize(
    "words",
    [
        "can I speak to the leader of the council",
        "is the mayor in",
        "put me through to the mayor please",
        "the council leader",
        "I want to talk to the leader of Marlbury council",
    ],
)
def test_who_leads_the_council_is_elected_too(words: str) -> None:
    assert asks_for_councillor(words)
    said = run(ActionHandOff, words, "ask_named_person", spoken=True)
    assert said.custom("hand_off") is None
    assert "listed" in said.words


@pytest.mark.parametrize(
    "words", ["the team leader of benefits", "I want a permit near the mayor's parlour car park"]
)
def test_other_leaders_are_not(words: str) -> None:
    assert not asks_for_councillor(words)


def test_instead_is_no_part_of_a_name() -> None:
    handed = run(ActionHandOff, "can I just talk to Trevor instead", "ask_named_person").custom("hand_off")
    assert handed["person"] == "Trevor Haddock"
