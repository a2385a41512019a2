"""Putting through and waiting: what caller and adviser hear, and what the webhook is told."""

from __future__ import annotations

import httpx
import pytest

from ivr.simulator import SimulatedCall, State, Who
from tests.ivr.simulator.scripted import GATHER, Script

DIAL = (
    '<Dial action="/done" timeout="20" callerId="+441632960001">'
    '<Number url="/whisper?c=abc" statusCallback="/leg" '
    'statusCallbackEvent="initiated ringing answered completed">+441632960002</Number></Dial>'
)
WHISPER = (
    '<Gather numDigits="1" action="/accept" timeout="5"><Say>A missed bin. Press 1 to accept.</Say></Gather>'
    "<Hangup/>"
)


def put_through(**pages: object) -> tuple[Script, SimulatedCall]:
    script = Script(
        **{
            "start": f"<Say>Putting you through.</Say>{DIAL}",
            "whisper": WHISPER,
            "accept": "<Say>Connecting.</Say>",
            "done": "<Say>Nobody is free.</Say><Record action='/left'/>",
            "leg": httpx.Response(204),
            **pages,
        }
    )
    return script, script.dial()


def outcome(script: Script) -> dict[str, str]:
    (form,) = script.forms("/done")
    return {name: form[name] for name in form if name.startswith("Dial")}


def test_an_accepted_whisper_joins_the_two() -> None:
    script, call = put_through()
    assert (call.state, call.ringing_numbers) == (State.DIALLING, ["+441632960002"])
    call.adviser_answers()
    assert call.state is State.WHISPERING
    assert (call.gather, call.adviser_gather is not None) == (None, True)
    assert {item.who for item in call.heard_since_last} == {Who.ADVISER}
    call.adviser_presses("1")
    assert call.state is State.BRIDGED
    assert call.whispered == "A missed bin. Press 1 to accept. Connecting."
    call.adviser_hangs_up(after_seconds=100)
    told = outcome(script)
    assert (told["DialCallStatus"], told["DialCallDuration"], told["DialBridged"]) == (
        "completed",
        "100",
        "true",
    )


def test_the_other_leg_is_a_call_of_its_own() -> None:
    script, call = put_through()
    call.adviser_answers().adviser_presses("1")
    whisper, accept = script.forms("/whisper")[0], script.forms("/accept")[0]
    assert whisper["ParentCallSid"] == call.call_sid != whisper["CallSid"]
    assert (whisper["From"], whisper["To"]) == ("+441632960001", "+441632960002")
    assert whisper["Direction"] == "outbound-dial"
    assert (accept["CallSid"], accept["Digits"]) == (whisper["CallSid"], "1")


def test_progress_of_the_other_leg_is_reported() -> None:
    script, call = put_through()
    call.adviser_answers().adviser_presses("1").adviser_hangs_up()
    legs = script.forms("/leg")
    assert [form["CallStatus"] for form in legs] == ["initiated", "ringing", "in-progress", "completed"]
    assert [form["SequenceNumber"] for form in legs] == ["0", "1", "2", "3"]


@pytest.mark.parametrize("refusal", ["adviser_hangs_up", "adviser_stays_silent"])
def test_a_refused_whisper_is_completed_but_not_bridged(refusal: str) -> None:
    script, call = put_through()
    getattr(call.adviser_answers(), refusal)()
    told = outcome(script)
    assert (told["DialCallStatus"], told["DialBridged"]) == ("completed", "false")
    assert (call.state, call.words) == (State.RECORDING, "Nobody is free.")


@pytest.mark.parametrize(
    ("step", "status", "seconds"),
    [
        ("adviser_is_busy", "busy", 1),
        ("adviser_does_not_answer", "no-answer", 20),
        ("dial_fails", "failed", 0),
    ],
)
def test_nobody_reached(step: str, status: str, seconds: int) -> None:
    script, call = put_through()
    getattr(call, step)()
    told = outcome(script)
    assert (told["DialCallStatus"], told["DialBridged"]) == (status, "false")
    assert "DialCallDuration" not in told
    assert (call.clock, call.words) == (seconds, "Nobody is free.")


@pytest.mark.parametrize(
    "whisper", [httpx.Response(500), "<Redirect>/x</Redirect>", "<Dial>+441632960003</Dial>"]
)
def test_a_whisper_that_fails_is_never_joined(whisper: str | httpx.Response) -> None:
    script, call = put_through(whisper=whisper)
    call.adviser_answers()
    assert call.whispered.startswith("We're sorry")
    assert (outcome(script)["DialBridged"], len(call.faults)) == ("false", 1)


def test_an_empty_whisper_joins_at_once() -> None:
    _script, call = put_through(whisper="")
    assert call.adviser_answers().state is State.BRIDGED


def test_a_caller_who_gives_up_while_it_rings() -> None:
    script, call = put_through()
    call.hangs_up()
    (form,) = script.forms("/done")
    assert (form["DialCallStatus"], form["CallStatus"]) == ("canceled", "completed")
    assert (call.state, script.paths[-1]) == (State.ENDED, "/done")


