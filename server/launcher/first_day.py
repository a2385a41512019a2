"""What invented residents write to a demo council on its first day, so that the studio has something to show.

Each is an ordinary chat: its words go in at the front door, and whatever comes of it is what would come of a real one.
"""

from __future__ import annotations

import csv
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import structlog
from sqlalchemy import func, select

from contacts.models import Contact
from database.engine import Database
from server.settings import ROOT, Settings

MESSAGES = ROOT / "council" / "demo_messages.csv"  # words; helped: yes, no or nothing said
ANSWER_SECONDS = 20.0  # for one answer; nobody waits for it

log = structlog.get_logger(__name__)


def is_first_day(settings: Settings) -> bool:
    """Whether this is a demo to which nobody has written yet. The database must be migrated."""
    if not settings.demo:
        return False
    database = Database.at(settings.database_url)
    try:
        with database.reading() as session:
            return not session.scalar(select(func.count()).select_from(Contact))
    finally:
        database.close()


def begin(base_url: str, messages: Path = MESSAGES) -> Thread:
    """Let them write, one after the other, while the launcher goes on; with the process it ends at any moment."""
    thread = Thread(target=write, args=(base_url, messages), name="first-day", daemon=True)
    thread.start()
    return thread


def write(base_url: str, messages: Path = MESSAGES) -> int:
    """Hold every conversation; returns how many. One that fails is passed over: it is only a demo's."""
    with messages.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    held = 0
    with httpx.Client(base_url=base_url, timeout=ANSWER_SECONDS, trust_env=False) as web:
        for row in rows:
            try:
                _hold(web, row["words"], row["helped"])
                held += 1
            except (httpx.HTTPError, ValueError, LookupError) as error:
                log.warning("first_day_conversation_failed", reason=type(error).__name__)
    return held


def _hold(web: httpx.Client, words: str, helped: str) -> None:
    key = _post(web, "/chat/api/contacts", {})["contact"]
    turn = _post(web, f"/chat/api/contacts/{key}/turns", {"number": 1, "words": words})
    if helped and any(message["act"].get("answer") for message in turn["messages"]):
        with suppress(httpx.HTTPStatusError):  # what it said may have been no answer after all
            rating = {"helped": helped == "yes"}
            web.put(f"/chat/api/contacts/{key}/turns/1/rating", json=rating).raise_for_status()
    web.post(f"/chat/api/contacts/{key}/end").raise_for_status()


def _post(web: httpx.Client, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = web.post(path, json=body)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found
