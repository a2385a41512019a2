"""What is told where something else was asked is kept: more of the story, the thing, or the place."""

from __future__ import annotations

import pytest

from forms.conversation.taking import take
from forms.heard import Heard
from tests.fakes import FormFiller
from tests.forms.test_first_message import told

OPENED = "I'd like to complain about my neighbour's noise"


def complaint(*lines: str, caller: str | None = None) -> FormFiller:
    resident = FormFiller(OPENED, enquiry="make_complaint", caller=caller, spoken=caller is not None)
    assert resident.asked == "utter_ask_name"  # the first message tells what it is about
    resident.say(lines)
    return resident


STORIES = [
    "they play drums every night until two in the morning",
    "he shouts at my son",
    "it started in June and nobody has done anything about it",
    "the council came once and never came back",
    "my mother is ill and can not sleep because of it",
    "I told them twice to turn it down",
]


@pytest.mark.parametrize("story", STORIES)
def test_the_story_told_at_the_question_for_the_name_is_kept(story: str) -> None:
    resident = complaint(story)
    assert (resident.told, resident.asked) == (["utter_kept_for_later"], "utter_ask_name")
    resident.say(["Jane Smith", "07700 900123"])
    assert resident.summary["What you told us"] == f"{OPENED}\n{story}"
    assert resident.summary["Name"] == "Jane Smith"


@pytest.mark.parametrize("story", STORIES)
def test_and_at_the_question_for_the_phone_and_the_postcode(story: str) -> None:
    resident = complaint("Jane Smith", story, caller="+447700900123")
    assert (resident.told, resident.asked) == (["utter_kept_for_later"], "utter_ask_caller_phone")
    hole = FormFiller("pothole on priory road", "it is deep", story, enquiry="report_pothole")
    assert hole.asked == "utter_ask_your_postcode"
    assert hole.summary["What you told us"] == f"it is deep\n{story}"


def test_a_long_story_in_pieces_is_no_miss_but_not_for_ever() -> None:
    resident = complaint()
    for piece in range(4):
        resident.says(f"and then on night {piece} they began all over again")
        assert resident.told == ["utter_kept_for_later"]
    for _ in range(3):
        resident.says("and then on another night they began all over again")
    assert resident.ended == "stuck"


@pytest.mark.parametrize(
    "words",
    [
        "hang on a minute love",
        "why do you need my name",
        "I don't want to give my name to anyone",
        "I already told you all that",
        "can you say that again please",
        "no",
        "I can't hear you very well",
        "you've already got my name there",
    ],
)
def test_what_is_said_to_the_line_is_no_part_of_the_story(words: str) -> None:
    resident = complaint(words)
    assert resident.turn.form.values["description"] == OPENED


@pytest.mark.parametrize(
    "name",
    ["Jane Smith", "Mary Ann Lee Jones", "my name is Will Hope", "it's Sam", "Bin Abdullah", "S M Y T H E"],
)
def test_a_name_is_still_a_name(name: str) -> None:
    assert complaint(name).turn.form.values.get("name")


@pytest.mark.parametrize(
    "words",
    [
        "and they have a dog that barks all day too",
        "they play music until the middle of the night",
        "and it goes on every weekend as well",
    ],
)
def test_what_goes_on_with_the_story_begins_no_other_form(words: str) -> None:
    resident = complaint("Jane Smith", caller="+447700900123")
    resident.says(words, intent="report_antisocial_behaviour", confidence=0.97)
    assert (resident.turn.form.enquiry, resident.asked) == ("make_complaint", "utter_ask_caller_phone")
    assert resident.turn.form.values["description"].endswith(words)


def test_a_new_enquiry_still_does() -> None:
    resident = complaint("Jane Smith", caller="+447700900123")
    resident.says("I want to report a pothole", intent="report_pothole", confidence=0.97)
    assert resident.turn.form.enquiry == "report_pothole"


# Fly-tipping: what it is and where it is, in either order.


def dumped(first: str = "I want to report fly tipping", *lines: str) -> FormFiller:
    resident = told(first, enquiry="report_fly_tipping")
    resident.say(lines)
    return resident


@pytest.mark.parametrize(
    "thing",
    [
        "a fridge and some bags",
        "three old mattresses",
        "somebody's dumped a sofa",
        "it's a load of builders rubble",
        "bags of rubbish have been left",
    ],
)
def test_what_it_is_told_where_the_place_is_asked(thing: str) -> None:
    resident = dumped("I want to report fly tipping", thing)
    assert (resident.told, resident.asked) == (["utter_kept_for_later"], "utter_ask_location")
    resident.says("next to the church")
    assert resident.asked == "utter_ask_your_postcode"
    assert resident.summary == {"Where": "next to the church", "What you told us": thing}


