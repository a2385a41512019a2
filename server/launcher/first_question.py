"""Asks what a resident would ask, through the front door: the only proof that everything works together."""

from __future__ import annotations

import time
from typing import Any

import httpx

QUESTION = "my bin was missed"
ANSWER_SECONDS = 20.0  # for one answer; the web application gives up on Rasa long before
TRIES = 3
PAUSE_SECONDS = 1.0


class NoAnswer(RuntimeError):
    """The question came back without words from the assistant. `suspect` is the process whose log to read."""

    def __init__(self, why: str, suspect: str) -> None:
        super().__init__(why)
        self.suspect = suspect


def ask(base_url: str) -> str:
    """Hold a short chat and leave it; returns the assistant's first words.

    Raises:
        NoAnswer: after TRIES tries.
    """
    for tries_left in reversed(range(TRIES)):
        try:
            return _ask_once(base_url)
        except NoAnswer:
            if not tries_left:
                raise
            time.sleep(PAUSE_SECONDS)
    raise AssertionError


def _ask_once(base_url: str) -> str:
    try:
        with httpx.Client(base_url=base_url, timeout=ANSWER_SECONDS, trust_env=False) as web:
            key = _post(web, "/chat/api/contacts")["contact"]
            turn = _post(web, f"/chat/api/contacts/{key}/turns", {"number": 1, "words": QUESTION})
            _post(web, f"/chat/api/contacts/{key}/end")
        said = [
            message["act"].get("text")
            for message in turn["messages"]
            if message["author"] == "assistant" and message["turn"] == 1
        ]
    except (httpx.HTTPError, ValueError, LookupError) as error:
        raise NoAnswer(f"“{QUESTION}” could not be asked: {error!r}", "web") from error
    if not any(said):
        raise NoAnswer(f"“{QUESTION}” got no answer from the assistant", "rasa")
    return str(next(filter(None, said)))


def _post(web: httpx.Client, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    answer = web.post(path, json=body)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found
