"""How long people wait, said only where it is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from statistics import median

FEWEST = 3  # waits of today; from fewer nothing is claimed
COUNTED = 10  # the last so many: this morning's rush says little of the afternoon


def usual_wait(waits: Sequence[timedelta], fewest: int = FEWEST) -> timedelta | None:
    """The middle of the waits that ended last, the newest first; None where there are too few to tell."""
    latest = [wait.total_seconds() for wait in waits[:COUNTED]]
    return timedelta(seconds=median(latest)) if len(latest) >= fewest else None


def whole_minutes(wait: timedelta) -> int:
    """Rounded up: a wait that turns out shorter than told annoys nobody."""
    return max(1, -int(-wait.total_seconds() // 60))
