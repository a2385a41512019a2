"""What is said just after a death was told of is about who has died."""

from __future__ import annotations

import pytest

from actions.conversation.answering import ActionAnswer
from actions.conversation.not_understood import ActionNotUnderstood
from actions.enquiry_form import ActionFinishEnquiry, ValidateEnquiryForm
from tests.fakes import Answer, run

DIED = {"event": "user", "text": "my mum died", "parse_data": {"bereaved": True}}
RANKING = {"report_fraud": 0.95, "query_rent_account": 0.03, "report_housing_repair": 0.01}


def reported(words: str, *before: dict[str, object], ranking: dict[str, float] | None = None) -> Answer:
    """Words that the classifier takes for a report of fraud."""
    said = {"ranking": ranking or RANKING, "before": before, "spoken": True}
    begun = run(ValidateEnquiryForm, words, "report_fraud", **said)
    if begun.slots["requested_slot"]:
        return begun
    return run(ActionFinishEnquiry, words, "report_fraud", slots={"form": begun.slots["form"]}, **said)


@pytest.mark.parametrize(
    "words",
    ["she had a council flat", "he was a council tenant", "I need to tell someone about his council house"],
)
def test_it_begins_no_report_of_fraud(words: str) -> None:
    answer = reported(words, DIED)
    assert answer.replies == ["utter_aside", "utter_anything_else"]
    assert "When a tenant has died" in answer.words


@pytest.mark.parametrize("words", ["she had a council flat", "my neighbour sublets her flat"])
def test_without_a_death_before_it_is_what_it_was_taken_for(words: str) -> None:
    assert reported(words).slots["form"]["enquiry"] == "report_fraud"
    assert reported(words).slots["requested_slot"]


def test_nor_is_what_is_about_somebody_else_or_long_after() -> None:
    assert reported("I want to report benefit fraud", DIED).slots["requested_slot"]
    after = [DIED, *[{"event": "user", "text": "hm"}] * 3]
    assert reported("she had a council flat", *after).slots["requested_slot"]


def test_an_answer_says_what_is_different_for_them() -> None:
    answer = run(ActionAnswer, "he had a parking permit", "apply_parking_permit", before=[DIED])
    assert "When someone has died, tell us and we end their permit" in answer.words


def test_what_they_ask_for_themselves_is_answered_as_for_anybody() -> None:
    answer = run(ActionAnswer, "how do I get a blue badge", "apply_blue_badge", before=[DIED])
    assert "ends when its holder dies" not in answer.words
    still = run(ActionAnswer, "do I still pay the council tax", "query_council_tax_bill", before=[DIED])
    assert "When someone has died" in still.words


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("how do I register my baby's birth", "register_birth"),
        ("my sister has had a baby girl", "register_birth"),
        ("my daughter had a baby on Friday", "register_birth"),
        ("how do I apply for a bus pass for myself", "apply_bus_pass"),
        ("how can I vote by post", "query_elections"),
        ("my son had a bus pass and lost it", "apply_bus_pass"),
        ("my wife got a parking permit letter", "apply_parking_permit"),
        ("do they still do the garden bins", "manage_garden_waste"),
    ],
)
def test_what_is_about_the_living_is_answered_as_for_anybody(words: str, intent: str) -> None:
    after, alone = (run(ActionAnswer, words, intent, before=before).words for before in ([DIED], []))
    assert after == alone


@pytest.mark.parametrize(
    ("words", "intent", "changed"),
    [
        ("my mum's bin was missed", "report_missed_bin", "manage_garden_waste"),
        ("she had a fall on the pavement", "claim_compensation", "apply_blue_badge"),
        ("my son was attacked by a dog", "report_antisocial_behaviour", "apply_blue_badge"),
        ("my husband had an accident on the ice", "claim_compensation", "apply_blue_badge"),
        ("her flat is leaking", "report_housing_repair", "query_rent_account"),
    ],
)
def test_a_new_report_begins_whoever_it_is_about(words: str, intent: str, changed: str) -> None:
    said = {"ranking": {intent: 0.9, changed: 0.03}, "before": [DIED], "spoken": True}
    begun = run(ValidateEnquiryForm, words, intent, **said)
    assert begun.slots["requested_slot"]


def test_whoever_has_lost_somebody_is_asked_about_that_first() -> None:
    words = "my mum died last week and I need to cancel her council tax"
    ranking = {"apply_council_tax_discount": 0.4, "report_change_of_address": 0.3}
    answer = run(
        ActionNotUnderstood, words, "nlu_fallback", ranking=ranking, outcome="ask", bereaved=True, spoken=True
    )
    assert answer.slots["offer"]["intents"] == ["register_death", "apply_council_tax_discount"]
