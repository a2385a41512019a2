"""The studio's inbox is filled and emptied beside the worker's other rounds, which must not wait for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from studio.inbox.gathering import Gathering

LOOK_EVERY_SECONDS = 5.0
FORGET_EVERY_ROUNDS = 120  # ten minutes

log = structlog.get_logger()


@contextmanager
def gathering(inbox: Gathering, stop: threading.Event) -> Iterator[None]:
    """Gather in a thread of its own until told to stop."""
    thread = threading.Thread(target=_gather, args=(inbox, stop), name="inbox", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _gather(inbox: Gathering, stop: threading.Event) -> None:
    """A failure of one round is logged, and the next round tries again."""
    rounds = 0
    while not stop.is_set():
        try:
            if taken := inbox.gather():
                log.info("inbox_gathered", messages=taken)
            inbox.give_back()
            if rounds % FORGET_EVERY_ROUNDS == 0:
                inbox.forget_old()
        except Exception:
            log.exception("inbox_round_failed")
        rounds += 1
        stop.wait(LOOK_EVERY_SECONDS)