def test_a_caller_who_hangs_up_after_talking() -> None:
    script, call = put_through()
    call.adviser_answers().adviser_presses("1").hangs_up()
    assert (outcome(script)["DialBridged"], call.ended_because) == ("true", "caller hung up")


def test_a_plain_number_has_no_whisper_and_goes_on_with_the_next_verb() -> None:
    call = Script(start="<Dial>+441632960002</Dial><Say>Goodbye.</Say>").dial().adviser_answers()
    assert call.state is State.BRIDGED
    call.adviser_hangs_up()
    assert (call.words, call.ended_because) == ("Goodbye.", "nothing left to do")


def test_the_first_of_several_to_answer_is_joined() -> None:
    numbers = "".join(f'<Number statusCallback="/leg">+44163296000{last}</Number>' for last in (2, 3))
    script = Script(start=f'<Dial action="/done">{numbers}</Dial>', leg=httpx.Response(204), done="<Hangup/>")
    script.dial().adviser_answers(1).adviser_hangs_up()
    assert [(form["To"][-1], form["CallStatus"]) for form in script.forms("/leg")] == [
        ("2", "canceled"),
        ("3", "completed"),
    ]


def test_the_star_key_ends_a_talk_that_allows_it() -> None:
    dial = '<Dial action="/done" hangupOnStar="true">+441632960002</Dial>'
    call = Script(start=dial, done=GATHER).dial().adviser_answers()
    assert call.presses("1").state is State.BRIDGED
    assert call.presses("*").state is State.LISTENING


QUEUE = '<Enqueue action="/left" waitUrl="/wait">enquiries</Enqueue>'
WAIT = '<Say>You are next.</Say><Gather numDigits="1" action="/choice" timeout="3"/><Pause length="20"/>'


def queued(**pages: object) -> tuple[Script, SimulatedCall]:
    script = Script(
        **{"start": QUEUE, "wait": WAIT, "choice": "<Leave/>", "left": "<Say>We will ring.</Say>", **pages}
    )
    return script, script.dial()


def test_the_wait_document_is_asked_for_again_when_it_runs_out() -> None:
    script, call = queued()
    assert (call.state, call.in_queue, call.words) == (State.LISTENING, "enquiries", "You are next.")
    assert call.stays_silent().state is State.QUEUED
    assert call.stays_silent().state is State.LISTENING
    first, second = script.forms("/wait")
    assert (first["QueuePosition"], first["QueueTime"], second["QueueTime"]) == ("1", "0", "23")


def test_a_wait_document_that_leads_to_the_next_waits_for_time_to_pass() -> None:
    script, call = queued(wait="<Say>Still waiting.</Say><Redirect>/wait</Redirect>")
    for _ in range(70):
        call.stays_silent()
    assert (call.state, len(script.forms("/wait"))) == (State.QUEUED, 71)


def test_silence_at_a_question_in_the_queue_goes_straight_on_to_the_next_document() -> None:
    ask = '<Say>Press 1 to leave.</Say><Gather numDigits="1" action="/choice"/><Redirect>/wait</Redirect>'
    script, call = queued(wait=ask)
    assert call.stays_silent().state is State.LISTENING
    assert script.paths == ["/start", "/wait", "/wait"]


def test_a_key_takes_the_caller_out_of_the_queue() -> None:
    script, call = queued()
    call.presses("1")
    assert (script.forms("/left")[0]["QueueResult"], call.words) == ("leave", "We will ring.")


def test_without_an_action_the_verb_after_enqueue_comes_next() -> None:
    enqueue = '<Enqueue waitUrl="/wait">enquiries</Enqueue><Say>Out again.</Say>'
    _script, call = queued(start=enqueue)
    assert call.presses("1").words == "Out again."


def test_an_adviser_takes_the_caller_from_the_queue() -> None:
    script, call = queued()
    assert call.adviser_answers().state is State.BRIDGED
    call.adviser_hangs_up()
    assert script.forms("/left")[0]["QueueResult"] == "bridged"


def test_hanging_up_in_the_queue_is_told() -> None:
    script, call = queued()
    call.hangs_up()
    assert script.forms("/left")[0]["QueueResult"] == "hangup"
    assert call.ended_because == "caller hung up"


def test_a_full_queue_takes_nobody() -> None:
    script = Script(start=QUEUE, left="<Say>All our lines are busy.</Say>")
    call = script.dial(full_queues=["enquiries"])
    assert (script.forms("/left")[0]["QueueResult"], call.words) == ("queue-full", "All our lines are busy.")


def test_what_does_not_work_in_a_queue_is_a_fault() -> None:
    _script, call = queued(wait="<Dial>+441632960002</Dial>")
    assert call.faults[0].sentence == "Dial does not work while waiting in a queue."


def test_without_a_wait_document_there_is_music() -> None:
    call = Script(start="<Enqueue>enquiries</Enqueue>").dial()
    assert (call.state, call.heard[-1].words) == (State.QUEUED, "hold music")
    assert call.stays_silent().clock == 60
