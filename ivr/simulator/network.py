"""The telephone network as our own REST server knows it: calls we placed, texts we sent, the numbers we have."""

from __future__ import annotations

import secrets
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import httpx

from database.base import now
from ivr.simulator.call import SimulatedCall
from ivr.simulator.happenings import EndlessCall, NotNow, State
from ivr.simulator.joined import Welcome
from ivr.simulator.placed import Order, PlacedCall
from ivr.simulator.switchboard import Switchboard, UnknownCall
from ivr.simulator.webhook import Webhook

MOST_TEXTS = 50  # kept; the oldest go

Later = Callable[[float, Callable[[], None]], None]


def by_timer(seconds: float, do: Callable[[], None]) -> None:
    """In a thread of its own, as a network goes on while we do something else."""
    timer = threading.Timer(seconds, do)
    timer.daemon = True
    timer.start()


@dataclass(frozen=True)
class Text:
    to: str
    from_: str
    body: str
    sid: str = field(default_factory=lambda: "SM" + secrets.token_hex(16))
    sent_at: datetime = field(default_factory=now)


@dataclass
class WaitingQueue:
    """A queue of the account and how many wait in it."""

    name: str
    size: int = 0
    sid: str = field(default_factory=lambda: "QU" + secrets.token_hex(16))
    made_at: datetime = field(default_factory=now)


@dataclass
class Number:
    """One telephone number of the account. `settings` are what Twilio is to do with it, by their JSON names."""

    phone_number: str
    settings: dict[str, str] = field(default_factory=dict)
    sid: str = field(default_factory=lambda: "PN" + secrets.token_hex(16))
    made_at: datetime = field(default_factory=now)


class Network:
    """In this process's memory only, and not for ever: see switchboard.py.

    Args:
        http: reaches the webhooks.
        numbers: the account's, E.164.
        switchboard: holds the calls. Given one that others ring on as well, their calls can be moved too.
        later: does something after so many seconds; tests may do it at once or never.
    """

    def __init__(
        self,
        http: httpx.Client,
        numbers: list[str],
        *,
        account_sid: str,
        auth_token: str,
        switchboard: Switchboard | None = None,
        later: Later = by_timer,
    ) -> None:
        self.account_sid, self.auth_token = account_sid, auth_token
        self.numbers = [Number(number) for number in numbers]
        self.texts: deque[Text] = deque(maxlen=MOST_TEXTS)
        self.unreachable: dict[str, str] = {}  # numbers no text arrives at, each with Twilio's error
        self.recordings: set[str] = set()  # by SID
        self.queues: dict[str, WaitingQueue] = {}  # by SID
        self._http, self._later = http, later
        self._switchboard = switchboard or Switchboard()

    def place(self, order: Order) -> PlacedCall:
        """Begin to ring; who placed the call has the answer before anything more happens.

        Raises:
            ivr.simulator.switchboard.TooManyCalls
        """
        call = PlacedCall(
            self._http, order, auth_token=self.auth_token, account_sid=self.account_sid, queues=self
        )
        self._switchboard.add(call)
        self._soon(call.call_sid, lambda _held: call.rings())
        self._soon(call.call_sid, lambda _held: call.rings_out(), order.timeout)
        return call

    def report(self, text: Text, status_callback: str) -> None:
        """Tell what becomes of a text, as it happens."""
        if not status_callback:
            return
        webhook = Webhook(self._http, self.auth_token)

        def tell(fields: dict[str, str]) -> None:
            webhook.tell(status_callback, fields)

        error = self.unreachable.get(text.to)
        for status in ("sent", "undelivered" if error else "delivered"):
            fields = {
                "AccountSid": self.account_sid,
                "ApiVersion": "2010-04-01",
                "From": text.from_,
                "To": text.to,
                "MessageSid": text.sid,
                "MessageStatus": status,
                "SmsSid": text.sid,
                "SmsStatus": status,
                **({"ErrorCode": error} if error and status == "undelivered" else {}),
            }
            self._later(0, partial(tell, fields))

    def take(self, queue: str, by: str, welcome: Welcome) -> Callable[[], None] | None:
        """Join the first who waits in this queue with the call `by`, which is in the middle of a step. What either then
        does to the other comes soon, never at once: two that stepped on each other would wait for each other."""
        for waiting in sorted(self._switchboard.calls(), key=lambda call: call.made_at):
            if waiting.in_queue != queue or waiting.state is State.BRIDGED:
                continue
            with suppress(NotNow, UnknownCall), self.step(waiting.call_sid) as call:
                if call.in_queue != queue:
                    continue
                call.joined(welcome.url, welcome.method, partial(self._soon, by, _other_end_has_gone))
                return partial(self._soon, call.call_sid, _other_end_has_gone)
        return None

    def placed(self) -> list[PlacedCall]:
        """Calls we placed, the newest first."""
        found = [call for call in self._switchboard.calls() if isinstance(call, PlacedCall)]
        return sorted(found, key=lambda call: call.made_at, reverse=True)

    def find(self, call_sid: str) -> SimulatedCall:
        """To look at. Raises UnknownCall."""
        return next((c for c in self._switchboard.calls() if c.call_sid == call_sid), None) or _unknown(
            call_sid
        )

    @contextmanager
    def step(self, call_sid: str) -> Iterator[SimulatedCall]:
        """For one step; nobody else steps on it meanwhile. Raises UnknownCall."""
        with self._switchboard.call(self._switchboard.key_of(call_sid)) as call:
            yield call

    def move(self, call_sid: str, url: str, method: str) -> None:
        self._soon(call_sid, lambda call: call.moves_to(url, method))

    def end(self, call_sid: str) -> None:
        self._soon(call_sid, _end)

    def _soon(self, call_sid: str, happens: Callable[[SimulatedCall], object], seconds: float = 0) -> None:
        """Twilio answers first and acts then: whoever asks may be in the middle of a step on this very call."""

        def do() -> None:
            # The call may be over or answered by then; a webhook that goes round and round has ended it.
            with suppress(NotNow, UnknownCall, EndlessCall), self.step(call_sid) as call:
                happens(call)

        self._later(seconds, do)


def _other_end_has_gone(call: SimulatedCall) -> None:
    call.adviser_hangs_up(after_seconds=0)


def _end(call: SimulatedCall) -> None:
    if isinstance(call, PlacedCall) and call.answered_at is None:
        call.is_cancelled()
    else:
        call.is_ended()


def _unknown(call_sid: str) -> SimulatedCall:
    raise UnknownCall(call_sid)
