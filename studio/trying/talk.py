"""One conversation held with both sides at once: what is typed or chosen goes to each, at the same moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from contacts.acts import Ask, Choice
from contacts.models import Author, Channel, Status
from contacts.transcript import MessageView
from studio.trying.side import Call, Side, SideRefused
from studio.trying.told import Told, ToldTurn

BOTH = "both"
Found = TypeVar("Found")


@dataclass
class Talk:
    """What must be known from one page to the next. None of what was said is in it.

    Attributes:
        keys: by side, what opens its contact or its call.
        next: by side, the number of the next turn.
        exchanges: for each thing that was said, the number of the turn it was on each side that took it.
        problems: by side, why it did not take the last thing.
        confidence: what the recogniser is set to, 0 to 1.
    """

    channel: Channel
    keys: dict[str, str] = field(default_factory=dict)
    next: dict[str, int] = field(default_factory=dict)
    exchanges: list[dict[str, int]] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    confidence: float | None = None

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "channel": self.channel.value}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Talk:
        return cls(**{**stored, "channel": Channel(stored["channel"])})


@dataclass(frozen=True)
class SideNow:
    """A side as it stands; `told` is none while it does not answer. `call` is there on the phone."""

    name: str
    told: Told | None
    call: Call | None = None

    @property
    def opening(self) -> list[MessageView]:
        """What is said before the first turn."""
        return self.after(None)

    def turn(self, number: int | None) -> ToldTurn | None:
        turns = self.told.turns if self.told else []
        return next((turn for turn in turns if turn.number == number), None)

    def after(self, number: int | None) -> list[MessageView]:
        """What came back in a turn."""
        lines = self.told.transcript.messages if self.told else []
        return [line for line in lines if line.turn == number and line.author != Author.RESIDENT]

    def asked(self, number: int) -> str:
        """What the resident said or chose in a turn, as the transcript has it."""
        lines = self.told.transcript.messages if self.told else []
        return next(
            (
                getattr(line.act, "text", "")
                for line in lines
                if line.turn == number and line.author == Author.RESIDENT
            ),
            "",
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Those the open question offers."""
        lines = self.told.transcript.messages if self.told else []
        last = lines[-1].act if lines else None
        return last.choices if isinstance(last, Ask) and self.status is Status.ASSISTANT else ()

    @property
    def status(self) -> Status | None:
        return self.told.transcript.status if self.told else None


@dataclass(frozen=True)
class Offered:
    """A choice, and which sides offer it."""

    label: str
    value: str
    who: str  # BOTH, or the name of the side


def begin(channel: Channel, sides: Sequence[Side]) -> Talk:
    """A new conversation with every side that answers."""
    talk = Talk(channel)

    def opened(side: Side) -> tuple[str, int]:
        if channel is Channel.PHONE:
            return side.ring().id, 1
        transcript = side.begin()
        return transcript.contact, transcript.next_turn

    for name, found in _each(sides, opened).items():
        if isinstance(found, SideRefused):
            talk.problems[name] = str(found)
        else:
            talk.keys[name], talk.next[name] = found
    return talk


def take(talk: Talk, sides: Sequence[Side], what: Mapping[str, Any]) -> Talk:
    """Say one thing to these sides.

    Args:
        what: {words} or {choice} in a chat; on a call what `Side.happens` takes.
    """
    talk.problems = {}
    taken: dict[str, int] = {}

    def said(side: Side) -> tuple[int, int]:
        """The number of the next turn before and after."""
        key, number = talk.keys[side.name], talk.next[side.name]
        if talk.channel is Channel.PHONE:
            call = side.happens(key, what)
            return number, side.told_of_call(call.call_sid).transcript.next_turn
        return number, side.take(key, number, what).next_turn

    for name, found in _each([side for side in sides if side.name in talk.keys], said).items():
        if isinstance(found, SideRefused):
            talk.problems[name] = str(found)
            continue
        number, talk.next[name] = found
        if talk.next[name] > number:  # silence, or "say that again", is no turn
            taken[name] = talk.next[name] - 1
    if taken:
        talk.exchanges.append(taken)
    return talk


def now(talk: Talk, sides: Sequence[Side]) -> dict[str, SideNow]:
    """How each side stands, by its name."""

    def standing(side: Side) -> SideNow:
        key = talk.keys[side.name]
        if talk.channel is Channel.PHONE:
            call = side.call(key)
            return SideNow(side.name, side.told_of_call(call.call_sid), call)
        return SideNow(side.name, side.told(key))

    found = _each([side for side in sides if side.name in talk.keys], standing)
    return {name: SideNow(name, None) if isinstance(one, SideRefused) else one for name, one in found.items()}


def offered(sides: Mapping[str, SideNow]) -> list[Offered]:
    """What can be chosen: first what every side offers, then what only one does."""
    by_value: dict[str, tuple[str, list[str]]] = {}
    for name, side in sides.items():
        for choice in side.choices:
            by_value.setdefault(choice.value, (choice.label, []))[1].append(name)
    found = [
        Offered(label, value, BOTH if len(names) > 1 else names[0])
        for value, (label, names) in by_value.items()
    ]
    return sorted(found, key=lambda one: one.who != BOTH)


def _each(sides: Sequence[Side], ask: Callable[[Side], Found]) -> dict[str, Found | SideRefused]:
    """Every side at the same time; a side that refuses does not spoil the other's answer."""

    def asked(side: Side) -> Found | SideRefused:
        try:
            return ask(side)
        except SideRefused as refused:
            return refused

    if not sides:
        return {}
    with ThreadPoolExecutor(len(sides)) as both:
        return dict(zip([side.name for side in sides], both.map(asked, sides), strict=True))
