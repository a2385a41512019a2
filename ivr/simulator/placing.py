"""The network as contacts/telephone.py asks it, without HTTP between: rings telephones, joins whoever answers to a
caller in a queue, moves calls.

network = Placing(http, auth_token="...", account_sid="AC...")
ring = network.placed[-1]
ring.answers().presses("1")
assert ring.talks_to is call
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import urljoin

import httpx

from contacts.telephone import TelephoneError
from ivr.simulator.adviser import new_call_sid
from ivr.simulator.call import SimulatedCall
from ivr.simulator.documents import Verb
from ivr.simulator.happenings import NotNow, State, Who
from ivr.simulator.leg import DocumentFailed, Leg, Line, Program
from ivr.simulator.webhook import Stopwatch, Webhook


class Placing:
    """A contacts.telephone.Telephone. `calls` are those that can be joined or moved; `broken` refuses everything."""

    def __init__(
        self,
        http: httpx.Client,
        *,
        auth_token: str,
        account_sid: str,
        our_number: str = "+441632960001",
        stopwatch: Stopwatch = time.monotonic,
    ) -> None:
        self._http, self._auth_token, self._stopwatch = http, auth_token, stopwatch
        self.account_sid, self.our_number = account_sid, our_number
        self.calls: list[SimulatedCall] = []
        self.placed: list[PlacedCall] = []
        self.texts: list[tuple[str, str]] = []
        self.broken = False

    @property
    def ringing(self) -> list[PlacedCall]:
        """Telephones that ring now, the first to be rung first."""
        return [placed for placed in self.placed if placed.state is State.DIALLING]

    def ring(
        self,
        number: str,
        url: str,
        *,
        status_url: str,
        detect_machine: bool = False,
        timeout_seconds: int = 30,
    ) -> str:
        self._check()
        line = Line(Webhook(self._http, self._auth_token, stopwatch=self._stopwatch))
        placed = PlacedCall(self, line, number, url, status_url, timeout_seconds)
        self.placed.append(placed)
        return placed.call_sid

    def move(self, call_sid: str, url: str) -> None:
        self._check()
        call = next((call for call in self.calls if call.call_sid == call_sid), None)
        if call is None or call.state in (State.NOT_DIALLED, State.ENDED):
            raise TelephoneError("the call is not in progress")
        call.moves_to(url)
        for placed in self.placed:
            if placed.talks_to is call:
                placed.caller_has_gone()

    def hang_up(self, call_sid: str) -> None:
        self._check()
        for placed in self.placed:
            if placed.call_sid == call_sid and placed.state is not State.ENDED:
                placed.end("canceled" if placed.state is State.DIALLING else "completed")
        for call in self.calls:
            if call.call_sid == call_sid and call.state not in (State.NOT_DIALLED, State.ENDED):
                call.hangs_up()

    def text(self, number: str, words: str, *, status_url: str | None = None) -> str:
        self._check()
        self.texts.append((number, words))
        return f"SM{len(self.texts):032x}"

    def _check(self) -> None:
        if self.broken:
            raise TelephoneError("the network does not answer")


class PlacedCall(Leg):
    """One call of ours: a telephone that rings, and whoever answers it."""

    who: ClassVar[Who] = Who.ADVISER

    def __init__(
        self, network: Placing, line: Line, number: str, url: str, status_url: str, timeout_seconds: int
    ) -> None:
        super().__init__(line)
        self.call_sid, self.number = new_call_sid(), number
        self.talks_to: SimulatedCall | None = None
        self._network, self._url, self._status_url = network, url, status_url
        self._timeout_seconds = timeout_seconds
        self._state = State.DIALLING
        self._dial: tuple[Verb, str] | None = None

    @property
    def state(self) -> State:
        if self._state is State.WHISPERING and self.talks_to:
            return State.BRIDGED
        return self._state

    @property
    def whispered(self) -> str:
        return " ".join(heard.words for heard in self.line.heard if heard.words)

    def answers(self) -> PlacedCall:
        self._expect(State.DIALLING)
        self._state = State.WHISPERING
        self.go(self._url, "POST", {})
        self.carry_out()
        return self

    def presses(self, key: str) -> PlacedCall:
        self._expect(State.WHISPERING)
        if self.gather:
            self.take(self.gather.pressed(key))
        return self

    def stays_silent(self) -> PlacedCall:
        """Nobody presses a key: an answering machine."""
        self._expect(State.WHISPERING)
        if self.gather:
            self.take(self.gather.silence())
        return self

    def is_busy(self) -> PlacedCall:
        return self._not_reached("busy")

    def does_not_answer(self) -> PlacedCall:
        self.line.clock += self._timeout_seconds
        return self._not_reached("no-answer")

    def fails(self) -> PlacedCall:
        return self._not_reached("failed")

    def hangs_up(self) -> PlacedCall:
        """During the whisper, or after talking."""
        self._expect(State.WHISPERING, State.BRIDGED)
        call, self.talks_to = self.talks_to, None
        self.end("completed")
        if call and call.state is State.BRIDGED:
            call.adviser_hangs_up()
        return self

    def caller_has_gone(self) -> None:
        """Whom they talked to hung up, or was moved: the Dial is over, and its action asked."""
        self.talks_to = None
        self._after_dial("completed")
        self.carry_out()

    # Verbs

    def do(self, verb: Verb) -> None:
        if verb.name == "Hangup":
            self.end("completed")
        elif verb.name == "Redirect":
            self.go(urljoin(self.program.url, verb.words), verb.text("method", "POST"), {})
        elif verb.name == "Dial":
            self._join(verb)
        else:
            super().do(verb)

    def _join(self, dial: Verb) -> None:
        queue = dial.children[0] if dial.children else None
        if queue is None or queue.name != "Queue":
            raise AssertionError("a placed call joins a queue and dials nobody else")
        self._dial = (dial, self.program.url)
        waits = (State.QUEUED, State.LISTENING)
        call = next((c for c in self._network.calls if c.in_queue == queue.words and c.state in waits), None)
        if call is None:
            self._after_dial("no-answer")
            return
        url = queue.text("url")
        call.joined(urljoin(self.program.url, url) if url else "", queue.text("method", "POST"))
        self.talks_to, self.waiting = call, True

    def _after_dial(self, status: str) -> None:
        dial, document = self._dial or (Verb("Dial"), self._url)
        self._dial = None
        if action := dial.text("action"):
            self.go(urljoin(document, action), dial.text("method", "POST"), {"DialCallStatus": status})

    def go(self, url: str, method: str, extra: Mapping[str, str]) -> None:
        try:
            self.program = self.line.fetch(url, self._fields("in-progress") | dict(extra), method)
        except DocumentFailed:
            self.apologise()
            self.program = Program(url, (Verb("Hangup"),))

    def ran_out(self) -> None:
        self.end("completed")

    def end(self, status: str) -> None:
        self._state, self.gather, self.waiting = State.ENDED, None, True
        self.line.webhook.tell(self._status_url, self._fields(status))

    def _not_reached(self, status: str) -> PlacedCall:
        self._expect(State.DIALLING)
        self.end(status)
        return self

    def _expect(self, *states: State) -> None:
        if self.state not in states:
            raise NotNow(f"The placed call is {self.state}; this can be done when it is {', '.join(states)}.")

    def _fields(self, status: str) -> dict[str, str]:
        return {
            "AccountSid": self._network.account_sid,
            "ApiVersion": "2010-04-01",
            "CallSid": self.call_sid,
            "CallStatus": status,
            "Direction": "outbound-api",
            "From": self._network.our_number,
            "To": self.number,
        }
