"""Where it is, when it was told as only its teller could find it; and what is told at another question's place."""

from __future__ import annotations

import pytest

from forms.which_street import is_tellers_own
from tests.fakes import WEDNESDAY, FormFiller, around


def report(enquiry: str, first: str, *lines: str) -> FormFiller:
    return FormFiller(first, *lines, enquiry=enquiry, spoken=True)


@pytest.mark.parametrize(
    "place",
    [
        "in the kitchen",
        "outside my back gate",
        "in front of my house",
        "it's number 14 on the post",
        "in my garden",
        "just outside",
        "here",
        "at my mum's flat",
        "in the loft",
        "outside number 9",
    ],
)
def test_a_place_that_only_its_teller_could_find_is_asked_its_street(place: str) -> None:
    resident = report("report_fly_tipping", "fly tipping", place)
    assert resident.asked == "utter_ask_which_street"
    resident.says("14 castle street")
    assert resident.asked == "utter_ask_description"
    assert resident.turn.form.values["location"] == f"14 castle street, {place}"


@pytest.mark.parametrize(
    "place",
    [
        "outside 16 Mill Lane in Marlbury",
        "by the church gate",
        "the alley behind the library",
        "near the bridge",
        "Quarry lay-by",
        "on the A38",
        "at the end of Foxglove Close",
        "the playing field",
        "MB1 4QP",
        "in the car park by the front door",
        "the bus stop on the front",
    ],
)
def test_a_place_that_others_know_is_enough(place: str) -> None:
    assert not is_tellers_own(place, around(WEDNESDAY))
    assert report("report_fly_tipping", "fly tipping", place).asked == "utter_ask_description"


@pytest.mark.parametrize(
    "words", ["14", "fourteen", "the same one", "the address I gave you", "I told you", "I want a person"]
)
def test_what_names_no_street_is_none(words: str) -> None:
    resident = report("report_fly_tipping", "fly tipping", "outside my house")
    resident.says(words)
    assert resident.asked == "utter_ask_which_street"
    assert resident.turn.form.values["location"] == "outside my house"


def test_a_please_is_no_part_of_the_street() -> None:
    resident = report("report_fly_tipping", "fly tipping", "outside my house")
    resident.says("Castle Street please")
    assert resident.turn.form.values["location"] == "Castle Street, outside my house"


@pytest.mark.parametrize("words", ["I don't know", "not sure", "no"])
def test_who_does_not_know_the_street_is_not_asked_again(words: str) -> None:
    resident = report("report_fly_tipping", "fly tipping", "outside my back gate", words)
    assert (resident.asked, resident.turn.form.values["location"]) == (
        "utter_ask_description",
        "outside my back gate",
    )


def test_what_do_you_mean_is_no_street() -> None:
    resident = report("report_fly_tipping", "fly tipping", "outside my back gate", "what do you mean where")
    assert (resident.told, resident.asked) == (["utter_help_which_street"], "utter_ask_which_street")


@pytest.mark.parametrize(
    "words",
    [
        "14 castle street",
        "no it's MB1 1HP",
        "MB1 1HP",
        "it's 14 castle street, Marlbury",
        "the postcode is MB1 1HP",
    ],
)
def test_an_address_where_the_story_is_asked_for_is_where_it_is(words: str) -> None:
    resident = report("report_pothole", "pothole", "near the bridge", words)
    assert (resident.told, resident.asked) == (["utter_kept_for_later"], "utter_ask_description")
    assert resident.turn.form.values["location"].startswith("near the bridge, ")
    assert "description" not in resident.turn.form.values


@pytest.mark.parametrize(
    "words",
    [
        "castle street is full of holes",
        "a big one, outside 14 castle street",
        "it's near 14 castle street and it's deep",
    ],
)
def test_a_story_with_a_street_in_it_is_still_a_story(words: str) -> None:
    resident = report("report_pothole", "pothole", "near the bridge", words)
    assert resident.turn.form.values["description"] == words


def test_a_number_to_ring_is_kept_as_that_and_is_no_story() -> None:
    resident = report("report_pest_problem", "rats", "in the kitchen", "5 castle street", "07700900123")
    assert (resident.told, resident.asked) == (["utter_kept_for_later"], "utter_ask_description")
    assert resident.turn.form.values["phone"] == "+447700900123"


def test_a_street_told_later_stands_beside_the_place_and_not_in_its_stead() -> None:
    resident = report("report_street_light", "there's a street light out", "column 14", "castle street")
    assert resident.summary["Where"] == "castle street, column 14"


def test_what_it_is_said_where_the_village_is_asked_is_the_story_and_the_village_asked_again() -> None:
    resident = report("report_fly_tipping", "fly tipping on mill lane", "someone's dumped a load of rubbish")
    assert (resident.told, resident.asked) == (["utter_kept_for_later"], "utter_ask_which_place")
    resident.says("nether marl")
    assert resident.asked == "utter_ask_your_postcode"
    assert resident.summary["What you told us"] == "someone's dumped a load of rubbish"


@pytest.mark.parametrize(
    "words", ["two sofas", "a fridge", "yes it burst my tyre", "and there's glass as well"]
)
def test_more_of_the_story_is_kept_at_the_question_for_the_postcode(words: str) -> None:
    resident = report("report_fly_tipping", "fly tipping", "near the bridge", "some bags of rubbish", words)
    assert (resident.told, resident.asked) == (["utter_kept_for_later"], "utter_ask_your_postcode")
    assert resident.summary["What you told us"] == f"some bags of rubbish\n{words}"


def test_a_name_is_no_address_of_somebody_who_moves() -> None:
    moving = report("report_change_of_address", "I'm moving house", "janet marsh")
    assert moving.asked == "utter_ask_description_report_change_of_address"
    assert "description" not in moving.turn.form.values
    moving.says("07700900123")
    assert moving.told == ["utter_kept_for_later"]
    moving.says("12 castle street and 3 mill lane on the first of december")
    assert moving.turn.form.values["description"].startswith("12 castle street")
