"""Which of the phone line's webhooks are there, by what the settings say."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from fastapi.testclient import TestClient
from twilio.request_validator import RequestValidator

from server.app import create_app
from server.settings import Settings
from server.wiring import Wiring
from tests.migrated import migrated_at

ALWAYS = ("voice", "turn?s=1", "message?s=1", "message-ready", "status", "moved?e=1")
QUEUE = ("wait?s=1", "wait-key?s=1", "queue-left?s=1", "agent?r=1", "agent-status?r=1")
WORKFLOW = ("assignment", "task-events")


def answers(chosen: Settings, wiring: Wiring) -> dict[str, int]:
    """The status each webhook gives an unsigned form: 403 where it is there."""
    with TestClient(create_app(chosen, wiring)) as http:
        return {path: http.post(f"/ivr/{path}").status_code for path in (*ALWAYS, *QUEUE, *WORKFLOW)}


def settings(folder: Path, workflow: str | None = None, network: str | None = None) -> Settings:
    url = migrated_at(folder / "frontdoor.db")
    return Settings(
        database_url=url, encoder_folder=None, taskrouter_workflow=workflow, twilio_api_url=network
    )


def there(*paths: str) -> dict[str, int]:
    return {path: 403 if path in paths else 404 for path in (*ALWAYS, *QUEUE, *WORKFLOW)}


def test_in_the_demo_callers_wait_as_anywhere(tmp_path: Path):
    chosen = settings(tmp_path)
    assert answers(chosen, Wiring(chosen)) == there(*ALWAYS, *QUEUE)


def test_with_a_network_callers_wait(tmp_path: Path):
    chosen = settings(tmp_path, network="https://api.twilio.example")
    assert answers(chosen, Wiring(chosen)) == there(*ALWAYS, *QUEUE)


def test_with_a_workflow_taskrouter_chooses(tmp_path: Path):
    chosen = settings(tmp_path, "WW" + "a" * 32)
    wiring = Wiring(chosen)
    assert answers(chosen, wiring) == there(*ALWAYS, *QUEUE, *WORKFLOW)
    assert wiring.ringing is None


@pytest.mark.parametrize("route", ["gather", "relay"])
def test_the_last_resort_does_not_ring_the_number_people_ring(
    tmp_path: Path, route: Literal["gather", "relay"]
):
    chosen = settings(tmp_path).model_copy(update={"voice_route": route})
    with TestClient(create_app(chosen, Wiring(chosen))) as http:
        last_resort = http.post("/ivr/fallback").text
    assert "<Dial" in last_resort
    assert chosen.twilio_number not in last_resort


@pytest.mark.parametrize("chosen", ["yes", "no", None])
def test_calls_are_recorded_only_where_the_council_says_so(
    tmp_path: Path, chosen: str | None, monkeypatch: pytest.MonkeyPatch
):
    if chosen:
        monkeypatch.setenv("FRONTDOOR_RECORD_CALLS", chosen)
    settings_read = settings(tmp_path)
    wiring = Wiring(settings_read)
    form = {"CallSid": "CA1", "AccountSid": settings_read.twilio_account_sid, "From": "+447700900123"}
    url = f"{settings_read.public_base}/ivr/voice"
    signature = RequestValidator(settings_read.twilio_auth_token).compute_signature(url, form)
    with TestClient(create_app(settings_read, wiring)) as http:
        greeting = http.post("/ivr/voice", data=form, headers={"X-Twilio-Signature": signature})
    assert greeting.status_code == 200
    assert ("your call is recorded" in greeting.text) is (chosen == "yes")
    assert wiring.line.records is (chosen == "yes")


@pytest.mark.parametrize("workflow", ["WW", "AC" + "a" * 32, "WW" + "g" * 32])
def test_a_workflow_that_is_none_stops_the_start(workflow: str):
    with pytest.raises(ValueError, match="taskrouter_workflow"):
        Settings(taskrouter_workflow=workflow)
