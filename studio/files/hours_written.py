"""Opening hours as people write them: "9am-12pm", "9.30 am to 5 pm", "10:30 – 16:45", "2.30-4.30pm", "9 till noon"."""

from __future__ import annotations

import re
from datetime import time
from itertools import product

from council.hours import Span

_TIME = (
    r"(?:(?P<{0}hour>\d{{1,2}})(?:[:.](?P<{0}minute>\d{{2}}))?\s*(?P<{0}half>[ap]\.?m\.?)?"
    r"|(?P<{0}noon>noon|midday))"
)
_HOURS = re.compile(
    rf"(?i)\s*(?:from\s+)?{_TIME.format('o')}\s*(?:-|–|—|\bto\b|\btill\b|\buntil\b)\s*{_TIME.format('c')}\s*"
)
# Nothing of a council's opens or shuts outside these by what is only understood; "22:00-23:30" says so itself.
_EARLIEST, _LATEST = time(6), time(22)


def span_written(text: str) -> Span:
    """Where the half of the day is left out, the one that makes sense of both times: "9-5", "2.30-4.30pm".

    Raises ValueError: it is anything else, closes before it opens, or several halves make sense, as in "8-9".
    """
    found = _HOURS.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no opening and closing time")
    (opens, opens_said), (closes, closes_said) = _times(found, "o"), _times(found, "c")
    spans = [Span(start, end) for start, end in product(opens, closes) if start < end]
    if not (opens_said and closes_said):
        spans = [
            span
            for span in spans
            if (opens_said or span.opens >= _EARLIEST) and (closes_said or span.closes <= _LATEST)
        ]
    if not spans:
        raise ValueError(f"{text!r} closes before it opens")
    if len(spans) > 1:
        raise ValueError("morning or afternoon?")
    return spans[0]


def _times(found: re.Match[str], which: str) -> tuple[list[time], bool]:
    """What may be meant by one of the two, and whether it says so itself."""
    if found[f"{which}noon"]:
        return [time(12)], True
    written, minute = found[f"{which}hour"], int(found[f"{which}minute"] or 0)
    hour = int(written)
    half = (found[f"{which}half"] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        raise ValueError(f"there is no {hour}{half}m")
    if half:
        return [time(hour % 12 + (12 if half == "p" else 0), minute)], True
    if hour >= 12 or written.startswith("0"):
        return [time(hour, minute)], True
    return [time(hour, minute), time(hour + 12, minute)], False
