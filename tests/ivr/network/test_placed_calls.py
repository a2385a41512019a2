"""A call we place rings, is answered or not, asks our webhook what to do, and reports what became of it."""

from __future__ import annotations

import pytest

from ivr.simulator import Ending, NotNow, State
from ivr.simulator.network import Network
from ivr.simulator.placed import Order
from ivr.simulator.switchboard import Switchboard
from tests.ivr.network.parts import COUNCIL, MOBILE, Phones
from tests.ivr.simulator.scripted import ACCOUNT_SID, AUTH_TOKEN, BASE, GATHER, Script

PUT_THROUGH = '<Dial action="/dialled"><Number url="/whisper">+441632960002</Number></Dial>'


def test_a_person_answers_and_is_talked_to(phones: Phones):
    call = phones.ring().person_answers()
    (asked,) = phones.script.forms("/start")
    assert (asked["CallStatus"], asked["Direction"]) == ("in-progress", "outbound-api")
    assert (asked["From"], asked["To"], asked["CallSid"]) == (COUNCIL, MOBILE, call.call_sid)
    assert "AnsweredBy" not in asked
    assert (call.words, call.state) == ("How can I help?", State.LISTENING)
    assert call.says("my bin").words == "Goodbye."
    assert phones.statuses() == ["initiated", "ringing", "in-progress", "completed"]


def test_reports_are_numbered_and_the_last_says_how_long_it_was(phones: Phones):
    phones.ring().person_answers().says("my bin was missed this week")
    forms = phones.script.forms("/over")
    assert [form["SequenceNumber"] for form in forms] == ["0", "1", "2", "3"]
    assert int(forms[-1]["CallDuration"]) >= 0
    assert "CallDuration" not in forms[0]


def test_nobody_answers(phones: Phones):
    call = phones.ring(timeout_seconds=25)
    phones.exchange.passes(24)
    assert call.state is State.RINGING
    phones.exchange.passes(25)
    assert (call.state, call.status, call.ended_because) == (State.ENDED, "no-answer", Ending.NOT_REACHED)
    assert phones.statuses() == ["initiated", "ringing", "no-answer"]
    assert phones.script.forms("/start") == []


def test_the_end_of_ringing_does_nothing_to_a_call_that_was_answered(phones: Phones):
    call = phones.ring().person_answers()
    phones.exchange.passes(600)
    assert call.status == "in-progress"


@pytest.mark.parametrize(
    ("how", "status"), [("is_refused", "busy"), ("fails", "failed"), ("is_cancelled", "canceled")]
)
def test_a_call_that_is_not_taken_reports_why(phones: Phones, how: str, status: str):
    call = phones.ring()
    getattr(call, how)()
    assert phones.statuses()[-1] == call.status == status
    with pytest.raises(NotNow):
        call.person_answers()


def test_a_machine_is_told_from_a_person_when_that_was_asked(phones: Phones):
    phones.ring(detect_machine=True).machine_answers()
    phones.ring(detect_machine=True).person_answers()
    machine, person = phones.script.forms("/start")
    assert (machine["AnsweredBy"], person["AnsweredBy"]) == ("machine_start", "human")


def test_a_machine_says_nothing_and_hangs_up_in_the_end(phones: Phones):
    # A line that would ask for ever.
    again = GATHER.replace("<Gather ", '<Gather actionOnEmptyResult="true" ')
    phones.script.pages |= {"/start": again, "/turn": again}
    call = phones.ring().machine_answers()
    assert (call.state, call.ended_because) == (State.ENDED, Ending.CALLER_HUNG_UP)
    assert all(not form.get("SpeechResult") for form in phones.script.forms("/turn"))
    assert phones.statuses()[-1] == "completed"


def test_a_call_that_is_moved_leaves_the_person_it_was_ringing(phones: Phones):
    phones.script.pages["/start"] = PUT_THROUGH
    call = phones.ring().person_answers()
    assert call.state is State.DIALLING
    phones.telephone.move(call.call_sid, f"{BASE}/elsewhere")
    assert (call.state, call.ringing_numbers) == (State.LISTENING, [])
    assert phones.script.forms("/dialled") == []


def test_somebody_waiting_in_a_queue_is_moved_out_of_it(phones: Phones):
    phones.script.pages |= {
        "/start": '<Enqueue action="/left" waitUrl="/wait">desk</Enqueue>',
        "/wait": "<Say>Please wait.</Say>",
        "/left": "",
    }
    call = phones.ring().person_answers()
    assert call.in_queue == "desk"
    phones.telephone.move(call.call_sid, f"{BASE}/elsewhere")
    assert (call.in_queue, call.state) == (None, State.LISTENING)
    assert phones.script.forms("/left")[0]["QueueResult"] == "redirected"


def test_a_call_from_a_resident_is_moved_and_ended_too(
    script_and_network: tuple[Script, Network, Switchboard],
):
    script, network, switchboard = script_and_network
    first, second = script.call(), script.call()
    for call in (first, second):
        switchboard.add(call)
        call.dial()
    network.move(first.call_sid, f"{BASE}/elsewhere", "POST")
    network.end(second.call_sid)
    assert script.paths[-1] == "/elsewhere"
    assert (first.state, second.ended_because) == (State.LISTENING, Ending.LINE_HUNG_UP)


def test_whoever_asks_in_the_middle_of_a_step_is_answered_before_anything_happens():
    """As with Twilio: a webhook may end the very call that is waiting for its answer."""
    later = []
    script = Script(start=GATHER, turn=GATHER)
    network = Network(
        script.http,
        [COUNCIL],
        account_sid=ACCOUNT_SID,
        auth_token=AUTH_TOKEN,
        later=lambda seconds, do: later.append(do),
    )
    call = network.place(Order(to=MOBILE, from_=COUNCIL, url=f"{BASE}/start"))
    call.person_answers()
    with network.step(call.call_sid):
        network.end(call.call_sid)  # would wait for itself for ever
        assert call.status == "in-progress"
    later[-1]()
    assert call.status == "completed"


@pytest.fixture
def script_and_network() -> tuple[Script, Network, Switchboard]:
    script, switchboard = Script(start=GATHER, elsewhere=GATHER), Switchboard()
    network = Network(
        script.http,
        [COUNCIL],
        account_sid=ACCOUNT_SID,
        auth_token=AUTH_TOKEN,
        switchboard=switchboard,
        later=lambda _seconds, do: do(),
    )
    return script, network, switchboard
