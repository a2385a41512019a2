"""Opening hours as people write them: "9am-12pm", "9.30 am to 5 pm", "10:30 – 16:45", "9am till noon"."""

from __future__ import annotations

import re
from datetime import time

from council.hours import Span

_TIME = (
    r"(?:(?P<{0}hour>\d{{1,2}})(?:[:.](?P<{0}minute>\d{{2}}))?\s*(?P<{0}half>[ap]\.?m\.?)?"
    r"|(?P<{0}noon>noon|midday))"
)
_HOURS = re.compile(
    rf"(?i)\s*(?:from\s+)?{_TIME.format('o')}\s*(?:-|–|—|\bto\b|\btill\b|\buntil\b)\s*{_TIME.format('c')}\s*"
)


def span_written(text: str) -> Span:
    """Raises ValueError: it is anything else, closes before it opens, or leaves open which half of the day is meant."""
    found = _HOURS.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no opening and closing time")
    span = Span(_time(found, "o"), _time(found, "c"))
    if span.opens >= span.closes:
        raise ValueError(f"{text!r} closes before it opens")
    return span


def _time(found: re.Match[str], which: str) -> time:
    if found[f"{which}noon"]:
        return time(12)
    hour, minute = int(found[f"{which}hour"]), int(found[f"{which}minute"] or 0)
    half = (found[f"{which}half"] or "").lower()[:1]
    if not half:
        if found[f"{which}minute"] is None:
            raise ValueError("morning or afternoon?")  # "9-5"
        return time(hour, minute)
    if not 1 <= hour <= 12:
        raise ValueError(f"there is no {hour}{half}m")
    return time(hour % 12 + (12 if half == "p" else 0), minute)
