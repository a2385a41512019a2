"""An address that is none of ours is said to be unknown, and begins no other enquiry."""

from __future__ import annotations

import pytest

from forms.fields.unknown_street import refused
from forms.heard import Heard
from tests.fakes import FormFiller, around
from tests.growth import stays_bearable


@pytest.mark.parametrize("enquiry", ["query_bin_collection_day", "report_missed_bin"])
@pytest.mark.parametrize(
    ("words", "intent", "shown"),
    [
        ("5 Light Street", "report_street_light", "5 Light Street"),
        ("number five light street please", "report_street_light", "5 light street"),
        ("wibble wobble road", "report_pothole", "wibble wobble road"),
        ("I live at 12 Noisy Neighbour Close", "report_noise_nuisance", "12 Noisy Neighbour Close"),
        ("it's 9 school lane", "apply_school_place", "9 school lane"),
    ],
)
def test_it_is_an_address_all_the_same(words: str, intent: str, shown: str, enquiry: str) -> None:
    resident = FormFiller("about my bin", enquiry=enquiry)
    resident.says(words, intent, 0.99)
    assert (resident.told, resident.asked) == (["utter_address_not_found"], "utter_ask_postcode")
    assert (resident.turn.form.enquiry, resident.blank("address")) == (enquiry, shown)


@pytest.mark.parametrize(
    "words",
    [
        "there's a pothole in my road",
        "I want to report a flooded road",
        "it's about the blocked road",
        "the street lights are out in our street",
    ],
)
def test_what_is_wrong_in_a_road_is_another_enquiry(words: str) -> None:
    resident = FormFiller("about my bin", enquiry="query_bin_collection_day")
    resident.says(words, "report_pothole", 0.95)
    assert resident.turn.form.enquiry == "report_pothole"


def test_after_a_no_too() -> None:
    resident = FormFiller("my bin was missed", "MB1 4QP", "14")
    assert resident.asked == "utter_ask_address_right"
    resident.says("no 5 light street")
    assert (resident.told, resident.asked) == (["utter_address_not_found"], "utter_ask_address_right")


@pytest.mark.parametrize(
    "words",
    [
        "I can't walk",
        "car park",
        "back garden",
        "nobody can park",
        "please close",
        "mum's place",
        "neighbour's drive",
        "first place",
        "front drive",
        "lovely view",
    ],
)
def test_an_ordinary_answer_is_no_street(words: str) -> None:
    assert refused(Heard(words), around()) is None


@pytest.mark.parametrize(
    "words", ["12 Rosemary Gardens", "no it's 3 St. John's Place", "Wibble-Wobble Court"]
)
def test_a_house_of_it_or_a_plain_kind_of_street_tells_it(words: str) -> None:
    assert refused(Heard(words), around()) is not None


def test_no_words_take_long_to_read() -> None:
    about = around()
    assert refused(Heard("no-" * 130), about) is None
    assert stays_bearable(lambda words: refused(Heard(words), about), "no-", "a'", "no, ")
