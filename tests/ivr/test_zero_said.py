"""The key for a person, said instead of pressed."""

from __future__ import annotations

import pytest

from contacts.acts import Ask, AskKind
from contacts.lookups import A_PERSON
from ivr.turns import PutThrough, said_by_voice
from tests.contacts.parts import Centre
from tests.ivr.parts import Caller

OPEN, FORM = Ask(text="What can I help you with?"), Ask(text="How many?", of_form=True)
DIGITS = Ask(kind=AskKind.DIGITS, text="What is your reference?", of_form=True)


@pytest.mark.parametrize(
    "words", ["zero", "0", "press 0", "press zero please", "can I press nought", "number 0"]
)
def test_it_brings_a_person(centre: Centre, words: str):
    assert isinstance(Caller(centre).says(words), PutThrough)


@pytest.mark.parametrize("asked", [OPEN, FORM, DIGITS])
def test_press_zero_is_the_key_at_any_question(asked: Ask):
    assert said_by_voice("press zero", asked).choice == A_PERSON.value


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("zero", FORM),
        ("zero", DIGITS),
        ("zero seven seven", OPEN),
        ("press 1", OPEN),
        ("zero waste", OPEN),
        ("I have had zero help", OPEN),
    ],
)
def test_where_it_may_be_a_digit_or_another_word_it_is_no_key(words: str, asked: Ask):
    assert said_by_voice(words, asked).choice is None
