"""A PIN is masked everywhere: the transcript, the turns, and what the assistant sees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from contacts.claims import CLAIM_SECONDS, Claims
from contacts.errors import TurnConflict
from contacts.said import MASK, Said
from database.base import Base
from tests.contacts.parts import Centre, Resident

PIN = "4711"


def at_the_pin(centre: Centre) -> Resident:
    resident = centre.resident("my pin please")
    assert resident.asked.secret
    return resident


def everything_stored(centre: Centre) -> str:
    with centre.database.reading() as session:
        tables = [table.name for table in Base.metadata.sorted_tables]
        return "\n".join(
            str(row)
            for table in tables
            for row in session.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608
        )


@pytest.mark.parametrize("words", [PIN, "4 7 1 1", f"it's {PIN}", f"my PIN is {PIN}, thank you"])
def test_a_pin_is_masked_and_reaches_the_assistant_sealed(centre_on_each: Centre, words: str):
    resident = at_the_pin(centre_on_each)
    resident.says(words)
    asked = centre_on_each.assistant.asked[-1]
    assert resident.turns[-1].words == resident.transcript[2][1] == asked.words == MASK
    assert asked.value is not None
    assert asked.value.startswith("held:")
    assert centre_on_each.held_secrets.take(asked.value) == PIN
    assert PIN not in everything_stored(centre_on_each)


@pytest.mark.parametrize("words", ["never mind", "I don't have one", "why do you need it?"])
def test_an_answer_that_is_no_pin_is_not_masked(centre: Centre, words: str):
    resident = at_the_pin(centre)
    resident.says(words)
    asked = centre.assistant.asked[-1]
    assert resident.turns[-1].words == resident.transcript[2][1] == asked.words == words
    assert asked.value is None


def test_digits_that_answer_another_question_are_not_masked(centre: Centre):
    resident = centre.resident("my card please", PIN)
    assert resident.turns[-1].words == PIN


def test_four_digits_cannot_be_worked_out_from_what_is_stored(centre: Centre):
    """The digest tells a repeat from another turn; of a PIN there are but ten thousand to try."""
    resident = at_the_pin(centre)
    resident.says(PIN)
    assert resident.turns[-1].digest != Said(PIN).digest


def test_a_pin_said_again_under_its_number_is_a_repeat_and_words_are_a_conflict(centre_on_each: Centre):
    resident = at_the_pin(centre_on_each)
    resident.says(PIN)
    assert centre_on_each.turns.take(resident.key, 2, Said(PIN)).acts == resident.acts
    assert len(centre_on_each.assistant.asked) == 2
    with pytest.raises(TurnConflict):
        centre_on_each.turns.take(resident.key, 2, Said("never mind"))


def test_a_pin_whose_turn_is_taken_over_is_sealed_again(centre: Centre):
    resident = at_the_pin(centre)
    Claims(centre.database).claim(resident.key, 2, Said(PIN), centre.clock())
    centre.clock.pass_(timedelta(seconds=CLAIM_SECONDS))
    resident.says(PIN)
    asked = centre.assistant.asked[-1]
    assert (asked.words, asked.again) == (MASK, True)
    assert centre.held_secrets.take(str(asked.value)) == PIN


def test_a_pin_the_assistant_missed_is_not_kept_for_trying_again(centre: Centre):
    resident = at_the_pin(centre)
    centre.assistant.fails = 1
    resident.says(PIN)
    resident.tries_again()
    asked = centre.assistant.asked[-1]
    assert (asked.number, asked.words, asked.value, asked.again) == (2, MASK, None, True)
    assert PIN not in everything_stored(centre)


def test_what_is_told_to_a_person_after_the_question_is_not_masked(centre: Centre):
    """The form is over: an adviser who asks for a card number must be able to read it."""
    resident = at_the_pin(centre)
    resident.asks_for_a_person()
    resident.says("my number is 07700 900123")
    assert resident.transcript[-1] == ("resident", "my number is 07700 900123")


def test_the_card_has_no_pin(centre: Centre):
    resident = at_the_pin(centre)
    resident.says(PIN)
    resident.asks_for_a_person()
    assert f"Resident: {MASK}" in resident.entry.card.tried
    assert PIN not in resident.entry.card.model_dump_json()
