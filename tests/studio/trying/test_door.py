"""A rehearsal tells how its turns were understood, to the studio alone; the live assistant tells nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from contacts.assistant import AssistantUnavailable
from contacts.models import Channel
from database.engine import Database
from server.app import create_app
from server.settings import Settings
from server.wiring import Wiring
from studio.trying import door
from studio.trying.told import Told
from tests.contacts.parts import Centre
from tests.migrated import migrated_at

TOKEN = "the rehearsal's own"
HEADERS = {"Authorization": f"Bearer {TOKEN}"}


class Gives:
    """Says of each turn that an action of its number ran."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, str]] = []
        self.down = False

    def reasons(self, contact_id: int, turns: Sequence[tuple[int, str]]) -> list[dict[str, Any]]:
        if self.down:
            raise AssistantUnavailable("told to be")
        self.asked = list(turns)
        return [{"number": number, "actions": [{"name": f"action_{number}"}]} for number, _ in turns]


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    database = Database.at(migrated_at(tmp_path / "rehearsal.db"))
    yield Centre(database)
    database.close()


@pytest.fixture
def gives() -> Gives:
    return Gives()


@pytest.fixture
def http(centre: Centre, gives: Gives) -> TestClient:
    app = FastAPI()
    app.include_router(door.router(centre.database, gives, TOKEN))
    return TestClient(app)


def test_every_turn_is_told_with_how_it_was_understood_and_what_ran(
    centre: Centre, http: TestClient, gives: Gives
) -> None:
    resident = centre.resident("my bin was missed", "thanks")
    told = Told.model_validate(http.get(f"/rehearsal/contacts/{resident.key}", headers=HEADERS).json())
    assert told.channel is Channel.WEBCHAT
    assert [turn.words for turn in told.turns] == ["my bin was missed", "thanks"]
    assert told.turns[0].understanding is not None
    assert told.turns[1].reasons is not None
    assert told.turns[1].reasons.actions[0].name == "action_2"
    assert told.transcript.next_turn == 3
    assert gives.asked == [(1, "my bin was missed"), (2, "thanks")]


def test_a_call_is_found_by_its_call(centre: Centre, http: TestClient) -> None:
    centre.resident("hello", channel=Channel.PHONE, call_sid="CA1")
    told = http.get("/rehearsal/calls/CA1", headers=HEADERS).json()
    assert (told["channel"], len(told["turns"])) == ("phone", 1)


def test_without_the_token_nothing_is_told(centre: Centre, http: TestClient) -> None:
    resident = centre.resident("my bin was missed")
    address = f"/rehearsal/contacts/{resident.key}"
    assert http.get(address).status_code == 401
    assert http.get(address, headers={"Authorization": "Bearer another"}).status_code == 401
    assert http.get("/rehearsal/contacts/nobody", headers=HEADERS).status_code == 404


def test_what_was_said_is_told_although_rasa_does_not_answer(
    centre: Centre, http: TestClient, gives: Gives
) -> None:
    resident = centre.resident("my bin was missed")
    gives.down = True
    (turn,) = http.get(f"/rehearsal/contacts/{resident.key}", headers=HEADERS).json()["turns"]
    assert (turn["words"], turn["reasons"]) == ("my bin was missed", None)


@pytest.mark.parametrize(("rehearsal", "status"), [(True, 401), (False, 404)])
def test_only_a_rehearsal_has_the_door(tmp_path: Path, rehearsal: bool, status: int) -> None:
    chosen = Settings(
        database_url=migrated_at(tmp_path / "frontdoor.db"), encoder_folder=None, rehearsal=rehearsal
    )
    wiring = Wiring(chosen)
    with TestClient(create_app(chosen, wiring)) as http:
        assert http.get("/rehearsal/contacts/somebody").status_code == status


def test_the_live_service_is_no_rehearsal() -> None:
    secrets = dict.fromkeys(("rasa_token", "secret_key", "twilio_auth_token", "library_password"), "its own")
    with pytest.raises(ValueError, match="FRONTDOOR_REHEARSAL"):
        Settings(
            mode="production",
            public_url="https://council.example",
            twilio_account_sid="AC" + "1" * 32,
            rehearsal=True,
            **secrets,
        )
