"""A caller's part: what they hear, say, press or leave unsaid, and how a call ends."""

from __future__ import annotations

import httpx
import pytest
from fastapi import FastAPI, Request, Response
from fastapi.testclient import TestClient

from ivr.simulator import DIGITS, SPEECH, EndlessCall, Kind, NotNow, SimulatedCall, State
from tests.ivr.simulator.scripted import ACCOUNT_SID, AUTH_TOKEN, BASE, GATHER, Asked, Script, twiml


def test_a_call_opens_with_a_question() -> None:
    call = Script(start=f"<Say>Welcome.</Say><Pause length='2'/>{GATHER}").dial()
    assert call.state is State.LISTENING
    assert call.gather is not None
    assert (call.gather.kinds, call.gather.num_digits) == ({SPEECH, DIGITS}, 1)
    assert (call.words, call.clock) == ("Welcome. How can I help?", 2)


def test_words_reach_the_action_beside_the_document() -> None:
    script = Script(start=GATHER, turn="<Say>Goodbye.</Say><Hangup/>")
    call = script.dial().says("my bin was missed")
    (form,) = script.forms("/turn")
    assert (form["SpeechResult"], form["Confidence"]) == ("my bin was missed", "0.92")
    assert form["CallStatus"] == "in-progress"
    assert (call.words, call.ended_because) == ("Goodbye.", "line hung up")


def test_speech_may_come_without_confidence() -> None:
    script = Script(start=GATHER, turn=GATHER)
    script.dial().says("hello", confidence=None)
    assert "Confidence" not in script.forms("/turn")[0]


@pytest.mark.parametrize(
    ("attributes", "keys", "digits", "seconds"),
    [
        ('numDigits="1"', "12", "1", 0),
        ('numDigits="4" timeout="7"', "123", "123", 7),
        ('timeout="7"', "123#9", "123", 0),
        ('timeout="7"', "#12#", "12", 0),
        ('finishOnKey="*"', "1#2*", "1#2", 0),
        ('finishOnKey="" numDigits="2"', "#*", "#*", 0),
    ],
)
def test_keys_end_at_their_number_the_finishing_key_or_in_time(
    attributes: str, keys: str, digits: str, seconds: int
) -> None:
    script = Script(start=f'<Gather action="/turn" {attributes}/>', turn=GATHER)
    call = script.dial().presses(keys)
    assert (script.forms("/turn")[0]["Digits"], call.clock) == (digits, seconds)


def test_silence_falls_through_to_the_next_verb() -> None:
    script = Script(start=f"{GATHER}<Redirect>/nothing?s=1</Redirect>", nothing=GATHER)
    call = script.dial().stays_silent()
    assert script.paths == ["/start", "/nothing"]
    assert "SpeechResult" not in script.forms("/nothing")[0]
    assert call.clock == 6


def test_silence_with_nothing_after_it_ends_the_call() -> None:
    assert Script(start=GATHER).dial().stays_silent().ended_because == "nothing left to do"


def test_silence_reaches_the_action_when_it_asks_for_empty_results() -> None:
    gather = GATHER.replace("<Gather ", '<Gather actionOnEmptyResult="true" ')
    script = Script(start=gather, turn=GATHER)
    script.dial().stays_silent()
    (form,) = script.forms("/turn")
    assert (form["SpeechResult"], form["Digits"]) == ("", "")


def test_words_at_a_question_for_keys_are_lost() -> None:
    script = Script(
        start='<Gather action="/turn"/><Redirect>/nothing</Redirect>', turn=GATHER, nothing=GATHER
    )
    script.dial().says("seven")
    assert script.paths == ["/start", "/nothing"]


def test_a_question_without_an_action_asks_the_same_document() -> None:
    script = Script(start='<Gather numDigits="1"/>')
    script.dial().presses("1")
    assert script.paths == ["/start", "/start"]


def test_a_document_that_sends_the_caller_round_and_round_is_caught() -> None:
    script = Script(start="<Say>One moment.</Say><Redirect>/start</Redirect>")
    call = script.call()
    with pytest.raises(EndlessCall):
        call.dial()
    assert len(script.asked) == 60
    assert call.ended_because == "application error"


def test_a_line_that_repeats_itself_to_silence_for_ever_is_caught() -> None:
    call = Script(start=f"{GATHER}<Redirect>/start</Redirect>").dial()

    def never_say_anything() -> None:
        for _ in range(60):
            call.stays_silent()

    with pytest.raises(EndlessCall):
        never_say_anything()


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (httpx.Response(500), "11200"),
        (httpx.Response(403), "11200"),
        (httpx.ConnectError("refused"), "11205"),
        ("", "12200"),
        (
            httpx.Response(200, text="<Response><Say>Tea & cake", headers={"Content-Type": "text/xml"}),
            "12100",
        ),
        (f'<Gather hints="{",".join(["bin"] * 501)}"/>', "12200"),
    ],
)
def test_a_fault_is_answered_by_the_fallback(reply: str | httpx.Response | Exception, code: str) -> None:
    script = Script(start=GATHER, turn=reply, sorry="<Say>Sorry.</Say><Dial>+441632960002</Dial>")
    call = script.dial(fallback_url="https://voice.example.gov.uk/sorry").says("hello")
    (form,) = script.forms("/sorry")
    assert (form["ErrorCode"], form["ErrorUrl"]) == (code, "https://voice.example.gov.uk/turn?s=1")
    assert (call.words, call.state) == ("Sorry.", State.DIALLING)


