"""What is said when nobody is here, in other languages, and to whoever cannot hear, says only what will happen."""

from __future__ import annotations

from datetime import datetime

import pytest

from actions.conversation.answering import ActionAnswer
from actions.people import ActionHandOff
from council.hours import LONDON
from tests.fakes import Answer, collaborators, run, the_council

SATURDAY_NIGHT = datetime(2026, 12, 5, 22, tzinfo=LONDON)
TUESDAY = datetime(2026, 12, 1, 10, tzinfo=LONDON)


def asked(words: str, intent: str, at: datetime) -> Answer:
    return run(ActionAnswer, words, intent, wired=collaborators(at=at), spoken=True)


@pytest.mark.parametrize("words", ["are you open now", "when do you open next", "are you open"])
def test_whether_we_are_open_is_answered_with_yes_or_no(words: str) -> None:
    assert asked(words, "query_contact_details", TUESDAY).replies[0] == "utter_open_now"
    shut = asked(words, "query_contact_details", SATURDAY_NIGHT)
    assert shut.replies[0] == "utter_closed_now"
    assert "open again on Monday 7 December at 8.45am" in shut.words


def test_when_a_day_is_named_the_hours_are_told() -> None:
    told = asked("are you open on saturday", "query_contact_details", TUESDAY)
    assert told.replies[0] == "utter_closed_on_day"


def test_water_coming_into_a_home_at_night_names_our_own_emergency_number_too() -> None:
    words = "water is coming into my house from the road"
    night = asked(words, "signpost_water", SATURDAY_NIGHT)
    assert "utter_emergency_line" in night.replies
    assert "0 1 6 3 2, 9 6 0 0 9 9" in str(night.messages)
    assert "utter_emergency_line" not in asked(words, "signpost_water", TUESDAY).replies
    assert "utter_emergency_line" not in asked("my water bill", "signpost_water", SATURDAY_NIGHT).replies


def hands_off(words: str, at: datetime, **understood: object) -> Answer:
    wired = collaborators(at=at)
    return run(ActionHandOff, words, "request_interpreter", wired=wired, spoken=True, **understood)


def test_nobody_is_told_in_polish_that_an_interpreter_comes_when_none_does() -> None:
    polish = the_council().languages.get("pl")
    assert polish is not None
    assert polish.says_when_shut == (
        "Możemy pomóc w Twoim języku. Jeśli grozi Ci niebezpieczeństwo, zadzwoń pod numer 999."
    )
    by_night = hands_off("nie mówię po angielsku", SATURDAY_NIGHT, language="pl")
    assert by_night.custom("hand_off")["collected"] == {"Language": "Polish"}
    assert polish.says_when_shut in str(by_night.messages)
    assert polish.says in str(hands_off("nie mówię po angielsku", TUESDAY, language="pl").messages)


def test_every_language_has_three_sentences() -> None:
    for language in the_council().languages:
        assert language.says != language.says_when_shut != "", language.name
        assert "999" in language.says_when_shut, language.name


def test_a_language_that_was_named_is_not_asked_for() -> None:
    answer = hands_off("i need a punjabi interpreter", TUESDAY)
    assert answer.custom("hand_off")["collected"] == {"Language": "Punjabi"}
    assert "article" not in answer.replies


def test_who_is_deaf_is_told_of_text_relay_and_asked_for_no_language() -> None:
    answer = hands_off("i am deaf", TUESDAY)
    assert answer.replies == ["utter_relay_uk"]
    assert answer.custom("hand_off")["access_needs"] == ["Deaf or hard of hearing"]
