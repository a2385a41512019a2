"""Ten calls, each made over the gather route and over the relay: a caller hears the same words and gets as far."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from contacts.models import CallBackRequest
from ivr.simulator import Kind, SimulatedCall, State, Who
from tests.contacts.parts import TUESDAY, TUESDAY_NIGHT, Centre
from tests.ivr.parts import PhoneLine

CALLS: dict[str, tuple[datetime, Callable[[SimulatedCall], object]]] = {
    "an enquiry and goodbye": (TUESDAY, lambda call: call.says("my bin was missed").says("bye")),
    "a missed bin, told question by question": (
        TUESDAY,
        lambda call: call.says("which bin").presses("2").says("it was the caddy").says("bye"),
    ),
    "yes by voice": (TUESDAY, lambda call: call.says("please report it").says("yes").says("bye")),
    "a number by keys": (TUESDAY, lambda call: call.says("my card").presses("12345678#").says("bye")),
    "a PIN by keys": (TUESDAY, lambda call: call.says("my pin please").presses("4711#").says("bye")),
    "silence, then a word": (TUESDAY, lambda call: call.stays_silent().says("my bin was missed").hangs_up()),
    "silence to the end": (TUESDAY, lambda call: call.stays_silent().stays_silent().stays_silent()),
    "mumbling, a person, nobody there, a call-back": (
        TUESDAY,
        lambda call: (
            call.says("mumble")
            .says("mumble")
            .says("mumble")
            .adviser_does_not_answer()
            .says("yes")
            .says("yes")
            .says("Sam Ward")
            .says("bye")
        ),
    ),
    "danger": (
        TUESDAY,
        lambda call: (
            call.says("which bin").says("the house is on fire").adviser_answers().adviser_presses("1")
        ),
    ),
    "out of hours, heard twice, a call-back": (
        TUESDAY_NIGHT,
        lambda call: (
            call.says("my bin was missed")
            .says("say that again please")
            .presses("0")
            .says("yes")
            .says("yes")
            .says("Sam Ward")
        ),
    ),
}


def made(
    line: PhoneLine, at: datetime, happens: Callable[[SimulatedCall], object]
) -> tuple[str, str, State, list[str], int]:
    """What the caller and the adviser heard, where the call got to, what the council heard and call-backs there are."""
    line.centre.clock.time = at
    before = len(line.centre.assistant.asked)
    with line.centre.database.reading() as session:
        booked = session.query(CallBackRequest).count()
    call = line.dial()
    happens(call)
    line.check_every_answer()
    with line.centre.database.reading() as session:
        booked = session.query(CallBackRequest).count() - booked
    by = {
        who: " ".join(heard.words for heard in call.heard if heard.who is who and heard.kind is Kind.WORDS)
        for who in Who
    }
    heard = [turn.words for turn in line.centre.assistant.asked[before:]]
    state = State.LISTENING if call.state is State.RELAYED else call.state
    return by[Who.CALLER], by[Who.ADVISER], state, heard, booked


@pytest.mark.parametrize(("at", "happens"), CALLS.values(), ids=CALLS.keys())
def test_both_routes_say_the_same(centre: Centre, at: datetime, happens: Callable[[SimulatedCall], object]):
    with PhoneLine(centre, "gather") as gather, PhoneLine(centre, "relay") as relay:
        by_gather, by_relay = made(gather, at, happens), made(relay, at, happens)
        assert by_relay == by_gather
        (call,) = relay.calls
        assert "<ConversationRelay" in call.exchanges[0].answer  # it was another route
        assert by_gather[0].startswith("Hello, Marlbury Council.")


def test_there_are_ten() -> None:
    assert len(CALLS) == 10
