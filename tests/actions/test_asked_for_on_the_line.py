"""Names, posts and teams as callers say them: put through only when it is sure who is meant."""

from __future__ import annotations

import pytest

from actions.conversation.answering import ActionAnswer
from actions.conversation.not_understood import ActionNotUnderstood
from actions.conversation.yes_and_no import ActionAffirm, ActionDeny
from actions.enquiry_form import ActionFinishEnquiry, ValidateEnquiryForm
from actions.people import ActionHandOff
from forms.state import FormState
from tests.fakes import Answer, run

ASKS = "ask_named_person"


@pytest.fixture
def two_mohammeds() -> dict[str, object]:
    """The offer after "mohammed please": one collects bins, the other sees to repairs."""
    return {"offer": run(ActionHandOff, "mohammed please", ASKS, spoken=True).slots["offer"]}


@pytest.mark.parametrize(
    ("action", "intent"),
    [
        (ActionNotUnderstood, None),
        (ActionAnswer, "query_planning_permission"),
        (ActionHandOff, "ask_for_human"),
    ],
)
@pytest.mark.parametrize("words", ["can you put me through to planning", "I want to speak to planning"])
def test_a_team_that_is_asked_for_is_brought_whatever_the_words_were_understood_as(
    action: type, intent: str | None, words: str
) -> None:
    handed = run(action, words, intent, spoken=True).custom("hand_off")
    assert (handed["team"], handed["reason"]) == ("planning", "Asked for the team")


def test_a_team_is_brought_in_the_middle_of_a_form() -> None:
    form = FormState("report_missed_bin", 1, asking="address").as_slot()
    answer = run(ValidateEnquiryForm, "speak to planning", slots={"form": form}, spoken=True)
    ended = run(ActionFinishEnquiry, "speak to planning", slots={"form": answer.slots["form"]}, spoken=True)
    assert ended.custom("hand_off")["team"] == "planning"


def test_someone_in_parking_is_of_the_parking_team_though_a_ticket_was_named_first() -> None:
    words = "i got a parking ticket and want to speak to someone in parking"
    assert run(ActionHandOff, words, "ask_for_human", spoken=True).custom("hand_off")["team"] == "parking"


def test_a_name_that_only_resembles_somebodys_is_said_to_be_nobodys_and_the_nearest_is_asked_about() -> None:
    answer = run(ActionHandOff, "can i speak to Sharon please", ASKS, spoken=True)
    assert answer.replies == ["utter_nobody_of_exactly_that_name", "utter_ask_if_person"]
    assert answer.custom("hand_off") is None
    assert answer.custom("ask")["kind"] == "yes_no"
    yes = run(ActionAffirm, "yes", "affirm", slots=answer.slots, spoken=True)
    assert yes.custom("hand_off")["person"] == "Siobhan Kelleher"
    no = run(ActionDeny, "no", "deny", slots=answer.slots, spoken=True)
    assert no.replies == ["utter_offer_person"]


def test_what_the_recogniser_hardly_heard_rings_nobody_unasked() -> None:
    heard_badly = run(ActionHandOff, "trevor haddock", ASKS, spoken=True, recognised=0.2)
    assert heard_badly.replies == ["utter_ask_if_person"]
    heard_well = run(ActionHandOff, "trevor haddock", ASKS, spoken=True, recognised=0.9)
    assert heard_well.custom("hand_off")["person"] == "Trevor Haddock"


def test_a_first_name_without_a_word_that_asks_for_anybody_is_asked_about() -> None:
    answer = run(ActionNotUnderstood, "trevor", spoken=True)
    assert answer.replies == ["utter_ask_if_person"]


@pytest.mark.parametrize(
    ("words", "person"),
    [("repairs", "Mohamed Hussein"), ("the bins one", "Mohammed Hussain"), ("housing", "Mohamed Hussein")],
)
@pytest.mark.parametrize("intent", ["query_housing_benefit", "make_compliment", "query_bin_day", None])
def test_the_answer_to_which_of_them_is_never_an_enquiry(
    two_mohammeds: dict[str, object], words: str, person: str, intent: str | None
) -> None:
    answer = run(ActionAnswer, words, intent, slots=two_mohammeds, spoken=True)
    assert answer.custom("hand_off")["person"] == person


def test_neither_is_it_where_it_would_begin_a_form(two_mohammeds: dict[str, object]) -> None:
    begun = run(ValidateEnquiryForm, "repairs", "report_housing_repair", slots=two_mohammeds, spoken=True)
    slots = {**two_mohammeds, **begun.slots}
    ended = run(ActionFinishEnquiry, "repairs", "report_housing_repair", slots=slots, spoken=True)
    assert ended.custom("hand_off")["person"] == "Mohamed Hussein"


