"""Whole calls through the real webhook with signed forms. No way through ends in silence."""

from __future__ import annotations

from itertools import product

import pytest

from contacts.models import Contact, Outcome
from ivr.simulator import WITHHELD, Ending, SimulatedCall, State, parse
from tests.contacts.parts import MOBILE, TUESDAY_NIGHT
from tests.ivr.line import PhoneLine


def contacts(line: PhoneLine) -> list[Contact]:
    with line.centre.database.reading() as session:
        return list(session.query(Contact).order_by(Contact.id))


def test_the_line_says_who_it_is_and_asks_one_open_question(line: PhoneLine) -> None:
    call = line.rings()
    assert "Marlbury Council" in call.words
    assert "tell me what you are calling about" in call.words
    assert call.state is State.LISTENING
    assert call.faults == []


def test_a_question_is_answered_and_another_may_follow(line: PhoneLine) -> None:
    call = line.rings().says("my bin was missed")
    assert "Leave it out" in call.words
    assert "Anything else?" in call.words


def test_a_repeated_webhook_gets_the_same_words_and_runs_nothing_twice(line: PhoneLine) -> None:
    call = line.rings().says("my bin was missed")
    first = call.last_document
    assert call.repeat_last_request() == first
    assert len(line.centre.assistant.asked) == 1


def test_choices_are_read_with_their_keys_and_taken_by_key_or_by_name(line: PhoneLine) -> None:
    call = line.rings().says("which one")
    assert "For Green bin, press 1" in call.words
    call.presses("2")
    assert line.centre.assistant.asked[-1].value == "food"
    other = line.rings().says("which one").says("the green bin")
    assert other.faults == []
    assert line.centre.assistant.asked[-1].value == "green"


def test_yes_and_no_may_be_keyed(line: PhoneLine) -> None:
    line.rings().says("report it").presses("1")
    assert line.centre.assistant.asked[-1].value == "yes"


@pytest.mark.parametrize("before", [[], ["which one"], ["report it"], ["pin please"], ["my bin"]])
def test_zero_brings_a_person_at_any_moment(line: PhoneLine, before: list[str]) -> None:
    call = line.rings()
    for words in before:
        call.says(words)
    call.presses("0")
    assert call.state is State.DIALLING
    assert "putting you through" in call.words


def test_a_key_that_means_nothing_is_asked_again_and_the_third_brings_a_person(line: PhoneLine) -> None:
    call = line.rings().presses("7")
    assert "did not catch" in call.words
    call.presses("7")
    call.presses("7")
    assert call.state is State.DIALLING


def test_silence_gets_help_twice_and_then_a_person(line: PhoneLine) -> None:
    call = line.rings().stays_silent()
    assert "did not hear anything" in call.words
    call.stays_silent()
    assert "Press 0 for a person" in call.words
    call.stays_silent()
    assert call.state is State.DIALLING


def test_not_being_understood_three_times_brings_a_person(line: PhoneLine) -> None:
    call = line.rings().says("mumble").says("mumble").says("mumble")
    assert call.state is State.DIALLING


def test_danger_words_are_answered_with_999_and_a_person(line: PhoneLine) -> None:
    call = line.rings().says("there is a smell of gas in my kitchen")
    assert "dial 9 9 9" in call.words
    assert call.state is State.DIALLING


def test_the_adviser_hears_what_it_is_about_and_accepts_by_key(line: PhoneLine) -> None:
    call = line.rings().says("a person please").adviser_answers()
    assert "report a missed bin" in call.whispered.lower()
    call.adviser_presses("1")
    assert call.state is State.BRIDGED
    call.adviser_hangs_up()
    assert call.ended_because is not None
    assert call.faults == []
    assert contacts(line)[0].outcome == Outcome.HANDED_OVER


@pytest.mark.parametrize("how", ["adviser_is_busy", "adviser_does_not_answer", "dial_fails"])
def test_when_nobody_takes_the_call_a_call_back_is_offered_and_can_be_booked(
    line: PhoneLine, how: str
) -> None:
    call: SimulatedCall = getattr(line.rings().says("a person please"), how)()
    assert "nobody was free" in call.words
    assert "Shall I ask someone to phone you?" in call.words
    call.says("yes please")
    assert "ending 0 1 2 3" in call.words
    call.presses("1").says("my name is Sam")
    assert "will ring" in call.words
    assert [row.number for row in line.centre.call_backs()] == [MOBILE]
    assert call.faults == []


