"""The entity pipeline for the tests of the root project: one process of the bot's Python, asked line by line."""

from __future__ import annotations

import atexit
import json
import subprocess
from datetime import datetime
from functools import cache
from typing import Any

import pytest

from actions.base import entities_of
from council.hours import LONDON
from forms.heard import Entity
from server.settings import ROOT
from server.training import BOT_PYTHON, environment

WEDNESDAY = datetime(2026, 11, 18, 10, tzinfo=LONDON)


@cache
def _finder() -> subprocess.Popen[str]:
    python = ROOT / BOT_PYTHON
    if not python.exists():
        pytest.skip("bot/.venv is missing: run make setup")
    process = subprocess.Popen(
        [python, "-W", "ignore", "-m", "bot.entities.find"],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(process.kill)
    assert process.stdout
    assert json.loads(process.stdout.readline()) == {"ready": True}
    return process


def answer(words: str, at: datetime = WEDNESDAY) -> dict[str, Any]:
    """{"entities": [...], "milliseconds": of CPU} for a message said at a moment."""
    process = _finder()
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps({"words": words, "at": at.isoformat()}) + "\n")
    process.stdin.flush()
    found: dict[str, Any] = json.loads(process.stdout.readline())
    return found


@cache
def find(words: str, at: datetime = WEDNESDAY) -> tuple[Entity, ...]:
    return entities_of({"text": words, **answer(words, at)})


def values(words: str, label: str, at: datetime = WEDNESDAY) -> list[Any]:
    """The values of the entities of one label."""
    return [entity.value for entity in find(words, at) if entity.label == label]
