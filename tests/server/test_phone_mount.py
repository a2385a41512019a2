"""Which of the phone line's webhooks are there, by what the settings say."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from contacts.telephone import Telephone
from database.engine import Database
from ivr.simulator.network import Network
from server.app import create_app
from server.migrate import migrate
from server.settings import Settings
from server.wiring import Wiring

ALWAYS = ("voice", "turn?s=1", "message?s=1", "message-ready", "status")
QUEUE = ("wait?s=1", "wait-key?s=1", "queue-left?s=1", "moved?e=1", "agent?r=1", "agent-status?r=1")
WORKFLOW = ("assignment", "task-events")


class Unconnected(Wiring):
    """As where there is no network to ask."""

    @cached_property
    def telephone(self) -> Telephone | None:
        return None


class Connected(Wiring):
    @cached_property
    def telephone(self) -> Telephone | None:
        return Network(httpx.Client(), auth_token="12345", account_sid="AC" + "0" * 32)


def answers(chosen: Settings, wiring: Wiring) -> dict[str, int]:
    """The status each webhook gives an unsigned form: 403 where it is there."""
    with TestClient(create_app(chosen, wiring)) as http:
        return {path: http.post(f"/ivr/{path}").status_code for path in (*ALWAYS, *QUEUE, *WORKFLOW)}


def settings(folder: Path, workflow: str | None = None) -> Settings:
    url = f"sqlite:///{folder}/frontdoor.db"
    database = Database.at(url)
    migrate(database.engine)
    database.close()
    return Settings(database_url=url, encoder_folder=None, taskrouter_workflow=workflow)


def there(*paths: str) -> dict[str, int]:
    return {path: 403 if path in paths else 404 for path in (*ALWAYS, *QUEUE, *WORKFLOW)}


def test_without_a_network_callers_are_put_straight_through(tmp_path: Path):
    chosen = settings(tmp_path)
    assert answers(chosen, Unconnected(chosen)) == there(*ALWAYS)


def test_with_a_network_callers_wait(tmp_path: Path):
    chosen = settings(tmp_path)
    assert answers(chosen, Connected(chosen)) == there(*ALWAYS, *QUEUE)


def test_with_a_workflow_taskrouter_chooses(tmp_path: Path):
    chosen = settings(tmp_path, "WW" + "a" * 32)
    wiring = Connected(chosen)
    assert answers(chosen, wiring) == there(*ALWAYS, *QUEUE, *WORKFLOW)
    assert wiring.ringing is None


@pytest.mark.parametrize("workflow", ["WW", "AC" + "a" * 32, "WW" + "g" * 32])
def test_a_workflow_that_is_none_stops_the_start(workflow: str):
    with pytest.raises(ValueError, match="taskrouter_workflow"):
        Settings(taskrouter_workflow=workflow)
