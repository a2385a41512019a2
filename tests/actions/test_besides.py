"""A second question in one breath, and a further one about what was told."""

from __future__ import annotations

import pytest

from actions.conversation.answering import ActionAnswer
from actions.conversation.not_understood import ActionNotUnderstood, ActionOutOfScope
from tests.fakes import run

TIP = "query_recycling_centre"
LIBRARY = "query_library_service"


@pytest.mark.parametrize("spoken", [True, False])
def test_a_second_question_is_answered_from_the_same_article(spoken: bool) -> None:
    answer = run(ActionAnswer, "is the tip open tomorrow and can I take paint", TIP, spoken=spoken)
    assert answer.replies == ["article", "utter_line_of_article", "utter_anything_else"]
    assert "What you can bring: Electrical things, batteries, light bulbs, paint" in answer.words


def test_what_is_asked_of_one_thing_is_told_from_the_line_on_it() -> None:
    answer = run(ActionAnswer, "do you take asbestos at the tip", TIP, spoken=True)
    assert answer.replies == ["article", "utter_line_of_article", "utter_anything_else"]
    assert "We do not take trade waste, tyres or asbestos." in answer.words
    assert run(ActionAnswer, "is the tip open", TIP).replies == ["article", "utter_anything_else"]


def test_a_second_question_about_cost_or_time_has_its_own_answer() -> None:
    answer = run(ActionAnswer, "when is the tip open and is it free", TIP)
    assert answer.replies == ["article", "utter_aside", "utter_anything_else"]


def test_one_without_an_answer_is_not_passed_over_in_silence() -> None:
    words = "how much is a blue badge and can I use it abroad"
    heard = run(ActionAnswer, words, "apply_blue_badge", spoken=True)
    assert heard.replies == ["article", "utter_offer_person_for_second"]
    assert heard.slots["offer"] == "hand_off"
    assert run(ActionAnswer, words, "apply_blue_badge").replies == [
        "article",
        "utter_anything_else",
    ]  # to be read


def test_another_enquiry_is_come_back_to_by_itself() -> None:
    also = [{"intent": "make_payment", "words": "how do I pay my council tax", "confidence": 0.99}]
    words = "how much is a blue badge and how do I pay my council tax"
    answer = run(ActionAnswer, words, "apply_blue_badge", also=also, spoken=True)
    assert answer.replies == ["utter_one_at_a_time", "article", "utter_also_mentioned"]


def test_a_further_question_has_its_line_and_not_the_answer_once_more() -> None:
    first = run(ActionAnswer, "when is the tip open", TIP, spoken=True)
    answer = run(ActionAnswer, "can I take tyres", TIP, slots=first.slots, spoken=True)
    assert answer.replies == ["utter_line_of_article", "utter_anything_else"]


def test_nor_is_that_told_twice_running() -> None:
    slots = run(ActionAnswer, "when is the tip open", TIP, spoken=True).slots
    for words, replies in (
        ("how much does it cost", ["utter_aside", "utter_anything_else"]),
        ("can I take tyres", ["utter_line_of_article", "utter_anything_else"]),
        ("can I take tyres", ["utter_told_before"]),
    ):
        answer = run(ActionAnswer, words, TIP, slots=slots, spoken=True)
        assert answer.replies == replies
        slots = slots | answer.slots


@pytest.mark.parametrize("action", [ActionNotUnderstood, ActionOutOfScope])
@pytest.mark.parametrize(
    ("words", "day"),
    [("and on sunday", "closed on Sunday 22 November"), ("what about saturday", "from 9.30am to 4pm")],
)
def test_another_day_is_of_the_team_whose_hours_were_told(action: type, words: str, day: str) -> None:
    first = run(ActionAnswer, "when is the library open", LIBRARY, spoken=True)
    assert first.slots["told"] == "hours:libraries"
    answer = run(action, words, "nlu_fallback", slots=first.slots, spoken=True, outcome="unknown")
    assert day in answer.words
    assert answer.slots["told"] == "hours:libraries" if "told" in answer.slots else True
    assert answer.replies[-1] == "utter_anything_else"


def test_without_hours_before_it_a_day_is_not_understood() -> None:
    answer = run(ActionNotUnderstood, "and on sunday", "nlu_fallback", spoken=True, outcome="unknown")
    assert answer.replies == ["utter_not_understood", "utter_ask_in_other_words"]


@pytest.mark.parametrize("action", [ActionAnswer, ActionNotUnderstood, ActionOutOfScope])
@pytest.mark.parametrize(
    "words",
    [
        "what about the library",
        "and the library",
        "ok and what about the library then",
        "how about the library",
    ],
)
def test_after_the_hours_of_the_tip_the_library_means_its_hours(action: type, words: str) -> None:
    first = run(ActionAnswer, "what time does the tip close", TIP)
    answer = run(action, words, LIBRARY, slots={"told": first.slots["told"]})
    assert answer.words.startswith("Libraries: open Monday")
    assert answer.slots["told"] == "hours:libraries"


