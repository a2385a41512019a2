"""The walk goes on in the queue: wherever a caller stands in it, whatever they do next, twice over, over the wire, with
every telephone left to ring. It ends in words within twelve turns, after a person was rung for or a call-back offered,
and leaves nobody waiting and nothing ringing."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from cases.models import Case
from contacts.models import Outcome, Status
from contacts.waiting import presence
from ivr.simulator import Ending, SimulatedCall, State, parse
from tests.contacts.parts import TUESDAY, TUESDAY_NIGHT
from tests.ivr.parts import PhoneLine

MOST_TURNS = 12
INVISIBLE = "\u200b\u202e\ufeff"
GAVE_UP = {Outcome.GAVE_UP_BEFORE_ANSWER, Outcome.GAVE_UP_AFTER_ANSWER, Outcome.GAVE_UP_IN_QUEUE}
# A line without a caller: a pocket, a child, a bad connection.
TAIL = ("silence", "nonsense", "silence", "a key that means nothing")

Start = Callable[[PhoneLine], SimulatedCall]


# Where a caller may stand


def waits(line: PhoneLine) -> SimulatedCall:
    return line.dial("a person please")


def waits_longer(line: PhoneLine) -> SimulatedCall:
    return waits(line).stays_silent().stays_silent()


def ring_not_answered(line: PhoneLine) -> SimulatedCall:
    call = waits(line)
    line.network.ringing[0].does_not_answer()
    return call


def being_whispered(line: PhoneLine) -> SimulatedCall:
    call = waits(line)
    line.network.ringing[0].answers()
    return call


def refused(line: PhoneLine) -> SimulatedCall:
    call = waits(line)
    line.network.ringing[0].answers().presses("9")
    return call


def nobody_left(line: PhoneLine) -> SimulatedCall:
    """Everybody was rung; a call-back is offered."""
    call = waits(line)
    while call.in_queue:
        nobody_answers(line)
        call.stays_silent()
    assert "phone you" in call.words
    return call


def would_rather_be_rung(line: PhoneLine) -> SimulatedCall:
    """Out of the queue by key, with their place; the number is asked about."""
    call = waits(line).presses("1")
    assert "you keep your place" in call.words
    return call


def asked_for_a_name(line: PhoneLine) -> SimulatedCall:
    return would_rather_be_rung(line).presses("1")


def at_the_tone(line: PhoneLine) -> SimulatedCall:
    call = nobody_left(line).says("no")
    assert call.state is State.RECORDING
    return call


def without_a_network(line: PhoneLine) -> SimulatedCall:
    """Nobody can be rung for the queue: the team is dialled directly."""
    line.network.broken = True
    call = waits(line)
    assert call.state is State.DIALLING
    return call


def who_they_want_is_away(line: PhoneLine) -> SimulatedCall:
    presence.seen(line.centre.database, "Trevor Haddock", TUESDAY - timedelta(minutes=13))
    call = line.dial("is trevor there")
    assert "not at the desk" in call.words
    return call


def talks(line: PhoneLine) -> SimulatedCall:
    call = waits(line)
    line.network.ringing[0].answers().presses("1")
    assert call.state is State.BRIDGED
    return call


def out_of_hours(line: PhoneLine) -> SimulatedCall:
    line.centre.clock.time = TUESDAY_NIGHT
    return line.dial("a person please")


STARTS: tuple[Start, ...] = (
    waits,
    waits_longer,
    ring_not_answered,
    being_whispered,
    refused,
    nobody_left,
    would_rather_be_rung,
    asked_for_a_name,
    at_the_tone,
    without_a_network,
    who_they_want_is_away,
    talks,
    out_of_hours,
)


# What may happen there


def late(line: PhoneLine, call: SimulatedCall) -> None:
    """Webhooks of a step long past and of one to come, with words that would lead elsewhere."""
    before = call.state
    for step in (1, 9_000):
        form = {
            "CallSid": call.call_sid,
            "SpeechResult": "put me through to a librarian",
            "Confidence": "0.9",
        }
        answer = line.post(f"turn?s={step}", form)
        assert (answer.status_code, bool(parse(answer.text))) == (200, True)
    assert call.state is before


def repeated(line: PhoneLine, call: SimulatedCall) -> None:
    turns = line.turns(call)
    again = call.repeat_last_request()
    assert parse(again, allow_empty="/connecting" in call.exchanges[-1].url)
    assert line.turns(call) == turns


def hang_up(line: PhoneLine, call: SimulatedCall) -> None:
    call.hangs_up()


def speak(words: str, line: PhoneLine, call: SimulatedCall) -> None:
    if call.state in (State.LISTENING, State.RECORDING):
        call.says(words)
    else:
        keep_silent(line, call)


def press(key: str, line: PhoneLine, call: SimulatedCall) -> None:
    if call.state in (State.LISTENING, State.RECORDING, State.QUEUED):
        call.presses(key)
    if call.state is State.QUEUED:  # a key pressed between two questions is lost, and the wait goes on
        call.stays_silent()


def keep_silent(line: PhoneLine, call: SimulatedCall) -> None:
    if call.state in (State.LISTENING, State.RECORDING, State.QUEUED):
        call.stays_silent()


INPUTS: dict[str, Callable[[PhoneLine, SimulatedCall], None]] = {
    "speech": partial(speak, "my bin was missed"),
    "yes": partial(speak, "yes"),
    "no": partial(speak, "no"),
    "nonsense": partial(speak, "mumble"),
    "what cannot be seen": partial(speak, INVISIBLE),
    "key 1": partial(press, "1"),
    "nought": partial(press, "0"),
    "a key that means nothing": partial(press, "9"),
    "star": partial(press, "*"),
    "silence": keep_silent,
    "late": late,
    "repeat": repeated,
    "hang-up": hang_up,
}


def nobody_answers(line: PhoneLine) -> None:
    for ring in line.network.ringing:
        ring.does_not_answer()
    for placed in line.network.placed:
        if placed.state is State.WHISPERING:  # picked up, and no key is pressed
            placed.hangs_up()


def over(call: SimulatedCall) -> bool:
    return call.state in (State.ENDED, State.BRIDGED)


def goes_on(line: PhoneLine, call: SimulatedCall, what: str) -> None:
    """One thing happens; whoever is rung does not answer."""
    nobody_answers(line)
    if call.state is State.DIALLING:
        call.adviser_does_not_answer()
    if not over(call):
        INPUTS[what](line, call)


def played(line: PhoneLine, start: Start, story: tuple[str, ...]) -> SimulatedCall:
    """The story, and then nothing that helps until it is over. Rounds of the queue are no turns of the caller's, who is
    asked nothing there while a person is rung for; but they are few as well: a telephone rings in each."""
    call, turns, rounds = start(line), 0, 0
    for what in story:
        if not over(call):
            goes_on(line, call, what)
    for what in itertools.cycle(TAIL):
        if over(call):
            break
        if call.in_queue:
            rounds += 1
        else:
            turns += 1
        goes_on(line, call, what)
        said_goodbye = turns == MOST_TURNS + 1 and over(call)  # after the twelfth nothing is asked any more
        assert turns <= MOST_TURNS or said_goodbye, (start.__name__, story, call.state, call.words)
        assert rounds <= MOST_TURNS, (start.__name__, story, call.state, call.words)
    return call


def ends_well(line: PhoneLine, call: SimulatedCall, story: tuple[str, ...]) -> None:
    """A person, a call-back, a message, or words that name other ways after both were tried."""
    if call.state is State.BRIDGED:
        call.hangs_up()
        assert line.contact(call).outcome == Outcome.HANDED_OVER
        return
    contact, by_caller = line.contact(call), call.ended_because is not Ending.LINE_HUNG_UP
    assert contact.status == Status.ENDED
    if by_caller:
        assert "hang-up" in story or call.state is State.ENDED
        assert contact.outcome in {*GAVE_UP, Outcome.CALL_BACK, Outcome.CASE_OPENED, Outcome.HANDED_OVER}
        return
    said = " ".join(heard.words for heard in call.heard)
    offered = "phone you" in said or "ring" in said
    booked = [row for row in line.centre.call_backs() if row.contact_id == contact.id]
    with line.centre.database.reading() as session:
        messages = session.query(Case).filter_by(contact_id=contact.id, enquiry="voicemail").count()
    assert booked or messages or offered, said
    assert contact.outcome not in (None, Outcome.ANSWERED) or booked or messages


@pytest.mark.parametrize("start", STARTS, ids=lambda start: start.__name__)
@pytest.mark.parametrize("first", INPUTS)
def test_wherever_they_stand_in_the_queue_it_ends_well(waiting_line: PhoneLine, start: Start, first: str):
    story = (first,)
    ends_well(waiting_line, played(waiting_line, start, story), story)
    nobody_answers(waiting_line)
    assert waiting_line.centre.queue.waiting() == []
    assert waiting_line.network.ringing == []


@pytest.mark.parametrize("start", STARTS, ids=lambda start: start.__name__)
def test_after_two_things_likewise(waiting_line: PhoneLine, start: Start):
    """A few of all pairs, spread so that each input comes first and second."""
    for story in itertools.islice(itertools.product(INPUTS, repeat=2), STARTS.index(start) % 5, None, 17):
        waiting_line.network.broken = False
        waiting_line.centre.clock.time = TUESDAY
        ends_well(waiting_line, played(waiting_line, start, story), story)
        nobody_answers(waiting_line)
    assert waiting_line.centre.queue.waiting() == []
