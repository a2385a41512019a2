"""Plays a dialogue of tests/conversations on every side and lays what came side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from contacts.acts import Act, Ask, Choice, Say
from contacts.models import Author
from contacts.transcript import TranscriptView
from council.yaml_files import CouncilDataError, read_mapping
from studio.trying.side import Call, Side, SideRefused

FOLDER = Path("tests/conversations")
KINDS = ("says", "chooses", "presses", "silent")
# References are drawn anew for every case: in two groups of four, or read out digit by digit.
REFERENCE = re.compile(r"\d(?:[ ,]*\d){7}")


class NoScript(Exception):
    """The file is not there or is no dialogue; the message is for an editor."""


@dataclass(frozen=True)
class Step:
    """`kind` is one of KINDS, empty for what is heard first. `hears`: what the script expects, in order."""

    channel: str  # chat or phone
    kind: str
    what: str
    hears: tuple[str, ...]
    keep: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Came:
    """What a side answered, or why it could not be played on; `missing` is what the script expects and lacks."""

    heard: str
    missing: tuple[str, ...] = ()
    stopped: str = ""


@dataclass(frozen=True)
class Row:
    step: Step
    came: Mapping[str, Came]  # by side; a side that was stopped has no further

    @property
    def differs(self) -> bool:
        if len(self.came) < 2:
            return False
        return len({(alike(one.heard), one.stopped) for one in self.came.values()}) > 1


def alike(text: str) -> str:
    """What of an answer counts when two are held side by side."""
    return " ".join(REFERENCE.sub("(reference)", text).split())


def words_of(acts: Iterable[Act]) -> str:
    """What a resident reads of an answer."""
    return "\n".join(act.text for act in acts if isinstance(act, Say | Ask))


def scripts(root: Path) -> list[str]:
    """The names of a checkout's dialogues."""
    return sorted(path.stem for path in (root / FOLDER).glob("*.yml"))


def read_script(root: Path, name: str) -> list[Step]:
    """Raises NoScript."""
    if name not in scripts(root):
        raise NoScript("Choose a conversation from the list.")
    try:
        parts = read_mapping(root / FOLDER / f"{name}.yml")["parts"]
        return [step for part in parts for step in _steps(part)]
    except CouncilDataError as error:
        raise NoScript(str(error)) from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise NoScript(f"{FOLDER / name}.yml is not a conversation.") from error


def replay(steps: Sequence[Step], sides: Sequence[Side]) -> list[Row]:
    """Every side at the same time, each to its end or to where it stops."""
    with ThreadPoolExecutor(max(1, len(sides))) as both:
        played = dict(
            zip([side.name for side in sides], both.map(lambda side: _play(steps, side), sides), strict=True)
        )
    rows = []
    for place, step in enumerate(steps):
        came = {name: found[place] for name, found in played.items() if place < len(found)}
        if came:
            rows.append(Row(step, came))
    return rows


def _steps(part: Mapping[str, Any]) -> list[Step]:
    channel = {"chat": "chat", "phone": "phone"}[part["on"]]
    found = []
    for place, line in enumerate(part["turns"]):
        kind = next((kind for kind in KINDS if kind in line), "")
        if place == 0 and kind:
            found.append(Step(channel, "", "", (), ()))  # the greeting, of which nothing is expected
        hears = tuple(str(text) for text in line.get("hears", []))
        keep = tuple((str(name), str(pattern)) for name, pattern in line.get("keep", {}).items())
        found.append(Step(channel, kind, str(line[kind]) if kind else "", hears, keep))
    return found


def _play(steps: Sequence[Step], side: Side) -> list[Came]:
    came: list[Came] = []
    kept: dict[str, str] = {}
    resident: _Resident | None = None
    for step in steps:
        try:
            if not step.kind or resident is None:
                resident = _Caller(side) if step.channel == "phone" else _Chatter(side)
                heard = resident.begins()
            else:
                heard = resident.does(step.kind, _filled(step.what, kept))
        except SideRefused as refused:
            return [*came, Came("", stopped=str(refused))]
        came.append(Came(heard, _missing(heard, [_filled(text, kept) for text in step.hears])))
        for name, pattern in step.keep:
            try:
                found = re.search(pattern, heard)
            except re.error:
                found = None
            if not found or not found.groups():
                return [*came[:-1], Came(heard, came[-1].missing, f"There is nothing to keep as {name}.")]
            kept[name] = re.sub(r"[\s,]", "", found[1])
    return came


class _Resident(Protocol):
    """Each step gives what came back, as one text. Raises SideRefused."""

    def begins(self) -> str: ...

    def does(self, kind: str, what: str) -> str: ...


class _Chatter:
    def __init__(self, side: Side) -> None:
        self._side, self._key, self._next = side, "", 1
        self._choices: tuple[Choice, ...] = ()

    def begins(self) -> str:
        return self._read(self._side.begin())

    def does(self, kind: str, what: str) -> str:
        if kind == "says":
            return self._read(self._side.take(self._key, self._next, {"words": what}))
        if kind != "chooses":
            raise SideRefused("Only a caller can be silent or press keys.")
        value = next((choice.value for choice in self._choices if choice.label == what), None)
        if value is None:
            raise SideRefused(f"“{what}” is not offered.")
        return self._read(self._side.take(self._key, self._next, {"choice": value}))

    def _read(self, transcript: TranscriptView) -> str:
        self._key, self._next = transcript.contact, transcript.next_turn
        acts = [line.act for line in transcript.messages if line.author != Author.RESIDENT]
        asks = [act for act in acts if isinstance(act, Ask)]
        if asks:
            self._choices = asks[-1].choices
        return words_of(acts)


class _Caller:
    def __init__(self, side: Side) -> None:
        self._side, self._call = side, ""
        self._heard = ""

    def begins(self) -> str:
        call = self._side.ring()
        self._call = call.id
        return self._read(call)

    def does(self, kind: str, what: str) -> str:
        if kind == "chooses":  # by the key that was read out for it
            key = re.search(rf"For {re.escape(what)}, press (\d)", self._heard)
            if not key:
                raise SideRefused(f"“{what}” was not read out with a key.")
            kind, what = "presses", key[1]
        name = {"says": "speech", "presses": "keys", "silent": "silence"}[kind]
        return self._read(self._side.happens(self._call, {name: True if kind == "silent" else what}))

    def _read(self, call: Call) -> str:
        self._heard = call.spoken
        return self._heard


def _filled(text: str, kept: Mapping[str, str]) -> str:
    return re.sub(r"{(\w+)}", lambda blank: kept.get(blank[1], blank[0]), text)


def _missing(heard: str, expected: Sequence[str]) -> tuple[str, ...]:
    """What is not there, in the order in which it should be."""
    missing, place = [], 0
    for text in expected:
        found = heard.find(text, place)
        if found < 0:
            missing.append(text)
        else:
            place = found + len(text)
    return tuple(missing)
