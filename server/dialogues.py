"""Plays a dialogue from a .yml file of tests/conversations against a running stack, turn by turn, on either channel."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Protocol

import httpx

from council.yaml_files import read_mapping
from ivr.simulator import SimulatedCall
from server.settings import Settings


class NotAsWritten(AssertionError):
    """What was heard is not what the dialogue says, or nothing was; the message shows where and what instead."""


class Resident(Protocol):
    """One side of a conversation. Each step returns what came back, as one text."""

    def begins(self) -> str: ...

    def says(self, words: str) -> str: ...

    def chooses(self, label: str) -> str: ...


class ChatResident:
    def __init__(self, settings: Settings) -> None:
        self._http = httpx.Client(base_url=f"{settings.web_url}/chat/api", timeout=30)
        self.key, self._next_turn = "", 1
        self._choices: dict[str, str] = {}

    def begins(self) -> str:
        transcript = self._http.post("/contacts").raise_for_status().json()
        self.key = transcript["contact"]
        return self._read(transcript)

    def says(self, words: str) -> str:
        return self._turn({"words": words})

    def chooses(self, label: str) -> str:
        if label not in self._choices:
            raise NotAsWritten(f"{label!r} is not offered, only {sorted(self._choices)}")
        return self._turn({"choice": self._choices[label]})

    def _turn(self, said: dict[str, str]) -> str:
        answer = self._http.post(f"/contacts/{self.key}/turns", json={"number": self._next_turn, **said})
        transcript = answer.raise_for_status().json()
        transcript["messages"] = [m for m in transcript["messages"] if m["author"] != "resident"]
        return self._read(transcript)

    def _read(self, transcript: dict[str, Any]) -> str:
        self._next_turn = transcript["next_turn"]
        acts = [message["act"] for message in transcript["messages"]]
        asks = [act for act in acts if act["type"] == "ask"]
        if asks:
            self._choices = {choice["label"]: choice["value"] for choice in asks[-1]["choices"]}
        return "\n".join(act["text"] for act in acts if act.get("text"))


class Caller:
    def __init__(self, settings: Settings, caller: str = "+447700900123") -> None:
        base = settings.public_base
        self.call = SimulatedCall(
            httpx.Client(timeout=30),
            f"{base}/ivr/voice",
            auth_token=settings.twilio_auth_token,
            account_sid=settings.twilio_account_sid,
            caller=caller,
            called=settings.twilio_number,
            status_callback=f"{base}/ivr/status",
        )

    def begins(self) -> str:
        return self._heard(self.call.dial())

    def says(self, words: str) -> str:
        return self._heard(self.call.says(words))

    def chooses(self, label: str) -> str:
        """By the key that was read out for it."""
        found = re.search(rf"For {re.escape(label)}, press (\d)", self.call.words)
        if not found:
            raise NotAsWritten(f"{label!r} was not read out with a key: {self.call.words}")
        return self.presses(found[1])

    def presses(self, keys: str) -> str:
        return self._heard(self.call.presses(keys))

    def is_silent(self) -> str:
        return self._heard(self.call.stays_silent())

    def _heard(self, call: SimulatedCall) -> str:
        if call.faults:
            raise NotAsWritten(f"the telephone network would not have understood us: {call.faults}")
        return call.words


def play(path: Path, settings: Settings) -> None:
    """Play every part of a dialogue in turn. What one part keeps ({reference}), the next may say.

    Raises:
        NotAsWritten: a reply lacks a line it should have, or none came.
        CouncilDataError: the file is not YAML.
    """
    try:
        _play(path, settings)
    except httpx.HTTPError as error:
        raise NotAsWritten(f"{path.name}: no answer came ({error!r})") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise NotAsWritten(f"{path.name} is not a dialogue: {error!r}") from error


def _play(path: Path, settings: Settings) -> None:
    kept: dict[str, str] = {}
    for part in read_mapping(path)["parts"]:
        resident: Resident = ChatResident(settings) if part["on"] == "chat" else Caller(settings)
        heard = resident.begins()
        for line in part["turns"]:
            step, expected = _step(line), line.get("hears", [])
            if step:
                heard = _take(resident, *step, kept)
            at = f"{path.name}, after {step or 'the greeting'}"
            _check(heard, [_filled(text, kept) for text in expected], at)
            for name, pattern in line.get("keep", {}).items():
                found = re.search(pattern, heard)
                if not found:
                    raise NotAsWritten(f"{at}: nothing to keep as {name} in {heard!r}")
                kept[name] = re.sub(r"[\s,]", "", found[1])


def _step(line: dict[str, Any]) -> tuple[str, str] | None:
    for kind in ("says", "chooses", "presses", "silent"):
        if kind in line:
            return kind, str(line[kind])
    return None


def _take(resident: Resident, kind: str, what: str, kept: dict[str, str]) -> str:
    words = _filled(what, kept)
    if kind == "silent":
        if not isinstance(resident, Caller):
            raise NotAsWritten("only a caller can be silent")
        return resident.is_silent()
    return str(getattr(resident, kind)(words))


def _filled(text: str, kept: dict[str, str]) -> str:
    return re.sub(r"{(\w+)}", lambda blank: kept[blank[1]], text)


def _check(heard: str, expected: list[str], at: str) -> None:
    place = 0
    for text in expected:
        found = heard.find(text, place)
        if found < 0:
            raise NotAsWritten(f"{at}\n  expected: {text}\n  heard: {heard}")
        place = found + len(text)
