"""A call that we place by REST: it rings somewhere, and a person, a machine or nobody answers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import httpx

from ivr.simulator.call import SimulatedCall
from ivr.simulator.happenings import NotNow, State
from ivr.simulator.joined import Queues
from ivr.simulator.reports import ENDED_ONLY

RING_SECONDS = 6  # how long it rings before somebody answers
MACHINE_PATIENCE = 10  # prompts a machine records before it hangs up
# What AnsweredBy is by the kind of detection. VOICE_FACTS, section 11.
MACHINE = {"Enable": "machine_start", "DetectMessageEnd": "machine_end_beep"}


@dataclass(frozen=True)
class Order:
    """What Twilio is asked for when a call is placed. `timeout` is how many seconds it rings."""

    to: str
    from_: str
    url: str
    method: str = "POST"
    fallback_url: str | None = None
    status_callback: str | None = None
    status_callback_method: str = "POST"
    status_events: Collection[str] = ENDED_ONLY
    timeout: int = 60
    machine_detection: str | None = None


class PlacedCall(SimulatedCall):
    """Rings until one of the four things happens; then it is a call like any other."""

    direction = "outbound-api"

    def __init__(
        self,
        http: httpx.Client,
        order: Order,
        *,
        auth_token: str,
        account_sid: str,
        queues: Queues | None = None,
    ) -> None:
        """`queues`: whose callers it can take out."""
        self.order = order
        self.status_events = order.status_events
        self.status_callback_method = order.status_callback_method
        self.answered_by: str | None = None
        super().__init__(
            http,
            order.url,
            auth_token=auth_token,
            account_sid=account_sid,
            caller=order.from_,
            called=order.to,
            status_callback=order.status_callback,
            fallback_url=order.fallback_url,
        )
        self._caller.status = "queued"
        self._caller.queues = queues

    def rings(self) -> PlacedCall:
        """The network has taken it up, and the other end rings."""
        self._must_ring()
        for status in ("initiated", "ringing"):
            self._caller.status = status
            self._caller.reports.tell(status, self._caller.fields())
        return self

    def person_answers(self) -> PlacedCall:
        return self._answered("human" if self.order.machine_detection else None)

    def machine_answers(self) -> PlacedCall:
        """It says nothing and presses nothing, and hangs up when it has had enough."""
        self._answered(MACHINE.get(self.order.machine_detection or ""))
        for _prompt in range(MACHINE_PATIENCE):
            if self.state not in {State.LISTENING, State.RECORDING}:
                break
            self.stays_silent()
        if self.state is not State.ENDED:
            self.hangs_up()
        return self

    def is_refused(self) -> PlacedCall:
        return self._unanswered("busy", 1)

    def rings_out(self) -> PlacedCall:
        return self._unanswered("no-answer", self.order.timeout)

    def fails(self) -> PlacedCall:
        """The network cannot reach the number at all."""
        return self._unanswered("failed", 0)

    def is_cancelled(self) -> PlacedCall:
        """By us, before anybody has answered."""
        return self._unanswered("canceled", 0)

    @property
    def state(self) -> State:
        return State.RINGING if self._rings else super().state

    @property
    def _rings(self) -> bool:
        return not self._dialled_yet and self._caller.ending is None

    def _answered(self, by: str | None) -> PlacedCall:
        self._must_ring()
        self._dialled_yet = True
        self.answered_by = by
        self._line.clock += min(RING_SECONDS, self.order.timeout)
        self._caller.picked_up()
        told = {"AnsweredBy": by} if by else {}
        self._caller.reports.tell("answered", {**self._caller.fields(), **told})
        self._caller.go(self.order.url, self.order.method, told)
        self._caller.carry_out()
        return self

    def _unanswered(self, status: str, seconds: int) -> PlacedCall:
        self._must_ring()
        self._line.clock += seconds
        self._dialled_yet = True
        self._caller.not_reached(status)
        return self

    def _must_ring(self) -> None:
        if not self._rings:
            raise NotNow("The call is not ringing any more.")
