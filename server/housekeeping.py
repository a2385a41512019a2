"""What is tidied up at the telephone network: recordings whose time is up, queues nobody waits in.

A thread of the worker does it, apart from the outbox, which would wait while the network is asked.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog

from server.wiring import Wiring

TIDY_EVERY_SECONDS = 600.0
STOP_SECONDS = 15.0  # a request that is under way is waited for

log = structlog.get_logger()


@contextmanager
def tidying(wiring: Wiring, stop: threading.Event) -> Iterator[None]:
    """It is done for as long as the block lasts. Where we play the network ourselves there is nothing to tidy."""
    if wiring.settings.plays_network:
        yield
        return
    parts = (wiring.recordings.delete_due, wiring.spent_queues.remove)
    thread = threading.Thread(target=tidy_until, args=(parts, stop), name="housekeeping", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(STOP_SECONDS)


def tidy_until(
    parts: tuple[Callable[[], int], ...], stop: threading.Event, every: float = TIDY_EVERY_SECONDS
) -> None:
    """Do each part, and again after `every` seconds, until `stop` is set. One that fails holds up no other."""
    while not stop.is_set():
        for part in parts:
            try:
                part()
            except Exception:
                log.exception("housekeeping_failed", part=part.__qualname__)
        stop.wait(every)
