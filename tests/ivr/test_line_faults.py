"""What goes wrong on a call is kept for those who run the line, and nothing of what was said is."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from ivr.faults import LineFaults
from ivr.simulator import SimulatedCall, State
from ivr.simulator.network import Network
from ivr.simulator.placed import Order
from ivr.webhook import SORRY
from tests.ivr.parts import ACCOUNT_SID, AUTH_TOKEN, BASE, SWITCHBOARD, PhoneLine

MOBILE = "+447700900123"


def kept(line: PhoneLine) -> list[tuple[str, str | None]]:
    return [(fault.what, fault.call_sid) for fault in line.faults.latest(10)]


def test_a_call_without_trouble_leaves_no_fault(line: PhoneLine):
    line.dial("my bin was missed").hangs_up()
    assert kept(line) == []


def test_an_unexpected_failure_is_kept_with_its_call_and_place_and_without_words(line: PhoneLine):
    line.centre.assistant.broken = RuntimeError("my bin at 12 Mill Lane was missed")
    call = line.dial("my bin at 12 Mill Lane was missed")
    (fault,) = line.faults.latest(10)
    assert (fault.what, fault.call_sid, fault.at) == ("call_failed", call.call_sid, line.centre.clock.time)
    assert fault.detail.startswith("RuntimeError at tests/contacts/parts.py:")
    assert "Mill Lane" not in fault.detail


def test_a_contact_that_is_over_is_kept_as_a_refusal(line: PhoneLine):
    call = line.dial()
    line.centre.turns.leave(line.contact(call).key)
    call.says("my bin was missed")
    assert kept(line) == [("call_refused", call.call_sid)]


def test_twilio_asking_for_the_fallback_is_kept_with_its_reason(line: PhoneLine):
    sid = "CA" + "a" * 32
    told = {"CallSid": sid, "ErrorCode": "11205", "ErrorUrl": f"{BASE}/ivr/turn?s=3"}
    assert SORRY in line.post("fallback", told).text
    (fault,) = line.faults.latest(10)
    assert (fault.what, fault.call_sid) == ("fallback_asked", sid)
    assert fault.detail == f"Twilio's error 11205 at {BASE}/ivr/turn?s=3"


@pytest.mark.parametrize("body", [{"CallSid": "CA1", "ErrorCode": "1"}, {}, {"x": "y" * 100_000}])
def test_a_stranger_asking_for_the_fallback_gets_it_and_leaves_nothing(line: PhoneLine, body: dict[str, str]):
    answer = line.http.post("/ivr/fallback", data=body)
    assert (answer.status_code, SORRY in answer.text) == (200, True)
    assert kept(line) == []


def test_one_call_is_not_taken_for_another(line: PhoneLine):
    line.dial("my bin was missed")
    line.centre.assistant.broken = RuntimeError("once")
    second = line.dial("my bin was missed")
    assert kept(line) == [("call_failed", second.call_sid)]


def test_of_a_call_we_placed_the_resident_is_whom_we_rang(line: PhoneLine):
    http: TestClient = line.http
    network = Network(
        http,
        [SWITCHBOARD],
        account_sid=ACCOUNT_SID,
        auth_token=AUTH_TOKEN,
        later=lambda _seconds, do: None,
    )
    call: SimulatedCall = network.place(Order(MOBILE, SWITCHBOARD, f"{BASE}/ivr/voice")).person_answers()
    assert (call.state, line.contact(call).caller) == (State.LISTENING, MOBILE)


def test_the_faults_of_a_line_are_the_newest_first(line: PhoneLine):
    faults: LineFaults = line.faults
    for number in range(3):
        faults.note("call_failed", f"number {number}")
    assert [fault.detail for fault in faults.latest(2)] == ["number 2", "number 1"]
