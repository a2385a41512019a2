"""Nobody but Twilio gets in. The vectors are those of VOICE_FACTS, section 4, made with Twilio's own library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from httpx import Response
from twilio.request_validator import RequestValidator

from ivr.signature import MOST_BYTES, TwilioForms
from tests.ivr.parts import ACCOUNT_SID, AUTH_TOKEN, BASE

CALL = "CA" + "1" * 32
TWILIOS_EXAMPLE = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+14158675310",
    "Digits": "1234",
    "From": "+14158675310",
    "To": "+18005551212",
}
A_TURN = {
    "AccountSid": ACCOUNT_SID,
    "ApiVersion": "2010-04-01",
    "CallSid": CALL,
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
FORM = "application/x-www-form-urlencoded"


class Door:
    """One page behind the check, which gives back what it was let in with."""

    def __init__(self, base: str = BASE, inside: str = BASE) -> None:
        forms = TwilioForms(AUTH_TOKEN, ACCOUNT_SID, base)
        app = FastAPI()
        self.base = base

        async def page(request: Request) -> dict[str, str]:
            return dict(await forms.read(request))

        for path in ("/voice/turn", "/myapp.php"):
            app.post(path)(page)
        self.http = TestClient(app, base_url=inside)

    def post(
        self,
        fields: Mapping[str, str] | list[tuple[str, str]],
        *,
        path: str = "/voice/turn?s=2",
        signature: str | None = None,
        sent: Mapping[str, str] | None = None,
    ) -> Response:
        """`sent` is what is really sent, when that is not what was signed."""
        if signature is None:
            signature = sign(fields, f"{self.base}{path}")
        body = urlencode(list(sent.items()) if sent else fields)
        headers = {"X-Twilio-Signature": signature, "Content-Type": FORM}
        return self.http.post(path, content=body, headers=headers)


class Repeated(dict[str, list[str]]):
    """Fields that come more than once, as the validator reads them from a web framework."""

    def getlist(self, name: str) -> list[str]:
        return self[name]


def sign(fields: Mapping[str, str] | list[tuple[str, str]], url: str, token: str = AUTH_TOKEN) -> str:
    if isinstance(fields, list):
        gathered = Repeated()
        for name, value in fields:
            gathered.setdefault(name, []).append(value)
        return str(RequestValidator(token).compute_signature(url, gathered))
    return str(RequestValidator(token).compute_signature(url, dict(fields)))


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.mark.parametrize(
    ("base", "path", "fields", "signature", "answer"),
    [
        (
            "https://example.com",
            "/myapp.php?foo=1&bar=2",
            TWILIOS_EXAMPLE,
            "L/OH5YylLD5NRKLltdqwSvS0BnU=",
            "The AccountSid is not ours.",  # which is looked at only once the signature fits
        ),
        (
            "https://example.com",
            "/myapp.php?foo=1&bar=2",
            {**TWILIOS_EXAMPLE, "SpeechResult": ""},
            "Vx4jxCBvtx6y/+o3gHrGCFvQmVc=",
            "The AccountSid is not ours.",
        ),
        (BASE, "/voice/turn?s=2", A_TURN, "5fCUfChOHYQrBUiovDw+fY9Ulps=", None),
    ],
)
def test_the_known_signatures_fit(
    base: str, path: str, fields: dict[str, str], signature: str, answer: str | None
):
    response = Door(base, inside=base).post(fields, path=path, signature=signature)
    assert response.json() == (A_TURN if answer is None else {"detail": answer})
    wrong = Door(base, inside=base).post(fields, path=path, signature=signature.replace("=", "A"))
    assert wrong.status_code == 403
    assert "Signature" in wrong.json()["detail"]


def test_behind_a_proxy_the_public_address_counts():
    inside = Door(inside="http://10.0.0.7:8000")
    assert inside.post(A_TURN).status_code == 200
    as_it_looks_from_inside = sign(A_TURN, "http://10.0.0.7:8000/voice/turn?s=2")
    assert inside.post(A_TURN, signature=as_it_looks_from_inside).status_code == 403


@pytest.mark.parametrize(
    "url",
    [
        "http://voice.example.gov.uk/voice/turn?s=2",
        "https://voice.example.gov.uk/voice/turn?s=3",
        "https://voice.example.gov.uk/voice/turn",
        "https://voice.example.com/voice/turn?s=2",
        "https://voice.example.gov.uk/voice/again?s=2",
    ],
)
def test_a_signature_over_another_address_is_refused(door: Door, url: str):
    assert door.post(A_TURN, signature=sign(A_TURN, url)).status_code == 403


def test_a_port_that_twilio_adds_is_no_matter(door: Door):
    url = "https://voice.example.gov.uk:443/voice/turn?s=2"
    assert door.post(A_TURN, signature=sign(A_TURN, url)).status_code == 200


@pytest.mark.parametrize("signature", ["", "AAAA", "5fCUfChOHYQrBUiovDw+fY9Ulpt=", "ä" * 28])
def test_a_wrong_signature_is_refused(door: Door, signature: str):
    headers = {"X-Twilio-Signature": signature.encode(), "Content-Type": FORM.encode()}
    response = door.http.post("/voice/turn?s=2", content=urlencode(A_TURN), headers=headers)
    assert response.status_code == 403


def test_a_missing_signature_is_refused(door: Door):
    assert door.http.post("/voice/turn?s=2", data=A_TURN).status_code == 403


def test_another_accounts_token_is_refused(door: Door):
    signature = sign(A_TURN, f"{BASE}/voice/turn?s=2", token="67890")
    assert door.post(A_TURN, signature=signature).status_code == 403


@pytest.mark.parametrize(
    "sent",
    [
        {**A_TURN, "From": "+447700900999"},
        {**A_TURN, "SpeechResult": "my bin was missed "},
        {**A_TURN, "New": "field"},
        {name: value for name, value in A_TURN.items() if name != "Confidence"},
        {**A_TURN, "Digits": ""},
    ],
)
def test_a_form_that_was_changed_on_the_way_is_refused(door: Door, sent: dict[str, str]):
    assert door.post(A_TURN, sent=sent).status_code == 403


def test_another_account_is_refused_though_it_is_signed(door: Door):
    response = door.post({**A_TURN, "AccountSid": "AC" + "9" * 32})
    assert (response.status_code, response.json()["detail"]) == (403, "The AccountSid is not ours.")
    nameless = {name: value for name, value in A_TURN.items() if name != "AccountSid"}
    assert door.post(nameless).status_code == 403


@pytest.mark.parametrize("sid", [None, ""])
def test_a_form_without_a_call_is_let_in_for_somebody_may_be_on_the_line(door: Door, sid: str | None):
    fields = {name: value for name, value in A_TURN.items() if name != "CallSid"}
    if sid is not None:
        fields["CallSid"] = sid
    response = door.post(fields)
    assert response.status_code == 200
    assert "CallSid" not in response.json()


@pytest.mark.parametrize(
    "more",
    [
        {"SpeechResult": ""},
        {"Digits": "", "SpeechResult": ""},
        {"StirVerstat": "TN-Validation-Passed-A", "NewIn2027": "yes"},
        {"SpeechResult": "Ŵyn & “ŷ” 😡 + % = ;"},
        {"SpeechResult": "  spaces kept  "},
        {"": "a field without a name"},
    ],
)
def test_empty_and_unknown_fields_are_signed_and_let_in(door: Door, more: dict[str, str]):
    response = door.post({**A_TURN, **more})
    assert response.status_code == 200
    assert response.json() == {**A_TURN, **more}


def test_a_field_that_comes_twice_is_signed_with_both_values(door: Door):
    response = door.post([*A_TURN.items(), ("Tag", "one"), ("Tag", "two")])
    assert response.status_code == 200
    signed_once = sign(A_TURN | {"Tag": "one"}, f"{BASE}/voice/turn?s=2")
    assert (
        door.post([*A_TURN.items(), ("Tag", "one"), ("Tag", "two")], signature=signed_once).status_code == 403
    )


# Too much


def test_a_body_no_twilio_request_has_is_refused(door: Door):
    assert door.post({**A_TURN, "SpeechResult": "x" * MOST_BYTES}).status_code == 413


def test_also_when_it_comes_without_its_length(door: Door):
    def body() -> Iterator[bytes]:
        yield urlencode(A_TURN).encode() + b"&More="
        for _ in range(200):
            yield b"x" * 1_000

    response = door.http.post("/voice/turn?s=2", content=body(), headers={"Content-Type": FORM})
    assert response.status_code == 413


def test_many_fields_are_refused(door: Door):
    assert door.post({**A_TURN, **{f"Field{number}": "" for number in range(300)}}).status_code in (400, 413)


@pytest.mark.parametrize("length", ["-1", "many", "1e9"])
def test_a_length_that_is_none_is_no_failure_of_ours(door: Door, length: str):
    headers = {"Content-Type": FORM, "Content-Length": length}
    assert door.http.post("/voice/turn?s=2", content=b"", headers=headers).status_code in (400, 403, 413)


@pytest.mark.parametrize("kind", ["application/json", "text/plain", ""])
def test_what_is_no_form_is_refused(door: Door, kind: str):
    response = door.http.post(
        "/voice/turn?s=2", content=b'{"CallSid": "CA1"}', headers={"Content-Type": kind} if kind else {}
    )
    assert response.status_code == 403


def test_a_form_with_a_file_is_refused(door: Door):
    response = door.http.post("/voice/turn?s=2", data=A_TURN, files={"file": b"some bytes"})
    assert response.status_code == 400
