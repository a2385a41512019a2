""" "No sorry, I mean a streetlight": the enquiry is changed in the middle of the form, and the right case is sent."""

from __future__ import annotations

import pytest

from forms.heard import Heard
from forms.leaving import meant
from tests.fakes import FormFiller

LIGHT = "report_street_light"


def pothole(first: str = "pothole on priory road", *lines: str) -> FormFiller:
    return FormFiller(first, *lines, enquiry="report_pothole", spoken=True)


def test_at_what_has_happened_it_changes_the_enquiry_and_keeps_the_place() -> None:
    resident = pothole()
    assert resident.asked == "utter_ask_description"
    resident.says("no sorry I mean a streetlight is out", LIGHT)
    assert resident.told == ["utter_changed", "utter_begin_report_street_light"]
    assert resident.asked == "utter_ask_your_postcode"
    resident.say(["MB1 4QP", "yes"])
    assert resident.turn.form.enquiry == LIGHT
    assert resident.summary == {
        "Where": "on priory road",
        "What you told us": "a streetlight is out",
        "Your postcode": "M B 1, 4 Q P",
    }


def test_at_where_it_is_the_words_are_no_place() -> None:
    resident = pothole("pothole")
    assert resident.asked == "utter_ask_location"
    resident.says("no sorry I mean a streetlight", LIGHT)
    assert (resident.turn.form.enquiry, resident.asked) == (LIGHT, "utter_ask_location")
    assert "location" not in resident.turn.form.values


def test_at_the_reading_back_too_and_what_was_told_of_the_wrong_thing_is_asked_anew() -> None:
    resident = pothole("pothole on priory road", "it is very deep", "skip")
    assert resident.asked == "utter_ask_review"
    resident.says("no it's a streetlight", LIGHT)
    assert (resident.turn.form.enquiry, resident.asked) == (
        LIGHT,
        "utter_ask_description_report_street_light",
    )
    assert resident.turn.form.values == {"location": "on priory road", "postcode": "not given"}


@pytest.mark.parametrize(
    "told",
    [
        "no one has mended the streetlight there either",
        "sorry but the streetlight above it is out too",
        "I mean the streetlight is out so nobody can see it",
        "actually the streetlight fell into it",
        "no sorry I mean by the streetlight",
    ],
)
def test_a_story_that_names_another_thing_is_taken_as_it_is_told(told: str) -> None:
    resident = pothole()
    resident.says(told, LIGHT)
    assert resident.turn.form.enquiry == "report_pothole"
    assert resident.turn.form.values["description"] == told


def test_a_guess_changes_nothing() -> None:
    resident = pothole()
    resident.says("no sorry I mean a streetlight", LIGHT, 0.6)
    assert resident.turn.form.enquiry == "report_pothole"


def test_a_correction_of_an_answer_stays_one() -> None:
    resident = FormFiller("my bin was missed", "MB1 4QP")
    resident.says("no I meant 14 Mill Lane Marlbury", LIGHT)
    assert (resident.turn.form.enquiry, resident.asked) == ("report_missed_bin", "utter_ask_address_right")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("no sorry I mean a streetlight is out", "a streetlight is out"),
        ("No, I meant to say fly tipping", "fly tipping"),
        ("oh I meant a blocked drain", "a blocked drain"),
        ("no it’s about a missed bin", "a missed bin"),
        ("that's wrong, no, it's a streetlight", "a streetlight"),
        ("it's not a pothole it's a streetlight", "a streetlight"),
        ("sorry I'm ringing about a streetlight", "a streetlight"),
        ("no actually I wanted to report graffiti", "graffiti"),
        ("no one came", None),
        ("I mean it is still out", None),
        ("I wanted to report it last week and nobody came", None),
        ("no it's by the lamp post", None),
    ],
)
def test_what_is_meant_is_told_apart(words: str, what: str | None) -> None:
    heard = meant(Heard(words))
    assert (heard.words if heard else None) == what
