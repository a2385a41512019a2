"""A demo council's first day: invented residents write, once, at the front door."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy.orm import Session

from contacts.models import Channel, Contact
from database.engine import Database
from server.launcher import first_day
from server.migrate import migrate
from server.settings import Settings


class FrontDoor(BaseHTTPRequestHandler):
    """The chat's API at its wire format; it keeps what it was asked."""

    asked: list[tuple[str, str, Any]]

    def do_POST(self) -> None:
        self._answer()

    def do_PUT(self) -> None:
        self._answer()

    def _answer(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "null")
        self.asked.append((self.command, self.path, body))
        words = (body or {}).get("words", "")
        answers = [{"author": "assistant", "turn": 1, "act": {"type": "say", "answer": "sofa" in words}}]
        said = json.dumps({"contact": "k", "messages": answers}).encode()
        self.send_response(500 if "broken" in words else 200)
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: Any) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def door() -> Iterator[tuple[str, list[tuple[str, str, Any]]]]:
    FrontDoor.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), FrontDoor)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", FrontDoor.asked
    server.shutdown()


def test_each_resident_writes_says_whether_it_helped_and_leaves(
    door: tuple[str, list[tuple[str, str, Any]]], tmp_path: Path
):
    url, asked = door
    rows = tmp_path / "messages.csv"
    rows.write_text("words,helped\ntake my sofa,no\nan allotment,yes\nbroken,\n")
    assert first_day.write(url, rows) == 2
    assert [body["words"] for _, path, body in asked if path.endswith("/turns")] == [
        "take my sofa", "an allotment", "broken",
    ]  # fmt: skip
    assert [body for method, _, body in asked if method == "PUT"] == [
        {"helped": False}
    ]  # the other had no answer
    assert sum(path.endswith("/end") for _, path, _ in asked) == 2


def test_only_a_demo_nobody_has_written_to_has_a_first_day(tmp_path: Path):
    settings = Settings(database_url=f"sqlite:///{tmp_path}/frontdoor.db")
    database = Database.at(settings.database_url)
    migrate(database.engine)
    assert first_day.is_first_day(settings)
    with Session(database.engine) as session, session.begin():
        session.add(Contact(channel=Channel.WEBCHAT))
    database.close()
    assert not first_day.is_first_day(settings)
    assert not first_day.is_first_day(settings.model_copy(update={"mode": "production"}))


def test_none_of_the_invented_messages_is_taught_already():
    from checks.phrases import read_phrases
    from evaluation.labelled import plain

    taught = {plain(phrase.text) for phrase in read_phrases(Path("data/nlu"))[0]}
    written = [line.rpartition(",")[0] for line in first_day.MESSAGES.read_text().splitlines()[1:]]
    assert len(written) > 20
    assert [words for words in written if plain(words) in taught] == []