def test_a_whisper_that_is_not_accepted_leaves_the_caller_with_a_call_back(line: PhoneLine) -> None:
    call = line.rings().says("a person please").adviser_answers().adviser_stays_silent()
    assert "Shall I ask someone to phone you?" in call.words


def test_out_of_hours_the_caller_hears_when_somebody_is_back(line: PhoneLine) -> None:
    line.centre.clock.time = TUESDAY_NIGHT
    call = line.rings().presses("0")
    assert "tomorrow at 8.45am" in call.words
    assert "Shall I ask someone to phone you?" in call.words


def test_a_slow_assistant_holds_the_call_twice_and_then_brings_a_person(line: PhoneLine) -> None:
    line.centre.assistant.down = True
    call = line.rings().says("my bin was missed")
    assert "One moment" in call.words
    assert call.state is State.DIALLING


def test_a_slow_assistant_that_comes_back_is_asked_under_the_same_number(line: PhoneLine) -> None:
    line.centre.assistant.fails = 1
    call = line.rings().says("my bin was missed")
    assert "Leave it out" in call.words
    assert {asked.number for asked in line.centre.assistant.asked} == {1}
    assert line.centre.assistant.asked[-1].again


def test_two_calls_from_one_number_share_nothing(line: PhoneLine) -> None:
    first, second = line.rings(), line.rings()
    first.says("which one")
    second.says("my bin was missed")
    assert "Leave it out" in second.words
    assert len(contacts(line)) == 2


def test_withheld_numbers_twice_in_a_row_share_nothing(line: PhoneLine) -> None:
    line.rings(WITHHELD).says("ring me back").hangs_up()
    call = line.rings(WITHHELD)
    assert "tell me what you are calling about" in call.words
    assert [contact.caller for contact in contacts(line)] == [None, None]


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ([], Outcome.GAVE_UP_BEFORE_ANSWER),
        (["my bin was missed"], Outcome.GAVE_UP_AFTER_ANSWER),
        (["a person please"], Outcome.GAVE_UP_IN_QUEUE),
    ],
)
def test_a_hang_up_is_never_a_success(line: PhoneLine, words: list[str], outcome: Outcome) -> None:
    call = line.rings()
    for said in words:
        call.says(said)
    call.hangs_up()
    assert contacts(line)[0].outcome == outcome


def test_goodbye_ends_the_call_with_words(line: PhoneLine) -> None:
    call = line.rings().says("bye")
    assert "Goodbye" in call.words
    assert call.ended_because is Ending.LINE_HUNG_UP


def test_an_unexpected_failure_gives_an_apology_and_the_switchboard(line: PhoneLine) -> None:
    line.centre.assistant.broken = RuntimeError("no such thing")
    call = line.rings().says("my bin was missed")
    assert "something has gone wrong" in call.words
    assert call.state is State.DIALLING
    assert call.ringing_numbers == ["+441632960000"]


INPUTS = ("bin", "mumble", "7", "0", "silence", "gas leak", "hang up")


def _does(call: SimulatedCall, what: str) -> None:
    if call.state is State.DIALLING:
        call.adviser_does_not_answer()
    if call.state is not State.LISTENING:
        return
    match what:
        case "silence":
            call.stays_silent()
        case "hang up":
            call.hangs_up()
        case _ if what.isdigit():
            call.presses(what)
        case _:
            call.says(what)


@pytest.mark.parametrize("sequence", list(product(INPUTS, repeat=2)), ids="-".join)
def test_from_anywhere_nonsense_or_silence_ends_in_a_person_a_call_back_or_an_end(
    line: PhoneLine, sequence: tuple[str, ...]
) -> None:
    call = line.rings()
    for what in sequence:
        _does(call, what)
    for step in range(12):
        _does(call, "silence" if step % 2 else "mumble")
        if line.centre.call_backs() or call.state is not State.LISTENING:
            break
    else:
        pytest.fail(f"after twelve steps still at: {call.words}")
    assert call.faults == []
    for exchange in call.exchanges:
        if exchange.awaited:
            parse(exchange.answer)