@pytest.mark.parametrize("told", ["hours:leisure", "waste/recycling-centre#hours"])
@pytest.mark.parametrize(
    ("words", "enquiry"),
    [
        ("what about garden waste", "manage_garden_waste"),
        ("what about council tax", "query_council_tax_bill"),
        ("and planning permission", "query_planning_permission"),
        ("what about a library card", LIBRARY),
        ("and library fines", "query_housing_benefit"),
    ],
)
def test_what_is_an_enquiry_for_certain_is_no_place(told: str, words: str, enquiry: str) -> None:
    answer = run(ActionAnswer, words, enquiry, slots={"told": told})
    assert answer.replies[0] == "article"
    assert "#hours" not in answer.slots["told"]


def test_but_it_is_where_a_day_is_named() -> None:
    told = {"told": "hours:leisure"}
    answer = run(ActionAnswer, "what about council tax on saturday", "query_council_tax_bill", slots=told)
    assert answer.words.startswith("Council tax: ")


@pytest.mark.parametrize(("turns", "is_hours"), [(3, True), (4, False)])
def test_nor_is_another_place_after_a_while(turns: int, is_hours: bool) -> None:
    told = {"event": "slot", "name": "told", "value": "hours:leisure"}
    before = [told, *[{"event": "user", "text": "hm"}] * (turns - 1)]
    answer = run(
        ActionAnswer, "what about the library", LIBRARY, slots={"told": told["value"]}, before=before
    )
    assert answer.words.startswith("Libraries: open") is is_hours


def test_on_a_day_of_that_place_too() -> None:
    answer = run(ActionAnswer, "and the library on sunday", LIBRARY, slots={"told": "hours:leisure"})
    assert answer.words.startswith("Libraries: closed on Sunday")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (None, "what about the library"),
        ("waste/tip", "what about the library"),
        ("hours:leisure", "what about joining the library for my son and what it costs"),
        ("hours:leisure", "what about a blue badge"),
    ],
)
def test_after_anything_else_it_is_an_enquiry(told: str | None, words: str) -> None:
    answer = run(ActionAnswer, words, LIBRARY, slots={"told": told} if told else {})
    assert answer.replies[0] == "article"


def test_from_place_to_place_it_is_still_about_hours() -> None:
    tip = run(ActionAnswer, "and the tip", TIP, slots={"told": "hours:libraries"})
    words = "what about the register office"
    answer = run(ActionNotUnderstood, words, "nlu_fallback", slots={"told": tip.slots["told"]})
    assert answer.words.startswith("Births, deaths and ceremonies: open Monday")


def test_what_goes_on_from_an_answer_is_in_its_article() -> None:
    told = {"told": "waste/recycling-centre"}
    answer = run(ActionNotUnderstood, "and what about paint", "nlu_fallback", slots=told, outcome="unknown")
    assert answer.replies == ["utter_line_of_article", "utter_anything_else"]
    assert "paint" in answer.words
    other = run(ActionNotUnderstood, "and my cousin", "nlu_fallback", slots=told, outcome="unknown")
    assert "utter_line_of_article" not in other.replies


@pytest.mark.parametrize("words", ["what about the swimming pool", "and the leisure centre"])
def test_a_place_with_hours_of_its_own_is_told_from_its_article(words: str) -> None:
    told = {"told": "hours:libraries"}
    understood = run(ActionAnswer, words, "query_leisure_centre", slots=told)
    assert understood.replies[0] == "article"
    assert "6.30am to 10pm" in understood.words
    ranking = {"query_leisure_centre": 0.3}
    guessed = run(ActionNotUnderstood, words, "nlu_fallback", slots=told, ranking=ranking)
    assert "6.30am to 10pm" in guessed.words
    assert guessed.slots["told"] == "leisure/leisure-centres#hours"


@pytest.mark.parametrize("words", ["what about garden waste on friday", "and bulky waste on saturday"])
def test_what_a_team_sees_to_is_no_place_though_a_day_is_named(words: str) -> None:
    told = {"told": "waste/recycling-centre#hours"}
    ranking = {"manage_garden_waste": 0.44, "query_bin_collection_day": 0.29}
    answer = run(ActionNotUnderstood, words, "nlu_fallback", slots=told, outcome="ask", ranking=ranking)
    assert "open on" not in answer.words
    team = run(ActionNotUnderstood, "what about housing on friday", "nlu_fallback", slots=told, outcome="ask")
    assert "open on Friday" in team.words


ASKED = {
    "event": "user",
    "text": "put me through to housing",
    "parse_data": {"intent": {"name": "ask_named_person"}},
}


@pytest.mark.parametrize("action", [ActionAnswer, ActionNotUnderstood])
@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("what about the library?", "Libraries: "),
        ("how about council tax", "Council tax: "),
        ("and the library on sunday", "Libraries: closed on Sunday"),
    ],
)
def test_after_a_team_was_asked_for_another_is_whether_it_is_there(
    action: type, words: str, heard: str
) -> None:
    answer = run(action, words, LIBRARY, before=[ASKED])
    assert heard in answer.words
    assert answer.slots["told"].startswith("hours:")


@pytest.mark.parametrize("words", ["what about a library card", "what about my bin collection"])
def test_but_what_a_team_does_is_not(words: str) -> None:
    answer = run(ActionAnswer, words, LIBRARY, before=[ASKED])
    assert answer.replies[0] == "article"
