"""A Dial that takes a caller out of a queue: one call of the network talks to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from ivr.simulator.adviser import Dialled, DialResult
from ivr.simulator.documents import Verb
from ivr.simulator.happenings import State
from ivr.simulator.leg import Line


@dataclass(frozen=True)
class Welcome:
    """What the caller hears before they are joined, at an address; empty: nothing."""

    url: str
    method: str


class Queues(Protocol):
    """Where a call finds those who wait: the network it is on."""

    def take(self, queue: str, by: str, welcome: Welcome) -> Callable[[], None] | None:
        """Join the first who waits in this queue with the call `by`. Returns what ends their talk from this end; None
        when nobody waits there."""


class Joined(Dialled):
    """Both talk, until either puts the telephone down or the caller is moved elsewhere."""

    def __init__(
        self, line: Line, verb: Verb, document_url: str, call_sid: str, let_go: Callable[[], None]
    ) -> None:
        self.line, self.verb, self.document_url = line, verb, document_url
        self.legs = []
        self.result = None
        self._call_sid, self._let_go = call_sid, let_go

    @property
    def state(self) -> State:
        return State.BRIDGED

    def hangs_up(self) -> None:
        """The caller has gone."""
        self.result = DialResult("completed", self._call_sid, bridged=True)

    def caller_has_gone(self) -> None:
        """Whose Dial this is puts the telephone down."""
        self._let_go()
        self.hangs_up()
