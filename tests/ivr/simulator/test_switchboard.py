"""Calls made from the page are held apart, for a while, and not without end."""

from __future__ import annotations

import pytest

from ivr.simulator.switchboard import KEEP_SECONDS, MOST_CALLS, Switchboard, TooManyCalls, UnknownCall
from tests.ivr.simulator.scripted import GATHER, Script


def test_a_call_is_found_by_its_key_until_nobody_has_used_it_for_half_an_hour() -> None:
    now = [0.0]
    board = Switchboard(clock=lambda: now[0])
    call = Script(start=GATHER).dial()
    key = board.add(call)
    now[0] = KEEP_SECONDS
    with board.call(key) as found:
        assert found is call
    now[0] = 2 * KEEP_SECONDS + 1
    with pytest.raises(UnknownCall), board.call(key):
        pass


def test_a_forgotten_call_is_hung_up_so_that_the_webhook_learns_of_it() -> None:
    now = [0.0]
    board = Switchboard(clock=lambda: now[0])
    forgotten = Script(start=GATHER).dial()
    board.add(forgotten)
    now[0] = KEEP_SECONDS + 1
    board.add(Script(start=GATHER).dial())
    assert forgotten.ended_because == "caller hung up"


def test_calls_that_are_over_make_room_and_then_there_is_none() -> None:
    script = Script(start=GATHER)
    board = Switchboard()
    calls = [script.dial() for _ in range(MOST_CALLS)]
    keys = [board.add(call) for call in calls]
    with pytest.raises(TooManyCalls):
        board.add(script.dial())
    calls[3].hangs_up()
    board.add(script.dial())
    with pytest.raises(UnknownCall), board.call(keys[3]):
        pass
