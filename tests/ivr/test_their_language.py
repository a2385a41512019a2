"""Who speaks no English hears where they stand, and is offered a call, in their own language."""

from __future__ import annotations

from contacts.models import Outcome
from ivr.foreign import MOST_PLACES, foreign_sentences, waiting_in
from ivr.simulator import WITHHELD, State
from tests.contacts.parts import MOBILE, TUESDAY_NIGHT, councils_own
from tests.ivr.parts import VOICE, PhoneLine

COUNCIL = councils_own()
SPANISH = COUNCIL.council.languages.called("Spanish")
assert SPANISH


def test_the_place_and_the_key_are_told_in_their_language(waiting_line: PhoneLine):
    waiting_line.dial("I need an interpreter")
    call = waiting_line.dial("I need an interpreter", caller="+447700900456")
    assert "Su puesto en la cola: 2. Si prefiere que le llamemos, pulse 1." in call.words
    assert "You are next" not in call.words
    assert "If you would rather be rung back" not in call.words


def test_by_night_a_call_is_offered_and_booked_in_their_language(line: PhoneLine):
    line.centre.clock.time = TUESDAY_NIGHT
    call = line.dial("I need an interpreter")
    assert call.words.endswith(SPANISH.rings)
    assert "not here" not in call.words
    call.presses("1")
    assert call.words == SPANISH.booked
    assert call.state is State.ENDED
    (booked,) = line.centre.call_backs()
    assert (booked.number, booked.card["language"]) == (MOBILE, "Spanish")
    assert line.contact(call).outcome == Outcome.CALL_BACK


def test_an_answer_that_is_not_understood_has_the_offer_again_and_then_they_are_rung(line: PhoneLine):
    line.centre.clock.time = TUESDAY_NIGHT
    call = line.dial("I need an interpreter").says("cómo")
    assert call.words.endswith(SPANISH.rings)
    for _ in range(4):
        if call.state is State.LISTENING:
            call.says("cómo")
    assert call.state is State.ENDED
    assert len(line.centre.call_backs()) == 1


def test_a_withheld_number_is_asked_for_in_english(line: PhoneLine):
    line.centre.clock.time = TUESDAY_NIGHT
    call = line.dial("I need an interpreter", caller=WITHHELD)
    assert "Shall I ask someone to phone you?" in call.words


def test_each_such_sentence_has_a_voice_that_speaks_it():
    spoken = foreign_sentences(COUNCIL.council.languages, COUNCIL.words, VOICE)
    for language in COUNCIL.council.languages:
        for says in filter(None, (language.rings, language.booked, waiting_in(language, MOST_PLACES))):
            assert spoken[says] == (says, language.phone, language.voice)
        assert not language.waits or "{place}" in language.waits
        assert bool(language.rings) == bool(language.booked)
    assert waiting_in(SPANISH, MOST_PLACES + 1) == ""
