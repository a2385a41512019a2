"""frontdoor phone: what the number must be set to, how it is, and that what was set is what stands there."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import httpx
import pytest
from typer.testing import CliRunner, Result

import server.phone_setup
from ivr.outgoing.number_settings import Standing, wanted_settings
from ivr.simulator.webhook import Overrides
from server.cli import app
from tests.ivr.network.parts import COUNCIL, MOBILE, Phones
from tests.ivr.simulator.scripted import AUTH_TOKEN, BASE

TOKEN = "a-token-nobody-may-see"


def phone(*words: str) -> Result:
    return CliRunner().invoke(app, ["phone", *words])


def number_of(council: Phones) -> dict[str, str]:
    return council.network.numbers[0].settings


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> None:
    """The public address is not ours to reach; what a check finds there is given by each test."""
    answer = httpx.Response(200, text="<Response/>", headers={"Content-Type": "text/xml"})
    monkeypatch.setattr(server.phone_setup.httpx, "get", lambda _url, **_options: answer)


def test_the_settings_are_printed_whole_and_nothing_is_changed(council: Phones):
    result = phone("setup")
    assert result.exit_code == 0
    for line in (
        f"A call comes in (voice_url)\n    {BASE}/ivr/voice#rc=2&rp=ct,5xx\n",
        f"Primary handler fails (voice_fallback_url)\n    {BASE}/ivr/fallback#ct=3000&rt=4000&rc=3&rp=all\n",
        f"Call status changes (status_callback)\n    {BASE}/ivr/status#rc=3&rp=all\n",
        f"A message comes in (sms_url)\n    {BASE}/ivr/sms#rc=2&rp=ct,5xx\n",
        f"Primary message handler fails (sms_fallback_url)\n    {BASE}/ivr/sms#rc=3&rp=all\n",
    ):
        assert line in result.output
    assert number_of(council) == {}


def test_every_address_is_absolute_and_its_overrides_are_ones_twilio_knows():
    for wanted in wanted_settings(BASE):
        if wanted.name.endswith("_url") or wanted.name == "status_callback":
            assert wanted.value.startswith(f"{BASE}/ivr/")
            overrides = Overrides.from_fragment(wanted.value.partition("#")[2])
            assert overrides.retries >= 2
            assert overrides.retry_on <= {"4xx", "5xx", "ct", "rt", "all"}


def test_applying_sets_the_number_and_says_what_was_changed(council: Phones):
    result = phone("setup", "--apply")
    assert result.exit_code == 0, result.output
    assert result.output.count("changed") == 5  # the rest of a new number is right
    assert "Everything is right." in result.output
    wanted = {each.name: each.value for each in wanted_settings(BASE)}
    assert number_of(council)["voice_url"] == wanted["voice_url"]
    assert number_of(council)["sms_url"] == wanted["sms_url"]


def test_applying_twice_changes_nothing_the_second_time(council: Phones):
    phone("setup", "--apply")
    result = phone("setup", "--apply")
    assert (result.exit_code, "changed" in result.output) == (0, False)


def test_what_was_there_before_is_shown(council: Phones):
    number_of(council)["voice_url"] = "https://demo.twilio.com/welcome/voice/"
    assert "was https://demo.twilio.com/welcome/voice/" in phone("setup", "--apply").output


def test_an_application_on_the_number_is_taken_off_for_it_hides_the_addresses(council: Phones):
    number_of(council)["voice_application_sid"] = "AP" + "a" * 32
    assert phone("setup", "--apply").exit_code == 0
    assert number_of(council)["voice_application_sid"] == ""


@pytest.mark.usefixtures("answering")
def test_a_check_reports_each_wrong_setting_and_changes_none(council: Phones):
    phone("setup", "--apply")
    assert phone("check").exit_code == 0
    number_of(council)["voice_url"] = "https://elsewhere.example/voice"
    result = phone("check")
    assert result.exit_code == 1
    assert "https://elsewhere.example/voice" in result.output
    assert "1 wrong. `frontdoor phone setup --apply` sets them." in result.output
    assert number_of(council)["voice_url"] == "https://elsewhere.example/voice"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (httpx.Response(502, headers={"Content-Type": "text/html"}), "answers with status 502 and text/html"),
        (httpx.Response(200, headers={"Content-Type": "text/html"}), "answers with status 200 and text/html"),
        (httpx.ConnectError("refused"), "does not answer (ConnectError)"),
    ],
)
def test_a_check_finds_out_whether_we_can_be_reached(
    council: Phones, monkeypatch: pytest.MonkeyPatch, answer: httpx.Response | Exception, said: str
):
    def get(url: str, **_options: object) -> httpx.Response:
        assert url == f"{BASE}/ivr/fallback"
        if isinstance(answer, Exception):
            raise answer
        return answer

    phone("setup", "--apply")
    monkeypatch.setattr(server.phone_setup.httpx, "get", get)
    result = phone("check")
    assert (result.exit_code, said in result.output) == (1, True)


@pytest.mark.parametrize("command", [("setup", "--apply"), ("check",), ("test-call", "07700 900123")])
def test_a_wrong_token_is_said_plainly_and_never_printed(
    council: Phones, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
):
    monkeypatch.setenv("FRONTDOOR_TWILIO_AUTH_TOKEN", TOKEN)
    result = phone(*command)
    assert result.exit_code == 1
    assert "the account SID or the auth token is wrong (Twilio's error 20003)" in result.output
    assert TOKEN not in result.output
    assert "Traceback" not in result.output


def test_no_command_prints_the_token(council: Phones):
    for command in (("setup",), ("setup", "--apply")):
        assert f" {AUTH_TOKEN} " not in phone(*command).output


def test_a_number_the_account_does_not_have_is_said(council: Phones, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FRONTDOOR_TWILIO_NUMBER", "+441632960555")
    result = phone("setup", "--apply")
    assert result.exit_code == 1
    assert "The account has no number +441632960555" in result.output


def test_twilio_is_not_told_an_address_that_it_cannot_reach(council: Phones, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FRONTDOOR_TWILIO_API_URL", "https://api.twilio.com")
    monkeypatch.setenv("FRONTDOOR_PUBLIC_URL", "http://127.0.0.1:8000")
    for command in (("setup", "--apply"), ("test-call", MOBILE)):
        result = phone(*command)
        assert (result.exit_code, "Twilio cannot reach http://127.0.0.1:8000" in result.output) == (1, True)


def test_wrong_settings_of_ours_are_said_before_anything_is_asked(
    council: Phones, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("FRONTDOOR_WEB_PORT", "many")
    result = phone("setup")
    assert (result.exit_code, "FRONTDOOR_WEB_PORT" in result.output) == (1, True)


# A call to a telephone


def soon(council: Phones, happens: Callable[[Phones], object]) -> None:
    """Something happens once a call rings."""

    def wait() -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until and not any(
            call.status == "ringing" for call in council.network.placed()
        ):
            time.sleep(0.01)
        happens(council)

    threading.Thread(target=wait, daemon=True).start()


def test_a_telephone_is_rung_and_the_line_greets_it(council: Phones):
    council.script.pages |= {"/ivr/voice": council.script.pages["/start"], "/ivr/status": httpx.Response(204)}
    soon(council, lambda council: council.network.placed()[0].person_answers())
    result = phone("test-call", "07700 900123")
    assert result.exit_code == 0, result.output
    assert f"Ringing {MOBILE} from {COUNCIL}: CA" in result.output
    assert "Answered." in result.output
    assert council.network.placed()[0].words == "How can I help?"


def test_a_telephone_that_is_not_answered_is_an_error(council: Phones):
    soon(council, lambda council: council.network.placed()[0].is_refused())
    result = phone("test-call", MOBILE)
    assert (result.exit_code, "The call was not answered: busy." in result.output) == (1, True)


@pytest.mark.parametrize(
    ("number", "said"), [("nobody", "is not a telephone number"), ("0909 879 0000", "costs whoever rings it")]
)
def test_a_number_that_must_not_be_rung_is_refused(council: Phones, number: str, said: str):
    result = phone("test-call", number)
    assert (result.exit_code, said in result.output) == (1, True)
    assert council.network.placed() == []


def test_the_standings_are_the_three_that_the_report_knows():
    assert set(server.phone_setup.COLOURS) == set(Standing)
