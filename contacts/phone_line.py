"""How the phone line stands, for whoever watches over it. ivr/ knows; nothing here knows how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from contacts.acts import AskKind
from contacts.models import Status


@dataclass(frozen=True)
class LiveCall:
    """A call that is going on. `asking` is the kind of question that is open, `ringing_team` whom we ring for it."""

    started_at: datetime
    caller: str | None  # E.164; none when withheld
    status: Status
    asking: AskKind | None
    ringing_team: str | None


@dataclass(frozen=True)
class Fault:
    """Something that went wrong. `what` is one word of ours; `detail` holds nothing a resident said."""

    at: datetime
    call_sid: str | None
    what: str
    detail: str


class PhoneLine(Protocol):
    def live(self) -> list[LiveCall]:
        """The oldest first."""

    def faults(self, most: int) -> list[Fault]:
        """The newest first."""
