"""Holds the calls people make from the page: so many at once, each for so long after its last step."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ivr.simulator.call import SimulatedCall
from ivr.simulator.happenings import State

MOST_CALLS = 50
KEEP_SECONDS = 30 * 60


class UnknownCall(KeyError):
    """No call has this key, or it was forgotten."""


class TooManyCalls(RuntimeError):
    """As many calls as may be held are still going on."""


@dataclass
class _Held:
    call: SimulatedCall
    used_at: float
    # Two clicks at once are two steps, one after the other.
    lock: threading.Lock = field(default_factory=threading.Lock)


class Switchboard:
    """In this process's memory only; a second process would not know these calls."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: dict[str, _Held] = {}
        self._lock = threading.Lock()

    def add(self, call: SimulatedCall) -> str:
        """Hold a call and return its key. Calls that are over make room before anybody is turned away.

        Raises:
            TooManyCalls: there is no room.
        """
        key = secrets.token_urlsafe(16)
        with self._lock:
            old = {name for name, held in self._held.items() if self._expired(held)}
            if len(self._held) - len(old) >= MOST_CALLS:
                old |= {name for name, held in self._held.items() if held.call.ended_because}
            dropped = [self._held.pop(name) for name in old]
            room = len(self._held) < MOST_CALLS
            if room:
                self._held[key] = _Held(call, self._clock())
        for held in dropped:
            _hang_up(held)
        if not room:
            raise TooManyCalls(f"{MOST_CALLS} calls are going on. Try again in a few minutes.")
        return key

    @contextmanager
    def call(self, key: str) -> Iterator[SimulatedCall]:
        """The call with this key, for one step; nobody else steps on it meanwhile.

        Raises:
            UnknownCall: there is none.
        """
        with self._lock:
            held = self._held.get(key)
            if held is None or self._expired(held):
                raise UnknownCall(key)
            held.used_at = self._clock()
        with held.lock:
            yield held.call

    def key_of(self, call_sid: str) -> str:
        """Raises UnknownCall."""
        with self._lock:
            for key, held in self._held.items():
                if held.call.call_sid == call_sid and not self._expired(held):
                    return key
        raise UnknownCall(call_sid)

    def calls(self) -> list[SimulatedCall]:
        """Every call that is held, to look at."""
        with self._lock:
            return [held.call for held in self._held.values() if not self._expired(held)]

    def _expired(self, held: _Held) -> bool:
        return self._clock() - held.used_at > KEEP_SECONDS


def _hang_up(held: _Held) -> None:
    """The webhook learns that a forgotten call is over."""
    with held.lock:
        if held.call.state not in {State.NOT_DIALLED, State.RINGING, State.ENDED}:
            held.call.hangs_up()