@pytest.mark.parametrize(
    "place",
    [
        "next to the church",
        "it's by the bus stop",
        "outside the school gates",
        "at the end of the lay-by",
        "in the car park",
    ],
)
def test_the_place_told_where_the_thing_is_asked(place: str) -> None:
    resident = dumped("fly tipping on priory road", place)
    assert (resident.told, resident.asked) == (["utter_kept_for_later"], "utter_ask_description")
    resident.says("a fridge and some bags")
    assert resident.summary == {
        "Where": f"on Priory Road, {place}",
        "What you told us": "a fridge and some bags",
    }


def test_a_second_place_is_taken_as_all_they_have_to_tell() -> None:
    resident = dumped("fly tipping on priory road", "next to the church", "by the church wall")
    assert resident.asked == "utter_ask_your_postcode"


@pytest.mark.parametrize(
    "place", ["the old quarry", "Tesco", "a field off the bypass", "two streets behind the station"]
)
def test_a_place_of_any_kind_stays_the_place(place: str) -> None:
    assert dumped("fly tipping", place).turn.form.values["location"] == place


@pytest.mark.parametrize(
    "thing", ["it is next to the church and blocks the path", "by the gate someone left a fridge"]
)
def test_a_story_with_a_place_in_it_stays_the_story(thing: str) -> None:
    assert dumped("fly tipping on priory road", thing).turn.form.values["description"] == thing


@pytest.mark.parametrize("place", ["at the bus stop", "on the corner by the stop", "the tram stop"])
def test_a_bus_stop_ends_no_form(place: str) -> None:
    assert dumped("fly tipping", place).asked == "utter_ask_description"
    barking = complaint("they bark non stop", "the dog won't stop")
    assert barking.ended is None


@pytest.mark.parametrize("words", ["stop", "please stop", "I want to stop", "can we stop this"])
def test_stop_still_ends_one(words: str) -> None:
    assert dumped("fly tipping", words).ended == "abandoned"


@pytest.mark.parametrize(
    "words", ["it's deep", "it's really deep", "flickering", "it's out", "and it's getting worse"]
)
def test_how_it_is_said_in_a_word_or_two_where_the_postcode_is_asked_for(words: str) -> None:
    hole = FormFiller("pothole on priory road", "it damaged my car", enquiry="report_pothole")
    assert hole.asked == "utter_ask_your_postcode"
    hole.says(words, intent="report_missed_bin", confidence=0.9) if words.startswith("it's") else hole.says(
        words
    )
    assert (hole.told, hole.asked) == (["utter_kept_for_later"], "utter_ask_your_postcode")
    assert hole.summary["What you told us"].endswith(f"\n{words}")


def test_it_is_no_name() -> None:
    resident = complaint("it's filthy")
    assert (resident.told, resident.asked) == (["utter_kept_for_later"], "utter_ask_name")


@pytest.mark.parametrize("words", ["where is it", "is it out", "rusty"])
def test_a_question_or_a_name_is_not_how_it_is(words: str) -> None:
    resident = complaint(words)
    assert resident.turn.form.values["description"] == OPENED


@pytest.mark.parametrize(
    "words", ["it's been doing it for weeks", "it keeps going off at night", "it has been like that all year"]
)
def test_what_it_has_been_doing_asks_for_no_reference(words: str) -> None:
    hole = FormFiller("pothole on priory road", "it damaged my car", enquiry="report_pothole")
    hole.says(words, intent="check_case_status", confidence=0.95)
    assert (hole.turn.form.enquiry, hole.told) == ("report_pothole", ["utter_kept_for_later"])


@pytest.mark.parametrize("words", ["it was tuesday", "since last week", "buzzing as well", "and rude too"])
def test_a_few_words_of_the_story_are_no_name(words: str) -> None:
    resident = told("I'd like to complain about my neighbour's noise", enquiry="make_complaint")
    resident.says(words)
    assert (resident.told, resident.asked) == (["utter_kept_for_later"], "utter_ask_name")


@pytest.mark.parametrize("words", ["all over the path", "by the church", "every night"])
def test_where_or_when_it_is_said_at_another_question_begins_no_other_form(words: str) -> None:
    hole = told("there is broken glass on Station Road", enquiry="report_street_cleaning")
    assert hole.asked == "utter_ask_your_postcode"
    hole.turn = take(hole.turn.form, Heard(words, intent="report_tree_problem", confidence=0.9), hole.around)
    assert (hole.turn.form.enquiry, hole.told) == ("report_street_cleaning", ["utter_kept_for_later"])
