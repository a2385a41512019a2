"""Somebody asked for by name: whom the resident is put through to, what they are asked, and what is never said."""

from __future__ import annotations

import json

import pytest

from actions.conversation.not_understood import ActionNotUnderstood
from actions.conversation.yes_and_no import ActionAffirm, ActionDeny
from actions.enquiry_form import ActionFinishEnquiry, ValidateEnquiryForm
from actions.people import ActionHandOff
from council.directory.directory import Directory
from council.people import Person
from forms.state import FormState
from tests.fakes import Answer, collaborators, run, the_council

ASKS = "ask_named_person"
MISSED_BIN = FormState("report_missed_bin", 1, {"bin_type": "blue"}, asking="address").as_slot()


def asks(words: str, intent: str = ASKS, **more: object) -> Answer:
    return run(ActionHandOff, words, intent, **more)  # type: ignore[arg-type]


def test_one_who_fits_is_asked_for_by_name_from_their_own_team() -> None:
    answer = asks("could you put me through to trev haddock please")
    assert answer.words == "You asked for Trevor Haddock. I will tell the team so."
    handed = answer.custom("hand_off")
    assert (handed["team"], handed["person"]) == ("waste", "Trevor Haddock")


def test_a_name_is_heard_too_where_only_a_person_was_understood() -> None:
    answer = asks("can I speak to Niamh in the library", "ask_for_human", spoken=True)
    assert answer.words == "You asked for Niamh Gallagher."
    assert answer.custom("hand_off")["team"] == "libraries"


def test_what_was_being_reported_goes_along() -> None:
    handed = asks("put me through to mr haddock", slots={"form": MISSED_BIN}).custom("hand_off")
    assert (handed["person"], handed["about"]) == ("Trevor Haddock", "Report a missed bin")
    assert list(handed["collected"].values()) == ["blue recycling bin"]


@pytest.mark.parametrize(("spoken", "most"), [(True, 3), (False, 4)])
def test_two_who_sound_the_same_are_asked_about_with_what_they_do(spoken: bool, most: int) -> None:
    answer = asks("can i speak to clare reid", spoken=spoken)
    asked = answer.custom("ask")
    assert answer.custom("hand_off") is None
    assert [choice["label"] for choice in asked["choices"]] == [
        "Clare Reid, council tax officer",
        "Claire Reed, housing officer",
        "Someone else",
    ]
    assert len(asked["choices"]) <= most


def test_the_one_who_was_chosen_is_asked_for() -> None:
    asked = asks("can i speak to clare reid").custom("ask")
    value = asked["choices"][1]["value"].partition("#")[2]
    handed = asks(asked["choices"][1]["label"], value=value).custom("hand_off")
    assert (handed["team"], handed["person"]) == ("housing", "Claire Reed")


@pytest.mark.parametrize("said", ["the one in housing", "housing", "the housing officer"])
@pytest.mark.parametrize("action", [ActionHandOff, ActionNotUnderstood])
def test_the_choice_may_be_made_in_words(said: str, action: type) -> None:
    offer = asks("can i speak to clare reid").slots["offer"]
    intent = ASKS if action is ActionHandOff else "nlu_fallback"
    answer = run(action, said, intent, slots={"offer": offer})
    assert answer.custom("hand_off")["person"] == "Claire Reed"


def test_whoever_wants_neither_is_offered_a_person() -> None:
    offer = asks("can i speak to clare reid").slots["offer"]
    answer = run(ActionDeny, "no", "deny", slots={"offer": offer})
    assert (answer.replies, answer.slots["offer"]) == (["utter_offer_person"], "hand_off")


def test_nobody_ex_directory_is_named_in_anything_that_goes_back() -> None:
    for person in the_council().people:
        if person.ex_directory:
            answer = asks(f"put me through to {person.name} please")
            assert answer.replies == ["utter_not_directly"]
            assert answer.custom("hand_off")["team"] == person.team
            went_back = json.dumps([answer.messages, answer.slots])
            assert person.name not in went_back
            assert person.extension not in went_back


def test_an_extension_nobody_may_have_is_not_taken_from_a_choice_either() -> None:
    answer = asks("Anthony Marsh", value="4043")
    assert answer.replies[0] == "utter_nobody_of_that_name"


def test_a_team_is_put_through_to_as_a_team() -> None:
    handed = asks("put me through to somebody in council tax").custom("hand_off")
    assert (handed["team"], handed.get("person")) == ("council_tax", None)


def test_nobody_of_that_name_is_said_so_once_and_then_a_person_looks() -> None:
    first = asks("put me through to daniel smith")
    assert first.replies == ["utter_nobody_of_that_name", "utter_offer_contact_centre"]
    assert (first.custom("hand_off"), first.slots) == (None, {"offer": "hand_off"})
    again = asks("put me through to daniel smith", slots=first.slots)
    assert again.replies == ["utter_nobody_of_that_name"]
    assert again.custom("hand_off")["team"] == "contact_centre"


