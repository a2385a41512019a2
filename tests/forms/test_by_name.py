"""Homes by the name of the house or half the street, where the address is asked for."""

from __future__ import annotations

import pytest

from tests.fakes import FormFiller


def bin_day(*lines: str) -> FormFiller:
    return FormFiller("bin day", *lines, enquiry="query_bin_collection_day", spoken=True)


@pytest.mark.parametrize(
    ("words", "home"),
    [
        ("windmill cottage", "Windmill Cottage, Windmill Hill"),
        ("it's Ferrymans Cottage love", "Ferryman's Cottage, Ferry Road"),
        ("flat 3 the maltings", "Flat 3, The Maltings, Wharf Street"),
        ("three kingfisher", "3 Kingfisher Drive"),
        ("I live at 12 castle", "12 Castle Street"),
    ],
)
def test_a_home_is_found_by_its_name(words: str, home: str) -> None:
    resident = bin_day(words)
    assert resident.asked == "utter_ask_address_right"
    assert resident.blank("address").startswith(home)


@pytest.mark.parametrize("words", ["the maltings", "I'm at the station house", "mill house"])
def test_of_several_it_is_asked_which(words: str) -> None:
    resident = bin_day(words)
    assert resident.asked == "utter_ask_which_address"
    assert resident.turn.question
    assert len(resident.turn.question.options) > 1


def test_half_a_street_that_two_villages_have_is_asked_about() -> None:
    resident = bin_day("twelve mill")
    assert resident.asked in ("utter_ask_which_address", "utter_ask_address_right")


@pytest.mark.parametrize(
    "words", ["my house", "a cottage by the mill", "the mill", "12", "the corner house", "12 bins"]
)
def test_what_names_no_house_of_ours_finds_none(words: str) -> None:
    resident = bin_day(words)
    assert not (resident.turn.form.values.get("address") or {}).get("uprn")


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("I've no fixed address", "utter_no_address"),
        ("I haven't got an address", "utter_no_address"),
        ("I'm homeless", "utter_no_address"),
        ("it's a new build", "utter_new_address"),
        ("we're on the new estate", "utter_new_address"),
    ],
)
def test_who_has_no_address_we_could_know_is_told_what_to_do(words: str, reply: str) -> None:
    resident = bin_day(words)
    assert (resident.told, resident.asked) == ([reply], "utter_ask_postcode")


@pytest.mark.parametrize(
    "words",
    ["you haven't got my home address right", "I don't have a home phone", "I have no home number"],
)
def test_what_is_said_of_a_home_is_not_that_there_is_none(words: str) -> None:
    assert "utter_no_address" not in bin_day(words).told
