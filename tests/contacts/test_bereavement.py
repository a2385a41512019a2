"""Whoever tells that somebody has died hears a word of sorrow first, once, and is offered a person."""

from __future__ import annotations

import pytest

from contacts.lookups import A_PERSON
from contacts.models import Channel, Status
from tests.contacts.parts import Centre, council_with

SORRY = "I am so sorry for your loss."


@pytest.mark.parametrize("words", ["my mum died", "how do i register a death"])
def test_sorrow_comes_before_the_answer_and_a_person_is_the_first_choice(centre: Centre, words: str) -> None:
    resident = centre.resident()
    heard = resident.says(words)
    assert heard.startswith(f"{SORRY} You can speak to a person at any time.")
    assert "council tax stops" in heard or "5 days" in heard
    assert resident.asked.choices == (A_PERSON,)


def test_on_the_phone_the_key_for_a_person_is_named(centre: Centre) -> None:
    caller = centre.resident(channel=Channel.PHONE)
    heard = caller.says("my mum died")
    assert heard.startswith(
        f"{SORRY} If you would rather speak to a person, say so or press 0. Her council tax"
    )
    assert caller.asked.choices == ()


def test_by_text_they_hear_what_to_write_for_a_person(centre: Centre) -> None:
    assert "text PERSON" in centre.resident(channel=Channel.TEXT, caller="+447700900123").says("my mum died")


def test_it_is_said_once_in_a_contact(centre: Centre) -> None:
    resident = centre.resident("my mum died")
    assert SORRY not in resident.says("my mum died and the bill still comes")


def test_whoever_cannot_cope_hears_it_too_and_a_person_comes_at_once(centre: Centre) -> None:
    resident = centre.resident()
    heard = resident.says("I lost my dad")
    assert heard.startswith(SORRY)
    assert "press 0" not in heard
    assert "at any time. Just say so" not in heard
    assert resident.contact.status == Status.WAITING


def test_before_danger_nothing_comes(centre: Centre) -> None:
    heard = centre.resident().says("the fire killed him")
    assert SORRY not in heard
    assert heard.startswith("If anyone is in danger, call 999")


def test_whoever_registers_a_death_has_lost_somebody_as_the_catalogue_says(centre: Centre) -> None:
    assert SORRY in centre.resident().says("register a death")
    centre.turns = centre.another_process(centre.assistant, council_with("register_death", known_as=()))
    assert SORRY not in centre.resident().says("register a death")
