"""A caller in a queue: the wait document, the place in the line, and how they leave it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin

from ivr.simulator.documents import Verb
from ivr.simulator.leg import Program

DEFAULT_QUEUE_SIZE = 1000


@dataclass
class Waiting:
    """One stay in one queue. `resume` is the document that has the Enqueue in it."""

    verb: Verb
    resume: Program
    since: float
    bridged: bool = False
    parted: Callable[[], None] | None = None  # told when whoever was joined to them is left
    sid: str = field(default_factory=lambda: "QU" + secrets.token_hex(16))

    @property
    def name(self) -> str:
        return self.verb.words or self.verb.text("workflowSid")

    def part(self) -> None:
        if self.parted:
            self.parted()

    @property
    def wait_url(self) -> str:
        """Where the wait document is; empty means Twilio's own music."""
        given = self.verb.text("waitUrl")
        return urljoin(self.resume.url, given) if given else ""

    @property
    def action(self) -> str:
        given = self.verb.text("action")
        return urljoin(self.resume.url, given) if given else ""

    def position_fields(self, clock: float) -> dict[str, str]:
        """What the wait document is told. The caller is always alone in a simulated queue."""
        waited = str(int(clock - self.since))
        return {
            "QueueSid": self.sid,
            "QueuePosition": "1",
            "QueueTime": waited,
            "AvgQueueTime": waited,
            "CurrentQueueSize": "1",
            "MaxQueueSize": self.verb.text("maxQueueSize", str(DEFAULT_QUEUE_SIZE)),
        }

    def result_fields(self, result: str, clock: float) -> dict[str, str]:
        return {"QueueSid": self.sid, "QueueResult": result, "QueueTime": str(int(clock - self.since))}
