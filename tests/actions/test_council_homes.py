"""Water and sewage in a council home is a repair of ours, and only who is here now is spoken of."""

from __future__ import annotations

from datetime import datetime

import pytest

from actions.conversation.answering import ActionAnswer
from actions.enquiry_form import ValidateEnquiryForm
from actions.people import ActionHandOff
from council.hours import LONDON
from forms.conversation.asking import OTHERWISE_WHEN_SHUT
from tests.fakes import collaborators, run, the_council

NIGHT = datetime(2026, 12, 1, 21, 30, tzinfo=LONDON)
DAY = datetime(2026, 12, 1, 10, 30, tzinfo=LONDON)
WATER = "signpost_water"


@pytest.mark.parametrize(
    "words",
    [
        "sewage coming up in my council flat",
        "there's sewage in my kitchen I rent from the council",
        "no water and I'm a council tenant",
        "I'm in one of your flats and the toilet is overflowing",
        "sewage coming up in my council flat on Mill Lane",
    ],
)
def test_it_is_brought_to_housing_by_day_and_told_the_emergency_number_by_night(words: str) -> None:
    by_day = run(ActionAnswer, words, WATER, wired=collaborators(DAY), spoken=True)
    assert by_day.replies == ["utter_council_home_emergency"]
    card = by_day.custom("hand_off")
    assert (card["team"], card["priority"]) == ("housing", "urgent")
    by_night = run(ActionAnswer, words, WATER, wired=collaborators(NIGHT), spoken=True)
    assert by_night.replies == ["utter_council_home_emergency_when_shut", "utter_anything_else"]
    assert "0 1 6 3 2, 9 6 0 0 9 9" in by_night.words
    assert "water company" not in by_night.words


@pytest.mark.parametrize(
    "words",
    [
        "sewage in the road near the council houses",
        "sewage coming up in my garden",
        "there is sewage by the council place on Mill Lane",
        "there is sewage by the council flats",
        "sewage all over the street from the council houses",
    ],
)
def test_sewage_elsewhere_stays_the_water_companys(words: str) -> None:
    assert run(ActionAnswer, words, WATER, wired=collaborators(DAY)).replies[0] == "article"


def test_a_drain_that_backs_up_in_a_council_house_is_a_repair() -> None:
    words = "the drains are backing up in my council house"
    begun = run(ValidateEnquiryForm, words, "report_blocked_drain", wired=collaborators(DAY))
    assert begun.slots["form"]["enquiry"] == "report_housing_repair"


def test_a_drain_that_floods_the_road_is_the_streets_teams() -> None:
    words = "a drain on council property is flooding the road"
    begun = run(ValidateEnquiryForm, words, "report_blocked_drain", wired=collaborators(DAY))
    assert begun.slots["form"]["enquiry"] == "report_blocked_drain"


@pytest.mark.parametrize(
    "enquiry",
    [one.name for one in the_council().catalogue if one.article in OTHERWISE_WHEN_SHUT and one.fields],
)
@pytest.mark.parametrize("spoken", [True, False])
def test_nobody_is_told_to_ask_for_a_person_while_there_is_none(enquiry: str, spoken: bool) -> None:
    by_day = run(ValidateEnquiryForm, "", enquiry, wired=collaborators(DAY), spoken=spoken)
    by_night = run(ValidateEnquiryForm, "", enquiry, wired=collaborators(NIGHT), spoken=spoken)
    assert by_day.replies[0] == f"utter_begin_{enquiry}"
    assert by_night.replies[0] == f"utter_begin_when_shut_{enquiry}"
    assert "person" not in by_night.words
    assert ("0 9 9" if spoken else "01632 960099") in by_night.words
    assert "when we are shut" not in (by_day.words if spoken else "") + by_night.words


def test_sign_language_asked_for_by_voice_is_put_through_to_no_voice() -> None:
    heard = run(ActionHandOff, "do you have sign language", "request_interpreter", spoken=True)
    assert heard.replies == ["utter_sign_language", "utter_offer_person"]
    assert "hand_off" not in str(heard.messages)
    needed = run(ActionHandOff, "I need a sign language interpreter", "request_interpreter", spoken=True)
    assert needed.custom("hand_off")
    for words in ("can you get me a BSL interpreter please", "can I have a sign language interpreter"):
        assert run(ActionHandOff, words, "request_interpreter", spoken=True).custom("hand_off"), words
    asked = run(ActionHandOff, "how do I get a BSL interpreter", "request_interpreter", spoken=True)
    assert asked.replies == ["utter_sign_language", "utter_offer_person"]
    read = run(ActionHandOff, "do you have sign language", "request_interpreter")
    assert read.custom("hand_off")
