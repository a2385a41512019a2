"""The page's API: a call is begun and stepped through, and nothing that goes wrong is an error of ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from ivr.phone_page import router
from ivr.simulator.switchboard import Switchboard
from tests.ivr.simulator.scripted import ACCOUNT_SID, AUTH_TOKEN, BASE, GATHER, Script

HOME = "http://127.0.0.1:8000"
UK = {"caller": "+447700900123"}


class NoPages:
    """Stands in for pages.Pages; the page itself is looked at in tests/browser."""

    def add_room(self, name: str, folder: Path) -> None:
        assert (name, (folder / "templates" / "phone.html").exists()) == ("ivr", True)


def phone(script: Script, **options: Any) -> TestClient:
    reached: list[httpx.Request] = []

    def deliver(request: httpx.Request) -> httpx.Response:
        reached.append(request)
        assert str(request.url).startswith(HOME), "the public address was rung instead of this machine"
        # As behind a proxy: the webhook knows itself by its public address.
        request.url = httpx.URL(BASE).join(request.url.raw_path.decode())
        return script.http._transport.handle_request(request)

    app = FastAPI()
    settings: dict[str, Any] = {
        "voice_url": f"{BASE}/start",
        "status_url": "/over",
        "auth_token": AUTH_TOKEN,
        "account_sid": ACCOUNT_SID,
        "called": "+441632960001",
        "base_url": HOME,
        "transport": httpx.MockTransport(deliver),
    }
    app.include_router(router(NoPages(), **{**settings, **options}))  # type: ignore[arg-type]
    return TestClient(app)


@pytest.fixture
def script() -> Script:
    return Script(start=GATHER, turn="<Say>Goodbye.</Say><Hangup/>", over=httpx.Response(204))


def begin(client: TestClient, body: dict[str, Any] = UK) -> dict[str, Any]:
    answer = client.post("/phone/api/calls", json=body)
    assert answer.status_code == 201
    return dict(answer.json())


def test_a_call_is_begun_and_ends(script: Script) -> None:
    client = phone(script)
    call = begin(client)
    assert call["heard"] == [{"who": "caller", "kind": "words", "words": "How can I help?", "seconds": 0}]
    assert (call["state"], call["ended_because"]) == ("listening", None)
    assert call["listening"] == {"kind": "both", "num_digits": 1, "finish_on_key": "#", "hints": []}
    assert call["call_sid"].startswith("CA")
    assert "<Gather" in call["twiml"]

    answer = client.post(f"/phone/api/calls/{call['id']}/input", json={"speech": "my bin"}).json()
    assert [heard["words"] for heard in answer["heard"]] == ["Goodbye."]
    assert (answer["state"], answer["listening"], answer["ended_because"]) == ("ended", None, "line hung up")
    assert script.paths == ["/start", "/turn", "/over"]


def test_a_call_that_the_council_moved_is_seen_to_have_moved(script: Script) -> None:
    held = Switchboard()
    client = phone(script, switchboard=held)
    script.pages["/elsewhere"] = "<Say>An adviser is here.</Say><Hangup/>"
    call = begin(client)
    with held.call(call["id"]) as moved:
        moved.moves_to(f"{BASE}/elsewhere")
    seen = client.get(f"/phone/api/calls/{call['id']}").json()
    assert [heard["words"] for heard in seen["heard"]] == ["An adviser is here."]
    assert (seen["heard_total"], seen["state"]) == (call["heard_total"] + 1, "ended")
    assert client.get(f"/phone/api/calls/{call['id']}").json() == seen  # a look changes nothing
    assert client.get("/phone/api/calls/nobody").status_code == 404


def test_a_number_may_be_withheld(script: Script) -> None:
    begin(phone(script), {"caller": "withheld"})
    assert script.forms("/start")[0]["From"] == "anonymous"


def test_both_people_can_be_played() -> None:
    dial = '<Dial action="/done"><Number url="/whisper">+441632960002</Number></Dial>'
    whisper = '<Gather numDigits="1" action="/accept"><Say>A bin.</Say></Gather><Hangup/>'
    client = phone(Script(start=dial, whisper=whisper, accept="", done=GATHER, over=httpx.Response(204)))
    key = begin(client)["id"]

    def happens(**given: object) -> dict[str, Any]:
        return dict(client.post(f"/phone/api/calls/{key}/input", json=given).json())

    answered = happens(adviser="answers")
    assert (answered["state"], answered["heard"][0]["who"]) == ("whispering", "adviser")
    assert happens(adviser="presses_1")["state"] == "bridged"
    assert happens(adviser="hangs_up")["state"] == "listening"
    assert happens(silence=True)["ended_because"] == "nothing left to do"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"speech": ""},
        {"speech": "   "},
        {"speech": "x" * 501},
        {"speech": None},
        {"keys": "1A"},
        {"silence": False},
        {"speech": "hello", "keys": "1"},
        {"adviser": "sings"},
        {"shout": "hello"},
        ["speech"],
    ],
)
def test_malformed_input_is_refused(script: Script, body: object) -> None:
    client = phone(script)
    answer = client.post(f"/phone/api/calls/{begin(client)['id']}/input", json=body)
    assert (answer.status_code, answer.json()["error"]) == (422, "malformed")


@pytest.mark.parametrize(
    "body", [b"{", b"\xff\xfe", b'{"caller": "999"}', b'{"caller": "07700 900123"}', b""]
)
def test_a_malformed_call_is_refused(script: Script, body: bytes) -> None:
    answer = phone(script).post(
        "/phone/api/calls", content=body, headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["error"]) == (422, "malformed")


def test_an_unknown_call_and_a_step_that_does_not_fit(script: Script) -> None:
    client = phone(script)
    assert client.post("/phone/api/calls/nobody/input", json={"silence": True}).status_code == 404
    key = begin(client)["id"]
    answer = client.post(f"/phone/api/calls/{key}/input", json={"adviser": "answers"})
    assert (answer.status_code, answer.json()["error"]) == (409, "not_now")


@pytest.mark.parametrize(
    "start",
    [
        httpx.Response(500),
        httpx.Response(403),
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        "",
        "<Redirect>/start</Redirect>",
        "<Redirect>https://elsewhere.example/voice</Redirect>",
    ],
)
def test_a_failing_webhook_is_heard_and_is_no_error_of_ours(start: str | httpx.Response | Exception) -> None:
    call = begin(phone(Script(start=start, over=httpx.Response(204))))
    assert (call["state"], call["ended_because"]) == ("ended", "application error")
    assert "application error" in call["heard"][-1]["words"]
    assert call["faults"]


def test_paths_are_found_on_this_machine(script: Script) -> None:
    script.http = httpx.Client(
        transport=httpx.MockTransport(lambda _request: httpx.Response(200, text="Hello"))
    )
    answer = begin(phone(script, voice_url="/start"))
    assert answer["heard"][0]["words"] == "Hello"


def test_the_recognisers_confidence_can_be_set_for_speech_alone(script: Script) -> None:
    client = phone(script)
    call = begin(client)
    address = f"/phone/api/calls/{call['id']}/input"
    assert client.post(address, json={"keys": "1", "confidence": 0.4}).status_code == 422
    assert client.post(address, json={"confidence": 0.4}).status_code == 422
    assert client.post(address, json={"speech": "my bin", "confidence": 1.4}).status_code == 422
    assert client.post(address, json={"speech": "my bin", "confidence": 0.4}).status_code == 200
    assert script.forms("/turn")[0]["Confidence"] == "0.4"
