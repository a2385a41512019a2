"""The form as it stands between two turns; kept by Rasa in one slot, so it is plain JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class FormState:
    """`values` by field name; `asking` is the field, "review", "change" or "go_on" that was asked last."""

    enquiry: str
    turn: int  # the turn that opened it; with the contact it names this one form
    values: dict[str, Any] = field(default_factory=dict)
    asking: str | None = None
    misses: int = 0  # answers in a row that did not help
    still: int = 0  # turns in a row that brought the form no further and were no miss: questions, remarks
    seen: list[int] = field(default_factory=list)  # where it stood after each turn; see standing_still.py
    missed: int = 0  # misses in the whole conversation
    ended: str | None = None  # see forms/conversation/form_turn.py

    def as_slot(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_slot(cls, slot: dict[str, Any] | None) -> FormState | None:
        return cls(**slot) if slot else None
