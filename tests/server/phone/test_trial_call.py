"""A simulated call to the running line says what was heard, and finds whatever is wrong with it."""

from __future__ import annotations

import httpx
import pytest
from typer.testing import CliRunner

from ivr.webhook import SORRY
from server.cli import app
from server.settings import Settings, settings
from server.trial_call import try_line
from tests.ivr.network.parts import Phones
from tests.ivr.simulator.scripted import ACCOUNT_SID, AUTH_TOKEN, BASE, GATHER, Script

GREETING = GATHER.replace("/turn?s=1", "/ivr/turn?s=1")
CHOSEN = Settings(twilio_account_sid=ACCOUNT_SID, twilio_auth_token=AUTH_TOKEN, public_url=BASE)


def line(**pages: str | httpx.Response | Exception) -> tuple[Script, httpx.BaseTransport]:
    """A running line on this machine, which knows itself by its public address."""
    script = Script()
    script.pages = {f"/ivr/{name}": page for name, page in {"status": httpx.Response(204), **pages}.items()}

    def deliver(request: httpx.Request) -> httpx.Response:
        assert str(request.url).startswith(CHOSEN.web_url), (
            "the public address was rung instead of this machine"
        )
        request.url = httpx.URL(BASE).join(request.url.raw_path.decode())
        return script.http._transport.handle_request(request)

    return script, httpx.MockTransport(deliver)


def test_the_greeting_is_heard_and_the_call_is_over():
    script, transport = line(voice=GREETING)
    tried = try_line(CHOSEN, [], transport)
    assert (tried.heard, tried.wrong) == ([("Line", "How can I help?")], [])
    assert script.forms("/ivr/status")[0]["CallStatus"] == "completed"


def test_what_is_said_and_answered_is_told_in_order():
    _, transport = line(voice=GREETING, turn=GREETING.replace("How can I help?", "Leave it out."))
    tried = try_line(CHOSEN, ["my bin was missed"], transport)
    assert tried.heard == [
        ("Line", "How can I help?"),
        ("Caller", "my bin was missed"),
        ("Line", "Leave it out."),
    ]
    assert tried.wrong == []


@pytest.mark.parametrize(
    ("pages", "wrong"),
    [
        ({"voice": httpx.ConnectError("refused")}, "Twilio's error 11205: No connection could be made"),
        ({"voice": httpx.Response(403)}, "Twilio's error 11200"),
        ({"voice": "<Say>Hello"}, "Twilio's error 12100"),
        ({"voice": "<Pause/>"}, "The line said nothing."),
        ({"voice": f"<Say>{SORRY}</Say>"}, "The line apologised for a failure of its own."),
        ({"voice": httpx.Response(500), "fallback": f"<Say>{SORRY}</Say>"}, "Twilio's error 11200"),
        ({"voice": "<Redirect>/ivr/again</Redirect>", "again": GREETING}, "The assistant was slow"),
        ({"voice": "<Redirect>/ivr/voice</Redirect>"}, "documents in a row"),
        ({"voice": GREETING, "status": httpx.Response(500)}, "The end of the call could not be reported"),
        ({"voice": "<Say>We are closed.</Say><Hangup/>"}, "Nobody listened to 'my bin'"),
    ],
)
def test_whatever_is_wrong_is_found(pages: dict[str, str | httpx.Response | Exception], wrong: str):
    _, transport = line(**pages)
    found = try_line(CHOSEN, ["my bin"], transport).wrong
    assert any(wrong in each for each in found), found


def test_the_command_fails_when_nothing_runs(council: Phones, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FRONTDOOR_WEB_PORT", "9")
    settings.cache_clear()
    result = CliRunner().invoke(app, ["phone", "test-call"])
    assert result.exit_code == 1
    assert "No connection could be made" in result.output
