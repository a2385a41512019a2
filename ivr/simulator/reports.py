"""The status callback of a call: the events it asked for, numbered as they happen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from email.utils import formatdate

from ivr.simulator.webhook import Webhook

ENDED_ONLY = ("completed",)  # what Twilio reports unless asked for more


class StatusReports:
    """Without an address nobody is told. VOICE_FACTS, section 3: best effort, so a failure changes nothing."""

    def __init__(
        self, webhook: Webhook, url: str | None, events: Collection[str] = ENDED_ONLY, method: str = "POST"
    ) -> None:
        self._webhook, self._url, self._events, self._method = webhook, url, frozenset(events), method
        self._sequence = 0

    def tell(self, event: str, fields: Mapping[str, str]) -> None:
        if not self._url or event not in self._events:
            return
        about = {
            "CallbackSource": "call-progress-events",
            "SequenceNumber": str(self._sequence),
            "Timestamp": formatdate(usegmt=True),
        }
        self._sequence += 1
        self._webhook.tell(self._url, {**fields, **about}, self._method)
