"""Our own Twilio answers as Twilio does: the shapes are stated here, and Twilio's SDK reads them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import httpx
import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from ivr.simulator import State
from tests.ivr.network.parts import COUNCIL, MOBILE, Phones
from tests.ivr.simulator.scripted import ACCOUNT_SID, AUTH_TOKEN, BASE

ACCOUNT = f"/2010-04-01/Accounts/{ACCOUNT_SID}"
DATE = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000")
CALL = {"To": MOBILE, "From": COUNCIL, "Url": f"{BASE}/start"}
TEXT = {"To": MOBILE, "From": COUNCIL, "Body": "Your reference is B7K2."}
NONE = type(None)
# The properties of the schemas in Twilio's API 2010-04-01 (twilio/twilio-oai, spec/json/twilio_api_v2010.json).
SHAPES: dict[str, dict[str, Any]] = {
    "call": {
        "sid": r"CA[0-9a-f]{32}", "date_created": DATE, "date_updated": DATE, "parent_call_sid": (str, NONE),
        "account_sid": r"AC[0-9a-f]{32}", "to": str, "to_formatted": str, "from": str, "from_formatted": str,
        "phone_number_sid": (str, NONE),
        "status": r"queued|ringing|in-progress|completed|busy|failed|no-answer|canceled",
        "start_time": (str, NONE), "end_time": (str, NONE), "duration": (str, NONE), "price": (str, NONE),
        "price_unit": str, "direction": str, "answered_by": (str, NONE), "api_version": "2010-04-01",
        "forwarded_from": (str, NONE), "group_sid": (str, NONE), "caller_name": (str, NONE), "queue_time": str,
        "trunk_sid": (str, NONE), "uri": r"/2010-04-01/Accounts/AC\w+/Calls/CA\w+\.json", "subresource_uris": dict,
    },
    "message": {
        "body": str, "num_segments": r"\d+", "direction": "outbound-api", "from": str, "to": str,
        "date_updated": DATE, "price": (str, NONE), "error_message": (str, NONE),
        "uri": r"/2010-04-01/Accounts/AC\w+/Messages/SM\w+\.json", "account_sid": r"AC[0-9a-f]{32}",
        "num_media": r"\d+", "status": "queued", "messaging_service_sid": (str, NONE), "sid": r"SM[0-9a-f]{32}",
        "date_sent": (str, NONE), "date_created": DATE, "error_code": (int, NONE), "price_unit": (str, NONE),
        "api_version": "2010-04-01", "subresource_uris": dict,
    },
    "number": {
        "account_sid": r"AC[0-9a-f]{32}", "address_sid": (str, NONE), "address_requirements": "none|any|local|foreign",
        "api_version": "2010-04-01", "beta": bool, "capabilities": dict, "date_created": DATE,
        "date_updated": DATE, "friendly_name": str, "identity_sid": (str, NONE), "phone_number": r"\+\d+",
        "origin": str, "sid": r"PN[0-9a-f]{32}", "sms_application_sid": str, "sms_fallback_method": "GET|POST",
        "sms_fallback_url": str, "sms_method": "GET|POST", "sms_url": str, "status_callback": str,
        "status_callback_method": "GET|POST", "trunk_sid": (str, NONE), "uri": str,
        "voice_receive_mode": "voice|fax", "voice_application_sid": str, "voice_caller_id_lookup": bool,
        "voice_fallback_method": "GET|POST", "voice_fallback_url": str, "voice_method": "GET|POST",
        "voice_url": str, "emergency_status": "Active|Inactive", "emergency_address_sid": (str, NONE),
        "emergency_address_status": "registered|unregistered", "bundle_sid": (str, NONE), "status": str,
        "type": str,
    },
}  # fmt: skip


def fits(answer: dict[str, Any], shape: str) -> bool:
    """Every property is there, none is made up, and each is what the schema says."""
    wanted = SHAPES[shape]
    assert answer.keys() == wanted.keys()
    for name, rule in wanted.items():
        value = answer[name]
        if isinstance(rule, str | re.Pattern):
            assert isinstance(value, str), (name, value)
            assert re.fullmatch(rule, value), (name, value)
        else:
            assert isinstance(value, rule), (name, value)
    return True


@pytest.fixture
def http(phones: Phones) -> httpx.Client:
    return httpx.Client(base_url=phones.address, auth=(ACCOUNT_SID, AUTH_TOKEN), trust_env=False)


@pytest.fixture
def client(phones: Phones) -> Client:
    return phones.rest.client


def test_a_call_has_the_shape_of_twilios(http: httpx.Client, phones: Phones):
    answer = http.post(f"{ACCOUNT}/Calls.json", data=CALL)
    assert answer.status_code == 201
    assert fits(answer.json(), "call")
    placed = phones.exchange.call(answer.json()["sid"]).person_answers().says("hello")
    assert placed.state is State.ENDED
    ended = http.get(f"{ACCOUNT}/Calls/{placed.call_sid}.json").json()
    assert fits(ended, "call")
    assert (ended["status"], ended["direction"]) == ("completed", "outbound-api")
    assert DATE.fullmatch(ended["start_time"])
    assert DATE.fullmatch(ended["end_time"])
    assert int(ended["duration"]) >= 0


def test_a_text_and_a_number_have_the_shape_of_twilios(http: httpx.Client):
    sent = http.post(f"{ACCOUNT}/Messages.json", data=TEXT)
    assert sent.status_code == 201
    assert fits(sent.json(), "message")
    assert fits(http.get(f"{ACCOUNT}/Messages/{sent.json()['sid']}.json").json(), "message")
    (number,) = http.get(f"{ACCOUNT}/IncomingPhoneNumbers.json").json()["incoming_phone_numbers"]
    assert fits(number, "number")


def test_the_sdk_reads_a_call(client: Client):
    call = client.calls.create(
        to=MOBILE, from_=COUNCIL, url=f"{BASE}/start", status_callback_event=["ringing"]
    )
    again = client.calls(call.sid).fetch()
    assert (again.to, again._from, again.status) == (MOBILE, COUNCIL, "ringing")
    assert isinstance(again.date_created, datetime)
    assert again.date_created.tzinfo is not None
    assert (again.start_time, again.end_time, again.duration) == (None, None, None)


def test_the_sdk_reads_a_text(client: Client):
    text = client.messages.create(to=MOBILE, from_=COUNCIL, body="é" * 161)
    assert (text.status, text.num_segments, text.error_code) == ("queued", "2", None)
    assert client.messages(text.sid).fetch().body == "é" * 161


@pytest.mark.parametrize(
    ("body", "parts"),
    [("a" * 160, "1"), ("a" * 161, "2"), ("€" * 81, "2"), ("ŵ" * 70, "1"), ("😀" * 36, "2")],
)
def test_a_text_is_counted_in_the_parts_it_is_sent_in(client: Client, body: str, parts: str):
    assert client.messages.create(to=MOBILE, from_=COUNCIL, body=body).num_segments == parts


def test_the_sdk_finds_a_number_and_changes_it(client: Client):
    assert client.incoming_phone_numbers.list(phone_number="+441632960999") == []
    (number,) = client.incoming_phone_numbers.list(phone_number=COUNCIL, limit=5)
    assert (number.voice_url, number.capabilities["voice"]) == ("", True)
    changed = number.update(
        voice_url=f"{BASE}/ivr/voice#rc=2", voice_method="POST", status_callback=f"{BASE}/s"
    )
    assert changed.voice_url == f"{BASE}/ivr/voice#rc=2"
    assert client.incoming_phone_numbers(number.sid).fetch().status_callback == f"{BASE}/s"
    assert client.incoming_phone_numbers(number.sid).update(status_callback="").status_callback == ""


def test_events_are_a_field_that_comes_more_than_once(http: httpx.Client, phones: Phones):
    events = {"StatusCallback": f"{BASE}/over", "StatusCallbackEvent": ["ringing", "completed"]}
    sid = http.post(f"{ACCOUNT}/Calls.json", data={**CALL, **events}).json()["sid"]
    phones.exchange.call(sid).is_refused()
    assert phones.statuses() == ["ringing", "busy"]


@pytest.mark.parametrize(
    ("path", "form", "status", "code"),
    [
        ("Calls.json", {**CALL, "To": ""}, 400, 21201),
        ("Calls.json", {**CALL, "From": ""}, 400, 21213),
        ("Calls.json", {**CALL, "Url": ""}, 400, 21205),
        ("Calls.json", {**CALL, "Url": "/start"}, 400, 21205),
        ("Calls.json", {**CALL, "Url": "https://[half"}, 400, 21205),
        ("Calls.json", {**CALL, "To": "07700 900123"}, 400, 21211),
        ("Calls.json", {**CALL, "From": "+447700900999"}, 400, 21210),
        ("Calls.json", {**CALL, "StatusCallbackEvent": ["ringing", "sneezing"]}, 400, 21626),
        ("Calls.json", {**CALL, "Timeout": "soon"}, 400, 20001),
        ("Calls.json", {**CALL, "Timeout": "9" * 5000}, 400, 20001),
        ("Calls.json", {**CALL, "MachineDetection": "Guess"}, 400, 20001),
        ("Messages.json", {**TEXT, "Body": ""}, 400, 21602),
        ("Messages.json", {**TEXT, "Body": "x" * 1601}, 400, 21617),
        ("Messages.json", {**TEXT, "To": COUNCIL}, 400, 21614),
        ("Messages.json", {**TEXT, "From": MOBILE}, 400, 21606),
        ("Calls/CA0.json", {"Status": "completed"}, 404, 20404),
        ("IncomingPhoneNumbers/PN0.json", {}, 404, 20404),
        ("Faxes.json", {}, 404, 20404),
    ],
)
def test_a_mistake_is_answered_as_twilio_answers_it(
    http: httpx.Client, path: str, form: dict[str, Any], status: int, code: int
):
    answer = http.post(f"{ACCOUNT}/{path}", data=form)
    body = answer.json()
    assert (answer.status_code, body["status"], body["code"]) == (status, status, code)
    assert body.keys() == {"code", "message", "more_info", "status"}
    assert body["message"]
    assert body["more_info"] == f"https://www.twilio.com/docs/errors/{code}"


@pytest.mark.parametrize("auth", [None, (ACCOUNT_SID, "wrong"), ("AC" + "1" * 32, AUTH_TOKEN), ("é", "ü")])
def test_nobody_without_the_token_is_let_in(phones: Phones, auth: tuple[str, str] | None):
    answer = httpx.post(f"{phones.address}{ACCOUNT}/Calls.json", data=CALL, auth=auth, trust_env=False)
    assert (answer.status_code, answer.json()["code"]) == (401, 20003)
    assert phones.network.placed() == []


@pytest.mark.parametrize("header", ["Basic", "Basic !!!", "Basic /w==", "Bearer abc", ""])
def test_credentials_that_are_none_are_no_error_of_ours(phones: Phones, header: str):
    url = f"{phones.address}{ACCOUNT}/Calls.json"
    assert httpx.post(url, headers={"Authorization": header}, trust_env=False).status_code == 401


def test_a_body_that_is_no_form_is_refused(http: httpx.Client):
    url, form = f"{ACCOUNT}/Calls.json", "multipart/form-data; boundary=x"
    assert http.post(url, content=b"\xff\xfe", headers={"Content-Type": form}).status_code == 400
    assert http.post(url, data={**CALL, "SendDigits": "1" * 100_000}).status_code in {400, 413}


def test_the_sdk_makes_an_error_of_an_error(client: Client):
    with pytest.raises(TwilioRestException) as refused:
        client.calls.create(to="+44", from_=COUNCIL, url=f"{BASE}/start")
    assert (refused.value.status, refused.value.code) == (400, 21211)


def test_a_call_that_is_not_in_progress_cannot_be_moved(client: Client):
    call = client.calls.create(to=MOBILE, from_=COUNCIL, url=f"{BASE}/start")
    with pytest.raises(TwilioRestException) as refused:
        client.calls(call.sid).update(url=f"{BASE}/elsewhere")
    assert refused.value.code == 21220
    assert client.calls(call.sid).update(status="canceled").sid == call.sid
    assert client.calls(call.sid).fetch().status == "canceled"
    with pytest.raises(TwilioRestException) as over:
        client.calls(call.sid).update(status="completed")
    assert over.value.code == 21220