def test_an_answer_that_tells_nobody_apart_is_asked_for_once_more_and_then_somebody_looks(
    two_mohammeds: dict[str, object],
) -> None:
    again = run(ActionAnswer, "the tall one", "query_trees", slots=two_mohammeds, spoken=True)
    assert again.replies == ["utter_ask_which_person"]
    at_last = run(ActionAnswer, "the tall one", "query_trees", slots=again.slots, spoken=True)
    assert at_last.custom("hand_off")["team"] == "contact_centre"


def test_a_plain_yes_to_which_of_them_is_asked_again_and_then_somebody_looks(
    two_mohammeds: dict[str, object],
) -> None:
    again = run(ActionAffirm, "yes", "affirm", slots=two_mohammeds, spoken=True)
    assert again.replies == ["utter_ask_which_person"]
    at_last = run(ActionAffirm, "yes", "affirm", slots=again.slots, spoken=True)
    assert at_last.custom("hand_off")["team"] == "contact_centre"


@pytest.mark.parametrize(
    "words",
    [
        "john smith in planning please",
        "is there a john smith in planning",
        "can i speak to john smith in planning",
    ],
)
@pytest.mark.parametrize(
    ("action", "intent"),
    [
        (ActionHandOff, "ask_for_human"),
        (ActionAnswer, "query_planning_permission"),
        (ActionNotUnderstood, None),
    ],
)
def test_whoever_asks_for_nobody_of_ours_in_a_team_hears_so_and_gets_the_team(
    action: type, intent: str | None, words: str
) -> None:
    answer = run(action, words, intent, spoken=True)
    assert answer.replies == ["utter_nobody_of_that_name"]
    assert answer.custom("hand_off")["team"] == "planning"


@pytest.mark.parametrize(
    "words",
    [
        "emma in planning told me to send it again",
        "i am john smith in council tax",
        "my rose tree in the garden",
    ],
)
def test_a_name_that_is_only_spoken_of_brings_nobody(words: str) -> None:
    assert run(ActionAnswer, words, "apply_blue_badge", spoken=True).custom("hand_off") is None


@pytest.mark.parametrize(
    ("action", "intent"), [(ActionNotUnderstood, None), (ActionHandOff, "ask_for_human")]
)
def test_somebody_is_known_by_first_name_and_what_they_are(action: type, intent: str | None) -> None:
    answer = run(action, "is maggie the registrar there", intent, spoken=True)
    assert answer.custom("hand_off")["person"] == "Margaret Ashdown"


def test_is_there_a_name_asks_for_somebody_whatever_the_classifier_makes_of_it() -> None:
    answer = run(ActionNotUnderstood, "is there a shiv kelleher", spoken=True)
    assert answer.custom("ask")["kind"] == "yes_no"
    yes = run(ActionAffirm, "yes", "affirm", slots=answer.slots, spoken=True)
    assert yes.custom("hand_off")["person"] == "Siobhan Kelleher"


def test_an_extension_that_is_keyed_alone_is_rung_unasked() -> None:
    answer = run(ActionNotUnderstood, "4021", spoken=True)
    assert answer.custom("hand_off")["person"] == "Gurpreet Sandhu"


@pytest.mark.parametrize("words", ["Someone else", "neither of them", "none"])
def test_somebody_else_is_somebody_else(two_mohammeds: dict[str, object], words: str) -> None:
    answer = run(ActionHandOff, words, "ask_for_human", slots=two_mohammeds, spoken=True)
    handed = answer.custom("hand_off")
    assert (handed.get("person"), handed["reason"]) == (None, "Asked for somebody else")


@pytest.mark.parametrize("intent", ["query_library_service", "join_library"])
def test_a_post_is_looked_up_before_the_service(intent: str) -> None:
    answer = run(ActionAnswer, "the library manager please", intent, spoken=True)
    assert answer.custom("hand_off")["person"] == "Niamh Gallagher"


def test_somebody_of_a_team_whom_nobody_knows_is_for_that_team() -> None:
    answer = run(ActionAnswer, "give me dave from bins", "request_bin", spoken=True)
    assert answer.replies == ["utter_nobody_of_that_name"]
    assert answer.custom("hand_off")["team"] == "waste"


@pytest.mark.parametrize("words", ["give me a green bin please", "is the library open please"])
def test_a_service_is_still_a_service(words: str) -> None:
    answer: Answer = run(ActionAnswer, words, "query_library_service", spoken=True)
    assert answer.custom("hand_off") is None
