"""What is put right in the same breath: only what was meant counts."""

from __future__ import annotations

import pytest

from forms.heard import Entity, Heard
from forms.sayings.said_over import settled
from tests.entities.finder import find
from tests.fakes import WEDNESDAY, FormFiller
from tests.forms.test_first_message import told


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("my green bin no the blue bin wasn't collected", "my blue bin wasn't collected"),
        ("the green bin, no, the food caddy was missed", "the food caddy was missed"),
        ("15 castle street I mean 14", "14 Castle Street"),
        ("fifteen castle street no sorry fourteen please", "14 Castle Street please"),
        ("12 no 14 mill lane", "14 mill lane"),
        ("number twelve sorry fourteen mill lane", "fourteen mill lane"),
        ("14 mill lane no mile lane", "14 mile lane"),
        ("5 station road no wait 7 station road", "7 station road"),
        ("it was missed on monday sorry tuesday", "it was missed on tuesday"),
        ("mb1 4qp no mb1 4qr", "mb1 4qr"),
        ("blue bin, actually the green bin was fine", "blue bin"),
        ("07700 900123 no sorry 07700 900124", "07700 900124"),
        (
            "my blue bin at 14 mill lane no sorry 15 wasn't emptied on tuesday",
            "my blue bin at 15 Mill Lane wasn't emptied on tuesday",
        ),
    ],
)
def test_only_what_was_meant_is_left(words: str, meant: str) -> None:
    heard = settled(Heard(words, entities=find(words, WEDNESDAY)))
    assert heard.words == meant
    assert all(heard.words[one.start : one.end] == one.text for one in heard.entities)


@pytest.mark.parametrize(
    "words",
    [
        "my green bin no one came",
        "I live at 14 mill lane no bins were collected",
        "my blue bin and my green bin were missed",
        "no castle mews",
        "my bin on mill lane was missed sorry to bother you",
        "it was due Monday, no bins on Tuesday either",
        "they came Monday, no one on Tuesday",
        "you came on monday but no lorry on tuesday",
    ],
)
def test_nothing_is_left_out_where_nothing_was_taken_back(words: str) -> None:
    assert settled(Heard(words, entities=find(words, WEDNESDAY))).words == words


@pytest.mark.parametrize(
    ("place", "house", "words", "meant"),
    [
        ("Flat 2 Mill Lane", "Flat 3", "flat 2 mill lane, sorry, flat 3", "Flat 3 Mill Lane"),
        (
            "Flat 1, 12 High Street",
            "Flat 2",
            "flat 1, 12 high street, sorry, flat 2",
            "Flat 2, 12 High Street",
        ),
        ("Mill House, Mill Lane", "20", "mill house, mill lane, sorry, number 20", None),
        ("Flat 2 Mill Lane", "3", "flat 2 mill lane, no, 3", None),
        ("14 Mill Lane", "Flat 3", "14 mill lane, sorry, flat 3", None),
    ],
)
def test_a_flat_takes_the_place_of_a_flat_and_a_house_by_name_keeps_its_name(
    place: str, house: str, words: str, meant: str | None
) -> None:
    start = words.lower().rindex(house.lower())
    entities = (
        Entity("address", place, 0, len(place), words[: len(place)]),
        Entity("house_number", house, start, len(words), words[start:]),
    )
    assert settled(Heard(words, entities=entities)).words == (meant or words)


def test_the_bin_that_was_meant_is_the_one_reported() -> None:
    resident = told("my green bin no the blue bin wasn't collected")
    resident.say(["14 mill lane marlbury", "yes", "yes"])
    assert resident.summary["Bin"] == "blue recycling bin"


def test_the_house_that_was_meant_is_looked_up() -> None:
    resident = told("my bin was missed")
    resident.says("27 station road I mean 7")
    assert resident.blank("address") == "7 Station Road, Marlbury, MB2 1SA"


def test_at_the_question_for_the_bin_the_last_colour_counts() -> None:
    resident = FormFiller("my bin was missed", "MB1 4QP", "14", "yes", "blue no green")
    assert resident.turn.form.values["bin_type"] == "green"


def test_a_story_is_kept_as_it_was_told() -> None:
    resident = told("I want to complain", enquiry="make_complaint")
    resident.says("your driver went to 14 mill lane no 15 mill lane and shouted")
    assert "14 mill lane no 15" in resident.summary["What you told us"]


@pytest.mark.parametrize(
    "words", ["John Ward no sorry Jane Ward", "John I mean Jane Ward", "it's Jim no Jane Ward"]
)
def test_the_name_that_was_meant_is_the_name(words: str) -> None:
    resident = told("your driver shouted at my son", enquiry="make_complaint")
    resident.says(words)
    assert resident.turn.form.values["name"] == "Jane Ward"


def test_a_plain_no_before_a_name_is_a_word_to_the_line() -> None:
    resident = told("your driver shouted at my son", enquiry="make_complaint")
    resident.says("Jo Ward sorry")
    assert str(resident.turn.form.values.get("name", "")).startswith("Jo Ward")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Jane Smith, hang on a minute", "Jane Smith"),
        ("Jane Smith, no middle name", "Jane Smith"),
        ("It's Jane, please hold on a sec", "Jane"),
        ("It's Jane, sorry about that", "Jane"),
    ],
)
def test_what_is_said_to_the_line_behind_a_name_is_none(words: str, name: str) -> None:
    resident = told("your driver shouted at my son", enquiry="make_complaint")
    resident.says(words)
    assert resident.turn.form.values["name"] == name
