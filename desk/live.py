"""Tells an open page to look again. It carries no words, so it needs no more care than a bell."""

from __future__ import annotations

from collections.abc import AsyncIterator
from time import monotonic

from sse_starlette import EventSourceResponse

from contacts.events import Events

STREAM_SECONDS = 600  # then the browser asks anew, and whoever has signed out by then is refused
PING_SECONDS = 15  # proxies close a silent connection


def look_again(events: Events, topic: str) -> EventSourceResponse:
    """An event for each change. The first comes at once, for what happened since the page was made."""

    async def stream() -> AsyncIterator[dict[str, str]]:
        ends = monotonic() + STREAM_SECONDS
        async with events.subscribe(topic) as bell:
            yield {"event": "look-again", "data": "{}"}
            while monotonic() < ends:
                if await bell.wait(PING_SECONDS):
                    yield {"event": "look-again", "data": "{}"}

    return EventSourceResponse(stream(), ping=PING_SECONDS)
