"""The other end of a Dial: it rings, hears a whisper in private, and is joined to the caller or not."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate
from typing import ClassVar
from urllib.parse import urljoin

from ivr.simulator.documents import Verb
from ivr.simulator.grammar import IN_A_WHISPER
from ivr.simulator.happenings import NotNow, State, Who
from ivr.simulator.leg import DocumentFailed, Leg, Line, Program

RING_SECONDS = 6  # how long an adviser lets it ring before answering
DEFAULT_RING_TIMEOUT = 30


def new_call_sid() -> str:
    return "CA" + secrets.token_hex(16)


@dataclass(frozen=True)
class DialResult:
    """What a Dial's action is told. A refused whisper is `completed` and not bridged: Twilio's trap."""

    status: str
    call_sid: str
    seconds: int = 0
    bridged: bool = False

    def fields(self) -> dict[str, str]:
        fields = {
            "DialCallStatus": self.status,
            "DialCallSid": self.call_sid,
            "DialBridged": str(self.bridged).lower(),
        }
        if self.status == "completed":
            fields["DialCallDuration"] = str(self.seconds)
        return fields


class AdviserLeg(Leg):
    """One number that a Dial rings."""

    who: ClassVar[Who] = Who.ADVISER

    def __init__(self, line: Line, noun: Verb, document_url: str, common: Mapping[str, str]) -> None:
        super().__init__(line)
        self.noun = noun
        self.document_url = document_url
        self.call_sid = new_call_sid()
        self.answered_at: float | None = None
        self.accepted = False
        self.hung_up = False
        self._common = {
            **common,
            "CallSid": self.call_sid,
            "To": noun.words,
            "Called": noun.words,
            "Direction": "outbound-dial",
        }
        self._sequence = 0

    def answer(self) -> None:
        """Pick up: the whisper is fetched and run, if there is one."""
        self.answered_at = self.line.clock
        self.report("answered", "in-progress")
        if self.noun.name != "Number" or "url" not in self.noun.attributes:  # a Queue's url is for its caller
            self.accepted = True
            return
        self.go(urljoin(self.document_url, self.noun.text("url")), self.noun.text("method", "POST"), {})
        self.carry_out()

    def do(self, verb: Verb) -> None:
        if verb.name == "Hangup":
            self.hang_up()
        else:
            super().do(verb)

    def go(self, url: str, method: str, extra: Mapping[str, str]) -> None:
        fields = {**self._common, "CallStatus": "in-progress", **extra}
        try:
            self.program = self.line.fetch(
                url, fields, method, allowed=IN_A_WHISPER, where="in a whisper", allow_empty=True
            )
        except DocumentFailed:
            # The fallback URL is for the caller's leg; the adviser just hears that it went wrong.
            self.apologise()
            self.program = Program(url, (Verb("Hangup"),))

    def ran_out(self) -> None:
        self.accepted = self.waiting = True

    def hang_up(self) -> None:
        self.hung_up = self.waiting = True
        self.gather = None

    def report(self, event: str, status: str) -> None:
        """The status callback of this number, for the events it asks for."""
        wanted = self.noun.text("statusCallbackEvent", "completed").split()
        if "statusCallback" not in self.noun.attributes or event not in wanted:
            return
        fields = {
            **self._common,
            "CallStatus": status,
            "CallbackSource": "call-progress-events",
            "SequenceNumber": str(self._sequence),
            "Timestamp": formatdate(usegmt=True),
        }
        if event == "completed":
            fields["CallDuration"] = str(self.seconds_up)
        self._sequence += 1
        where = urljoin(self.document_url, self.noun.text("statusCallback"))
        self.line.webhook.tell(where, fields, self.noun.text("statusCallbackMethod", "POST"))

    @property
    def seconds_up(self) -> int:
        return 0 if self.answered_at is None else int(self.line.clock - self.answered_at)


class Dialled:
    """All the numbers of one Dial. Each step leaves `result` set once the Dial is over."""

    def __init__(
        self, line: Line, verb: Verb, document_url: str, common: Mapping[str, str], parent_sid: str
    ) -> None:
        self.verb = verb
        self.line = line
        self.document_url = document_url
        nouns = verb.children or (Verb("Number", words=verb.words),)
        caller_id = verb.text("callerId") or common.get("From", "")
        child = {**common, "From": caller_id, "Caller": caller_id, "ParentCallSid": parent_sid}
        self.legs = [AdviserLeg(line, noun, document_url, child) for noun in nouns]
        self.result: DialResult | None = None
        self._picked_up: AdviserLeg | None = None
        for leg in self.legs:
            leg.report("initiated", "initiated")
            leg.report("ringing", "ringing")

    @property
    def state(self) -> State:
        if self._picked_up is None:
            return State.DIALLING
        return State.BRIDGED if self._picked_up.accepted else State.WHISPERING

    @property
    def leg(self) -> AdviserLeg:
        """The number that has answered."""
        if self._picked_up is None:
            raise NotNow("Nobody has answered yet.")
        return self._picked_up

    def answers(self, number: int) -> None:
        """One of the numbers picks up, and the others stop ringing."""
        self.line.clock += min(RING_SECONDS, self.ring_timeout)
        self._picked_up = self.legs[number]
        for other in self.legs:
            if other is not self._picked_up:
                other.report("completed", "canceled")
        self._picked_up.answer()
        self.settle()

    def presses(self, key: str) -> None:
        """A key during the whisper; where no question is open it does nothing, as on a real phone."""
        if self.leg.gather:
            self.leg.take(self.leg.gather.pressed(key))
        self.settle()

    def stays_silent(self) -> None:
        """Nobody presses anything during the whisper: it may be an answering machine."""
        if self.leg.gather:
            self.leg.take(self.leg.gather.silence())
        self.settle()

    def hangs_up(self) -> None:
        self.leg.hang_up()
        self.settle()

    def fails(self, status: str) -> None:
        """Nobody is reached: busy, no-answer or failed."""
        seconds = {"no-answer": self.ring_timeout, "busy": 1}.get(status, 0)
        self.line.clock += seconds
        self._over(DialResult(status, self.legs[0].call_sid), status)

    def caller_has_gone(self) -> None:
        """The caller hangs up while it rings, during the whisper, or after talking."""
        if self._picked_up is None:
            self._over(DialResult("canceled", self.legs[0].call_sid), "canceled")
        else:
            self.leg.hang_up()
            self.settle()

    def settle(self) -> None:
        leg = self.leg
        if leg.hung_up and self.result is None:
            # Accepted means that they talked before somebody hung up; else the whisper was refused.
            self._over(DialResult("completed", leg.call_sid, leg.seconds_up, leg.accepted), "completed")

    def _over(self, result: DialResult, status: str) -> None:
        self.result = result
        for leg in [self._picked_up] if self._picked_up else self.legs:
            leg.report("completed", status)

    @property
    def ring_timeout(self) -> int:
        return self.verb.number("timeout", DEFAULT_RING_TIMEOUT)
