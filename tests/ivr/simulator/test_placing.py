"""The simulated network: telephones it rings, callers it joins to them, and calls it moves."""

from __future__ import annotations

import httpx
import pytest

from contacts.telephone import TelephoneError
from ivr.simulator import NotNow, SimulatedCall, State
from ivr.simulator.placing import PlacedCall, Placing
from tests.ivr.simulator.scripted import ACCOUNT_SID, AUTH_TOKEN, BASE, Reply, Script

QUEUE = '<Enqueue action="/left" waitUrl="/wait">entry-1</Enqueue>'
WHISPER = '<Gather numDigits="1" action="/key" timeout="8"><Say>A bin. Press 1.</Say></Gather><Hangup/>'
JOIN = '<Dial action="/after"><Queue url="/hello">entry-1</Queue></Dial>'


def exchange(**pages: Reply) -> tuple[Script, Placing, SimulatedCall]:
    script = Script(
        **{
            "start": QUEUE,
            "wait": "<Say>You are next.</Say><Pause length='20'/>",
            "left": "<Say>Goodbye.</Say>",
            "agent": WHISPER,
            "key": JOIN,
            "hello": "<Say>Connecting.</Say>",
            "after": "<Hangup/>",
            "elsewhere": "<Say>Moved.</Say><Pause length='5'/>",
            "status": httpx.Response(204),
            **pages,
        }
    )
    network = Placing(script.http, auth_token=AUTH_TOKEN, account_sid=ACCOUNT_SID)
    call = script.dial()
    network.calls.append(call)
    return script, network, call


def ring(network: Placing) -> PlacedCall:
    network.ring("+441632960002", f"{BASE}/agent", status_url=f"{BASE}/status")
    return network.placed[-1]


def test_who_answers_hears_the_whisper_and_is_joined_with_a_key() -> None:
    script, network, call = exchange()
    placed = ring(network)
    assert network.ringing == [placed]
    placed.answers()
    assert (placed.whispered, placed.state) == ("A bin. Press 1.", State.WHISPERING)
    placed.presses("1")
    assert (placed.talks_to, call.state, call.words) == (call, State.BRIDGED, "Connecting.")
    placed.hangs_up()
    assert (script.forms("/left")[0]["QueueResult"], call.words) == ("bridged", "Goodbye.")
    assert [form["CallStatus"] for form in script.forms("/status")] == ["completed"]


@pytest.mark.parametrize(
    ("happens", "status"), [("is_busy", "busy"), ("does_not_answer", "no-answer"), ("fails", "failed")]
)
def test_nobody_reached_is_reported(happens: str, status: str) -> None:
    script, network, call = exchange()
    getattr(ring(network), happens)()
    assert [form["CallStatus"] for form in script.forms("/status")] == [status]
    assert call.in_queue == "entry-1"


def test_a_queue_nobody_waits_in_joins_nobody() -> None:
    script, network, call = exchange()
    call.hangs_up()
    placed = ring(network).answers().presses("1")
    assert placed.state is State.ENDED
    assert script.forms("/after")[0]["DialCallStatus"] == "no-answer"


def test_a_call_that_is_moved_leaves_what_it_was_doing() -> None:
    script, network, call = exchange()
    placed = ring(network).answers().presses("1")
    network.move(call.call_sid, f"{BASE}/elsewhere")
    assert script.forms("/left")[0]["QueueResult"] == "redirected-from-bridged"
    assert call.words == "Moved."
    assert placed.state is State.ENDED


def test_a_telephone_that_is_stopped_rings_no_more() -> None:
    _, network, _ = exchange()
    placed = ring(network)
    network.hang_up(placed.call_sid)
    assert network.ringing == []
    with pytest.raises(NotNow):
        placed.answers()


def test_a_network_out_of_order_refuses_everything() -> None:
    _, network, call = exchange()
    network.broken = True
    for act in (
        lambda: ring(network),
        lambda: network.move(call.call_sid, f"{BASE}/elsewhere"),
        lambda: network.hang_up(call.call_sid),
        lambda: network.text("+447700900123", "Hello"),
    ):
        with pytest.raises(TelephoneError):
            act()


def test_a_call_that_is_over_cannot_be_moved() -> None:
    _, network, call = exchange()
    call.hangs_up()
    with pytest.raises(TelephoneError):
        network.move(call.call_sid, f"{BASE}/elsewhere")
