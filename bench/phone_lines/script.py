"""The calls as data: what each caller does, and what must come of it. calls.yml explains each entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from council.yaml_files import read_mapping

CALLS = Path(__file__).with_name("calls.yml")
WITHHELD = "withheld"
FIRST_NUMBER = (
    447700900200  # of the numbers Ofcom keeps for drama; each caller who has no number of their own gets one
)


class ScriptError(ValueError):
    """calls.yml has a slip; the message names the call and the slip."""


class Does(StrEnum):
    """What a caller can do when it is their move."""

    SAYS = "says"
    CHOOSES = "chooses"  # a choice by its label: by the key read out for it, else in words
    ENTERS = "enters"  # a number by its keys, else in words
    PRESSES = "presses"  # keys and nothing else, as the key 0
    SILENT = "silent"
    HANGS_UP = "hangs_up"


@dataclass(frozen=True)
class Step:
    does: Does
    what: str = ""  # may have {reference}, of a case that was opened before the calls begin
    lost: bool = (
        False  # the first answer is lost on the way; the network asks again and the caller hears that one
    )

    def __str__(self) -> str:
        doing = "is silent" if self.does is Does.SILENT else self.does.value.replace("_", " ")
        return " ".join(filter(None, (doing, self.what, "(answer lost once)" if self.lost else "")))


@dataclass(frozen=True)
class Facts:
    """What must be true for a call to count as completed."""

    hears: tuple[str, ...] = ()  # each heard at some point, small and capital letters alike
    case: str | None = None  # one case of this enquiry was opened, and no other
    call_back: bool = False  # one was booked
    person: bool = False  # one was reached, or a call-back booked

    @property
    def none(self) -> bool:
        return self == Facts()


@dataclass(frozen=True)
class ScriptedCall:
    name: str
    caller: str  # in full international form, or WITHHELD
    turns: tuple[Step, ...]  # in this order, whatever is heard
    answers: Mapping[str, Step]  # then, as long as one of these phrases is heard
    facts: Facts
    asks_for_person: bool = False
    night: bool = False  # rings when no adviser is there
    at_once_with: str | None = None  # the name of a call that goes on at the same time
    strangers: tuple[str, ...] = ()  # words that belong to another caller's conversation

    @property
    def leaves(self) -> bool:
        """The caller hangs up before anything is done, by the script."""
        return any(step.does is Does.HANGS_UP for step in self.turns)

    @property
    def is_enquiry(self) -> bool:
        return not self.asks_for_person and not self.leaves


@dataclass(frozen=True)
class Script:
    calls: tuple[ScriptedCall, ...]
    stock: Mapping[str, Any]  # the other line's prompts
    trouble: tuple[str, ...]  # words by which a line admits that it has failed
    groups: tuple[tuple[ScriptedCall, ...], ...] = field(init=False)  # one call, or two at once

    def __post_init__(self) -> None:
        second = {call.at_once_with: call for call in self.calls if call.at_once_with}
        groups = [
            (call, second[call.name]) if call.name in second else (call,)
            for call in self.calls
            if not call.at_once_with
        ]
        object.__setattr__(self, "groups", tuple(groups))


def read_script(path: Path = CALLS) -> Script:
    """Raises ScriptError for what no caller can do and what cannot be judged."""
    read = read_mapping(path)
    habits = {phrase: _step(step, "habits") for phrase, step in read["habits"].items()}
    calls = tuple(_call(entry, place, habits) for place, entry in enumerate(read["calls"]))
    names = [call.name for call in calls]
    for call in calls:
        if names.count(call.name) > 1:
            raise ScriptError(f"{call.name}: two calls have this name")
        if call.at_once_with is not None and call.at_once_with not in names:
            raise ScriptError(
                f"{call.name}: there is no call {call.at_once_with!r} to go on at the same time"
            )
        if call.facts.none:
            raise ScriptError(f"{call.name}: nothing is expected of it")
    return Script(calls, read["stock"], tuple(read["trouble"]))


_KNOWN = {
    *("name", "caller", "turns", "answers", "hears", "case", "call_back", "person"),
    *("asks_for_person", "night", "at_once_with", "strangers"),
}


def _call(entry: Mapping[str, Any], place: int, habits: Mapping[str, Step]) -> ScriptedCall:
    name = str(entry.get("name", f"call {place + 1}"))
    if unknown := set(entry) - _KNOWN:
        raise ScriptError(f"{name}: {', '.join(sorted(unknown))} means nothing here")
    answers = {phrase: _step(step, name) for phrase, step in entry.get("answers", {}).items()}
    asks = bool(entry.get("asks_for_person", False))
    facts = Facts(
        hears=_texts(entry.get("hears", ())),
        case=entry.get("case"),
        call_back=bool(entry.get("call_back", False)),
        person=asks or bool(entry.get("person", False)),
    )
    return ScriptedCall(
        name=name,
        caller=str(entry.get("caller", f"+{FIRST_NUMBER + place}")),
        turns=tuple(_step(step, name) for step in entry["turns"]),
        answers={**habits, **answers},
        facts=facts,
        asks_for_person=asks,
        night=bool(entry.get("night", False)),
        at_once_with=entry.get("at_once_with"),
        strangers=_texts(entry.get("strangers", ())),
    )


def _step(given: Any, where: str) -> Step:
    """Words alone are said."""
    if isinstance(given, str):
        return Step(Does.SAYS, given)
    parts = dict(given)
    lost = bool(parts.pop("lost", False))
    if len(parts) != 1:
        raise ScriptError(f"{where}: a step is one thing a caller does, not {sorted(parts)}")
    (does, what), *_ = parts.items()
    if does not in list(Does):
        raise ScriptError(f"{where}: a caller cannot do {does!r}")
    quiet = does in (Does.SILENT, Does.HANGS_UP)
    return Step(Does(does), "" if quiet else str(what), lost)


def _texts(given: Sequence[Any]) -> tuple[str, ...]:
    return tuple(str(text) for text in given)
