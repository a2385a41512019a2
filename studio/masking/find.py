"""A stretch of a message that is personal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Find:
    start: int
    end: int
    kind: str
