"""What goes over the wire is what Twilio sends: signed, retried, redirected and repeated as it does."""

from __future__ import annotations

import httpx
import pytest

from ivr.simulator import State
from ivr.simulator.webhook import Webhook
from tests.ivr.simulator.scripted import ACCOUNT_SID, BASE, GATHER, Asked, Script, twiml

CALLER = {"CallSid": "CA1234567890ABCDE", "Caller": "+14158675310", "Digits": "1234", "From": "+14158675310"}
FIRST = {**CALLER, "To": "+18005551212"}
TURN = {
    "AccountSid": "AC" + "0" * 32,
    "ApiVersion": "2010-04-01",
    "CallSid": "CA" + "1" * 32,
    "CallStatus": "in-progress",
    "Called": "+441632960001",
    "Caller": "+447700900123",
    "Confidence": "0.91",
    "Direction": "inbound",
    "From": "+447700900123",
    "Language": "en-GB",
    "SpeechResult": "my bin was missed",
    "To": "+441632960001",
}


@pytest.mark.parametrize(
    ("url", "fields", "signature"),
    [
        ("https://example.com/myapp.php?foo=1&bar=2", FIRST, "L/OH5YylLD5NRKLltdqwSvS0BnU="),
        (
            "https://example.com/myapp.php?foo=1&bar=2",
            {**FIRST, "SpeechResult": ""},
            "Vx4jxCBvtx6y/+o3gHrGCFvQmVc=",
        ),
        ("https://voice.example.gov.uk/voice/turn?s=2", TURN, "5fCUfChOHYQrBUiovDw+fY9Ulps="),
    ],
)
def test_signatures_are_twilios(url: str, fields: dict[str, str], signature: str) -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["X-Twilio-Signature"])
        return twiml("")

    http = httpx.Client(transport=httpx.MockTransport(answer), trust_env=False)
    Webhook(http, "12345").ask(url, fields)
    assert seen == [signature]


def test_the_first_request_says_who_rings_whom() -> None:
    script = Script(start=GATHER)
    call = script.dial(caller="anonymous")
    (form,) = script.forms("/start")
    assert form["CallSid"] == call.call_sid
    assert len(call.call_sid) == 34
    assert call.call_sid.startswith("CA")
    assert (form["AccountSid"], form["From"], form["To"]) == (ACCOUNT_SID, "anonymous", "+441632960001")
    assert (form["CallStatus"], form["Direction"], form["ApiVersion"]) == ("ringing", "inbound", "2010-04-01")
    assert script.asked[0].headers["I-Twilio-Idempotency-Token"]


def test_a_repeated_request_is_the_same_to_the_byte() -> None:
    script = Script(start=GATHER, turn=GATHER)
    call = script.dial().says("my bin was missed")
    answer = call.repeat_last_request()
    first, second = script.asked[-2:]
    assert (first.form, first.path, first.headers) == (second.form, second.path, second.headers)
    assert answer == call.last_document
    assert call.state is State.LISTENING


def test_cookies_are_kept_for_this_call_only() -> None:
    def start(asked: Asked) -> httpx.Response:
        page = twiml(GATHER)
        page.headers["Set-Cookie"] = f"call={asked.form['CallSid']}; Path=/"
        return page

    script = Script(start=start, turn=GATHER)
    call = script.dial()
    other = script.dial()
    call.says("hello")
    assert script.asked[-1].headers["Cookie"] == f"call={call.call_sid}"
    other.says("hello")
    assert script.asked[-1].headers["Cookie"] == f"call={other.call_sid}"


def test_a_redirect_loses_the_form() -> None:
    script = Script(start=GATHER, turn=httpx.Response(307, headers={"Location": "/moved?s=1"}), moved=GATHER)
    script.dial().says("hello")
    moved = script.asked[-1]
    assert (moved.path, moved.method, moved.form, moved.query) == ("/moved", "GET", {}, {"s": "1"})


def test_ten_redirects_are_followed_and_no_more() -> None:
    script = Script(start=httpx.Response(302, headers={"Location": "/start"}))
    call = script.dial()
    assert len(script.asked) == 11
    assert (call.ended_because, call.faults[0].code) == ("application error", 11215)


def test_a_get_action_carries_its_fields_in_the_query() -> None:
    script = Script(start='<Gather action="/turn?s=1" method="GET" numDigits="1"/>', turn=GATHER)
    script.dial().presses("3")
    turn = script.asked[-1]
    assert (turn.method, turn.query["s"], turn.query["Digits"], turn.form) == ("GET", "1", "3", {})


def failing_once(trouble: httpx.Response | Exception) -> tuple[Script, list[str]]:
    tokens: list[str] = []

    def start(asked: Asked) -> httpx.Response:
        tokens.append(asked.headers["I-Twilio-Idempotency-Token"])
        if len(tokens) > 1:
            return twiml(GATHER)
        if isinstance(trouble, Exception):
            raise trouble
        return trouble

    return Script(start=start), tokens


def test_a_lost_connection_is_tried_once_more_with_the_same_token() -> None:
    script, tokens = failing_once(httpx.ConnectError("refused"))
    assert script.dial().state is State.LISTENING
    assert tokens == [tokens[0]] * 2


@pytest.mark.parametrize("trouble", [httpx.Response(500), httpx.ReadTimeout("slow")])
def test_other_trouble_is_not_tried_again_unless_the_url_asks(trouble: httpx.Response | Exception) -> None:
    script, tokens = failing_once(trouble)
    assert script.dial().ended_because == "application error"
    assert len(tokens) == 1

    script, tokens = failing_once(trouble)
    assert script.call("#rc=2&rp=rt,5xx").dial().state is State.LISTENING
    assert len(tokens) == 2


def test_an_answer_after_fifteen_seconds_is_too_late() -> None:
    now = [0.0]

    def start(_asked: Asked) -> httpx.Response:
        now[0] += 16
        return twiml(GATHER)

    call = Script(start=start).dial(stopwatch=lambda: now[0])
    assert call.ended_because == "application error"
    assert call.faults[0].sentence == f"{BASE}/start did not answer within 15 seconds."


def test_an_answer_that_is_too_long_is_refused() -> None:
    call = Script(start="<Say>Hello</Say>" * 5000).dial()
    assert [fault.code for fault in call.faults] == [11750]


def test_plain_text_is_read_aloud_and_json_is_not() -> None:
    assert Script(start=httpx.Response(200, text="Bring out your bins")).dial().words == "Bring out your bins"
    call = Script(start=httpx.Response(200, json={"say": "Hello"})).dial()
    assert [fault.code for fault in call.faults] == [12300]
