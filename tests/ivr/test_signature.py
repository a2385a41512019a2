"""Nobody but Twilio gets in. The vectors are Twilio's own documentation's and two made with its library."""

from __future__ import annotations

import pytest
from twilio.request_validator import RequestValidator

from tests.ivr.line import ACCOUNT, BASE, TOKEN, PhoneLine

CALL = "CA" + "1" * 32
TWILIOS_EXAMPLE = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+14158675310",
    "Digits": "1234",
    "From": "+14158675310",
    "To": "+18005551212",
}
A_TURN = {
    "AccountSid": ACCOUNT,
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


def signed(path: str, fields: dict[str, str], token: str = TOKEN) -> dict[str, str]:
    return {"X-Twilio-Signature": RequestValidator(token).compute_signature(f"{BASE}{path}", fields)}


@pytest.mark.parametrize(
    ("url", "fields", "signature"),
    [
        ("https://example.com/myapp.php?foo=1&bar=2", TWILIOS_EXAMPLE, "L/OH5YylLD5NRKLltdqwSvS0BnU="),
        (
            "https://example.com/myapp.php?foo=1&bar=2",
            {**TWILIOS_EXAMPLE, "SpeechResult": ""},
            "Vx4jxCBvtx6y/+o3gHrGCFvQmVc=",
        ),
        ("https://voice.example.gov.uk/voice/turn?s=2", A_TURN, "5fCUfChOHYQrBUiovDw+fY9Ulps="),
    ],
)
def test_the_known_signatures_fit(url: str, fields: dict[str, str], signature: str) -> None:
    assert RequestValidator("12345").validate(url, fields, signature)


def test_a_signed_form_is_let_in(line: PhoneLine) -> None:
    answer = line.http.post("/ivr/voice", data=A_TURN, headers=signed("/ivr/voice", A_TURN))
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/xml")


def test_the_signature_is_checked_against_the_public_address_behind_a_proxy(line: PhoneLine) -> None:
    line.http.base_url = "http://10.0.0.7:8000"
    answer = line.http.post("/ivr/voice", data=A_TURN, headers=signed("/ivr/voice", A_TURN))
    assert answer.status_code == 200


@pytest.mark.parametrize("headers", [{}, {"X-Twilio-Signature": ""}, {"X-Twilio-Signature": "AAAA"}])
@pytest.mark.parametrize("path", ["voice", "turn?s=1", "again?s=1", "dialled?s=1", "whisper?s=1", "status"])
def test_a_missing_or_wrong_signature_is_refused(line: PhoneLine, path: str, headers: dict[str, str]) -> None:
    assert line.http.post(f"/ivr/{path}", data=A_TURN, headers=headers).status_code == 403


def test_a_signature_with_another_token_is_refused(line: PhoneLine) -> None:
    headers = signed("/ivr/voice", A_TURN, token="another")
    assert line.http.post("/ivr/voice", data=A_TURN, headers=headers).status_code == 403


def test_a_changed_field_breaks_the_signature(line: PhoneLine) -> None:
    headers = signed("/ivr/voice", A_TURN)
    forged = {**A_TURN, "From": "+447700900999"}
    assert line.http.post("/ivr/voice", data=forged, headers=headers).status_code == 403


def test_another_account_is_refused_though_it_is_signed(line: PhoneLine) -> None:
    fields = {**A_TURN, "AccountSid": "AC" + "9" * 32}
    assert line.http.post("/ivr/voice", data=fields, headers=signed("/ivr/voice", fields)).status_code == 403


def test_a_form_without_a_call_is_told_so(line: PhoneLine) -> None:
    fields = {"AccountSid": ACCOUNT}
    answer = line.http.post("/ivr/voice", data=fields, headers=signed("/ivr/voice", fields))
    assert answer.status_code == 400
    assert "CallSid" in answer.json()["detail"]


def test_unknown_and_empty_fields_are_signed_and_let_in(line: PhoneLine) -> None:
    fields = {**A_TURN, "StirVerstat": "", "NewIn2027": "yes"}
    assert line.http.post("/ivr/voice", data=fields, headers=signed("/ivr/voice", fields)).status_code == 200


def test_a_body_no_twilio_request_has_is_refused(line: PhoneLine) -> None:
    fields = {**A_TURN, "SpeechResult": "x" * 100_000}
    assert line.http.post("/ivr/voice", data=fields, headers=signed("/ivr/voice", fields)).status_code == 413


def test_the_fallback_page_needs_no_signature_and_rings_the_switchboard(line: PhoneLine) -> None:
    for answer in (line.http.get("/ivr/fallback"), line.http.post("/ivr/fallback")):
        assert "<Dial" in answer.text
        assert "+441632960000" in answer.text