def test_without_a_fallback_the_caller_hears_twilios_apology() -> None:
    script = Script(start=httpx.Response(500), over=httpx.Response(204))
    call = script.dial(status_callback="https://voice.example.gov.uk/over")
    assert call.words == "We're sorry, an application error has occurred. Goodbye."
    assert (call.state, call.ended_because) == (State.ENDED, "application error")
    assert len(script.forms("/over")) == 1


def test_a_fallback_that_fails_too_is_not_asked_again() -> None:
    script = Script(start=httpx.Response(500), sorry="")
    call = script.dial(fallback_url="https://voice.example.gov.uk/sorry")
    assert script.paths == ["/start", "/sorry"]
    assert call.ended_because == "application error"


def test_hanging_up_is_reported_with_the_length_of_the_call() -> None:
    script = Script(start=f"<Pause length='61'/>{GATHER}", over=httpx.Response(204))
    script.dial(status_callback="https://voice.example.gov.uk/over").hangs_up()
    (form,) = script.forms("/over")
    assert (form["CallStatus"], form["CallDuration"], form["Duration"]) == ("completed", "61", "2")


@pytest.mark.parametrize(
    ("reason", "status", "ending"), [("busy", "busy", "busy"), ("rejected", "no-answer", "rejected")]
)
def test_a_call_can_be_refused_unanswered(reason: str, status: str, ending: str) -> None:
    script = Script(start=f'<Reject reason="{reason}"/>', over=httpx.Response(204))
    call = script.dial(status_callback="https://voice.example.gov.uk/over")
    (form,) = script.forms("/over")
    assert (form["CallStatus"], form["CallDuration"], call.ended_because) == (status, "0", ending)


def test_a_failing_status_callback_harms_nobody() -> None:
    script = Script(start=GATHER, over=httpx.Response(500))
    call = script.dial(status_callback="https://voice.example.gov.uk/over").hangs_up()
    assert (call.ended_because, call.faults) == ("caller hung up", [])


def test_a_step_that_does_not_fit_is_refused() -> None:
    call = Script(start=GATHER).dial()
    with pytest.raises(NotNow, match="The call is listening"):
        call.adviser_answers()
    call.hangs_up()
    with pytest.raises(NotNow, match="The call is ended"):
        call.says("hello?")
    with pytest.raises(ValueError, match="no keys"):
        call.presses("A")


def test_heard_since_last_is_what_the_last_step_brought() -> None:
    call = Script(start=GATHER, turn=f"<Say>Right.</Say><Play>/ding.mp3</Play>{GATHER}").dial()
    call.says("hello")
    assert call.words == "Right. How can I help?"
    assert [item.kind for item in call.heard_since_last] == [Kind.WORDS, Kind.SOUND, Kind.WORDS]
    assert len(call.heard) == 4


def test_a_message_is_recorded_until_a_key() -> None:
    script = Script(
        start='<Record action="/left" finishOnKey="#" recordingStatusCallback="/ready"/>',
        left="<Say>Thank you.</Say><Hangup/>",
        ready=httpx.Response(204),
    )
    call = script.dial()
    assert (call.state, call.heard[0].words) == (State.RECORDING, "beep")
    call.says("this is about my bin").presses("1").says("please ring").presses("#")
    left = script.forms("/left")[0]
    assert (left["Digits"], left["RecordingDuration"]) == ("#", "3")
    assert left["RecordingUrl"].endswith(left["RecordingSid"])
    assert script.forms("/ready")[0]["RecordingStatus"] == "completed"
    assert (call.messages, call.words) == (["this is about my bin please ring"], "Thank you.")


def test_hanging_up_ends_a_message_and_its_answer_is_not_carried_out() -> None:
    script = Script(start='<Record action="/left"/>', left="<Redirect>/start</Redirect>")
    call = script.dial().says("ring me").hangs_up()
    (left,) = script.forms("/left")
    assert (left["Digits"], left["CallStatus"]) == ("hangup", "completed")
    assert (call.ended_because, script.paths) == ("caller hung up", ["/start", "/left"])


def test_a_message_ends_at_its_full_length_or_in_silence() -> None:
    record = '<Record action="/left" maxLength="3" timeout="4"/>'
    script = Script(start=record, left=lambda _asked: twiml("<Hangup/>"))
    script.dial().says("one two three four five six seven eight nine ten")
    script.dial().stays_silent()
    assert [form["RecordingDuration"] for form in script.forms("/left")] == ["3", "0"]


def test_a_fastapi_application_is_rung_through_its_test_client() -> None:
    app = FastAPI()

    @app.post("/start")
    async def start(request: Request) -> Response:
        form = await request.form()
        body = f"<Response><Say>You rang from {form['From']}.</Say></Response>"
        return Response(body, media_type="text/xml")

    call = SimulatedCall(
        TestClient(app, base_url=BASE), f"{BASE}/start", auth_token=AUTH_TOKEN, account_sid=ACCOUNT_SID
    )
    assert call.dial().words == "You rang from +447700900123."


def test_an_asked_form_is_not_shared_between_calls() -> None:
    sids: set[str] = set()

    def start(asked: Asked) -> str:
        sids.add(asked.form["CallSid"])
        return GATHER

    script = Script(start=start)
    script.dial()
    script.dial()
    assert len(sids) == 2
