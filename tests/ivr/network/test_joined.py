"""A call we placed takes a caller out of a queue: both talk, and each learns that the other has gone."""

from __future__ import annotations

import pytest

from ivr.simulator import SimulatedCall, State
from ivr.simulator.network import Network
from ivr.simulator.placed import Order, PlacedCall
from ivr.simulator.switchboard import Switchboard
from tests.ivr.network.parts import COUNCIL
from tests.ivr.simulator.scripted import ACCOUNT_SID, AUTH_TOKEN, BASE, Script

TEAM = "+441632960002"
PAGES = {
    "start": '<Enqueue action="/left" waitUrl="/wait">entry-1</Enqueue>',
    "wait": '<Say>You are next.</Say><Pause length="5"/>',
    "left": "<Say>Goodbye.</Say><Hangup/>",
    "agent": '<Gather numDigits="1" action="/key"><Say>Sam Ward. Press 1.</Say></Gather><Hangup/>',
    "key": '<Dial action="/done"><Queue url="/hello">entry-1</Queue></Dial>',
    "hello": "<Say>Connecting you now.</Say>",
    "done": "<Say>They have gone.</Say><Hangup/>",
    "elsewhere": '<Say>Wait for the library.</Say><Pause length="5"/>',
}


class Street:
    """A caller in a queue, and an adviser's telephone on the same network. What comes later comes when told."""

    def __init__(self) -> None:
        self.script = Script(**PAGES)
        self.due: list[object] = []
        switchboard = Switchboard()
        self.network = Network(
            self.script.http,
            [COUNCIL],
            account_sid=ACCOUNT_SID,
            auth_token=AUTH_TOKEN,
            switchboard=switchboard,
            later=lambda seconds, do: None if seconds else self.due.append(do),
        )
        self.caller: SimulatedCall = self.script.dial()
        switchboard.add(self.caller)
        self.adviser: PlacedCall = self.network.place(Order(TEAM, COUNCIL, f"{BASE}/agent"))
        self.settles()

    def settles(self) -> None:
        while self.due:
            self.due.pop(0)()  # type: ignore[operator]

    def adviser_takes_it(self) -> None:
        self.adviser.person_answers().presses("1")
        self.settles()


@pytest.fixture
def talking() -> Street:
    street = Street()
    street.adviser_takes_it()
    return street


def test_who_presses_the_key_talks_to_the_caller(talking: Street):
    assert talking.adviser.words == ""
    assert (talking.adviser.state, talking.caller.state) == (State.BRIDGED, State.BRIDGED)
    assert talking.caller.words == "Connecting you now."


def test_the_caller_goes_on_when_the_adviser_hangs_up(talking: Street):
    talking.adviser.hangs_up()
    talking.settles()
    assert (talking.caller.words, talking.caller.state) == ("Goodbye.", State.ENDED)
    assert talking.script.forms("/left")[0]["QueueResult"] == "bridged"


def test_the_adviser_is_told_when_the_caller_hangs_up(talking: Street):
    talking.caller.hangs_up()
    talking.settles()
    assert (talking.adviser.words, talking.adviser.state) == ("They have gone.", State.ENDED)
    assert talking.script.forms("/done")[0]["DialCallStatus"] == "completed"


def test_the_adviser_is_free_when_the_caller_is_moved(talking: Street):
    talking.network.move(talking.caller.call_sid, f"{BASE}/elsewhere", "POST")
    talking.settles()
    assert talking.caller.words == "Wait for the library."
    assert talking.adviser.state is State.ENDED


def test_a_caller_who_has_gone_is_nobody_to_talk_to():
    street = Street()
    street.adviser.person_answers()
    street.caller.hangs_up()
    street.adviser.presses("1")
    assert (street.adviser.words, street.adviser.state) == ("They have gone.", State.ENDED)
    assert street.script.forms("/done")[0]["DialCallStatus"] == "no-answer"


def test_a_caller_who_talks_is_not_taken_again(talking: Street):
    other = talking.network.place(Order(TEAM, COUNCIL, f"{BASE}/agent"))
    other.person_answers().presses("1")
    assert other.words == "They have gone."