@pytest.mark.parametrize("spoken", [True, False])
def test_the_only_one_of_a_first_name_in_another_team_is_asked_about(spoken: bool) -> None:
    answer = asks("put me through to siobhan in housing", spoken=spoken)
    assert answer.replies == ["utter_ask_if_person"]
    yes = run(ActionAffirm, "yes", "affirm", slots=answer.slots, spoken=spoken)
    assert yes.custom("hand_off")["person"] == "Siobhan Kelleher"


def test_nobody_of_that_name_in_a_team_is_for_that_team() -> None:
    assert asks("put me through to susan in housing").custom("hand_off")["team"] == "housing"


@pytest.mark.parametrize(
    "words", ["I want to speak to a real person please", "speak to an adviser", "a human", ""]
)
def test_who_asks_for_anybody_gets_anybody(words: str) -> None:
    answer = asks(words, "ask_for_human")
    assert (answer.replies, answer.custom("hand_off")["reason"]) == ([], "Asked to speak to a person")


def test_a_name_and_no_more_is_understood_although_no_enquiry_is() -> None:
    answer = run(ActionNotUnderstood, "trevor haddock", "nlu_fallback")
    assert answer.custom("hand_off")["person"] == "Trevor Haddock"


def test_a_team_and_no_more_may_be_an_enquiry() -> None:
    ranking = {"report_missed_bin": 0.4, "query_bin_collection_day": 0.3}
    answer = run(ActionNotUnderstood, "bins", "nlu_fallback", ranking=ranking)
    assert answer.custom("hand_off") is None


@pytest.mark.parametrize(("spoken", "most"), [(True, 2), (False, 3)])
def test_where_more_fit_than_can_be_read_out_their_team_is_asked_for(spoken: bool, most: int) -> None:
    teams = ("waste", "housing", "parking", "planning")
    for many in (most, most + 1):
        people = [
            Person(f"Sarah {team.title()}son", "Clerk", team, f"{n}") for n, team in enumerate(teams[:many])
        ]
        wired = collaborators(directory=Directory(people, {team: (team,) for team in teams}))
        asked = asks("can i speak to sarah", spoken=spoken, wired=wired)
        named = asked.replies == ["utter_ask_which_person"]
        assert named == (many == most)
    answer = asks("she is in housing", spoken=spoken, wired=wired, slots={"offer": asked.slots["offer"]})
    assert answer.custom("hand_off")["person"] == "Sarah Housingson"


WHICH_CLAIRE = {"offer": {"intents": [], "words": "", "people": ["4042", "4081"]}}


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("erm I don't know she does council houses", "Claire Reed"),
        ("she does the rents I think", "Claire Reed"),
        ("I'm not sure, the lady who does repairs", "Claire Reed"),
        ("the one who sends the council tax bills", "Clare Reid"),
    ],
)
def test_which_of_two_is_told_by_what_they_do_whatever_it_is_taken_for(words: str, person: str) -> None:
    form = run(ValidateEnquiryForm, words, "report_fraud", slots=WHICH_CLAIRE, spoken=True)
    ended = run(ActionFinishEnquiry, words, "report_fraud", slots=WHICH_CLAIRE | form.slots, spoken=True)
    assert form.messages == []
    assert ended.custom("hand_off")["person"] == person
    assert run(ActionDeny, words, "deny", slots=WHICH_CLAIRE).custom("hand_off")["person"] == person


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("they've left my street light broken for a month", "report_street_light"),
        ("she wants to renew her library books", "renew_library_book"),
        ("he keeps dumping rubbish behind my garden", "report_fly_tipping"),
    ],
)
def test_a_report_that_begins_with_somebody_is_a_report(words: str, intent: str) -> None:
    form = run(ValidateEnquiryForm, words, intent, slots=WHICH_CLAIRE, spoken=True)
    assert form.slots["requested_slot"]


def test_not_her_the_other_one_is_asked_about_once_more_and_then_somebody_looks() -> None:
    again = run(ActionDeny, "no not her the other one", "deny", slots=WHICH_CLAIRE, spoken=True)
    assert len(again.custom("ask")["choices"]) == 3
    last = run(ActionDeny, "no not her the other one", "deny", slots=WHICH_CLAIRE | again.slots, spoken=True)
    assert last.custom("hand_off")["reason"] == "Asked for somebody, and not told apart"


def test_not_the_only_one_that_was_offered_is_somebody_else() -> None:
    one = {"offer": {"intents": [], "words": "", "people": ["4042"]}}
    assert (
        run(ActionDeny, "no the other one", "deny", slots=one).custom("hand_off")["reason"]
        == "Asked for somebody else"
    )


def test_an_enquiry_in_its_place_is_still_one() -> None:
    words = "somebody has dumped a great big fridge on our lane again"
    form = run(ValidateEnquiryForm, words, "report_fly_tipping", slots=WHICH_CLAIRE)
    assert form.custom("ask") is not None
