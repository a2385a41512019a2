"""Makes call-backs: looks every few seconds which are due and has the telephone ring for them.

A thread of the worker does it, apart from the outbox, which would wait while a call is placed. Any number of
workers may run: each try is claimed in the database.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

import structlog

from contacts.ringing_back.calling_back import CallingBack
from ivr.outgoing.call_backs import CallBackCalls
from server.wiring import Wiring

LOOK_EVERY_SECONDS = 20.0
STOP_SECONDS = 15.0  # a call that is being placed is waited for

log = structlog.get_logger()
Given = ParamSpec("Given")
Answer = TypeVar("Answer")


@contextmanager
def ringing(wiring: Wiring, stop: threading.Event) -> Iterator[None]:
    """Call-backs are made for as long as the block lasts, and none begins once `stop` is set."""
    calls = wiring.call_back_calls
    if calls is None:
        log.info("call_backs_not_rung", reason="no telephone" if wiring.telephone is None else "switched off")
        yield
        return
    thread = threading.Thread(
        target=ring_until, args=(wiring.calling_back, calls, stop), name="call-backs", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(STOP_SECONDS)


def ring_until(
    calling: CallingBack, calls: CallBackCalls, stop: threading.Event, every: float = LOOK_EVERY_SECONDS
) -> None:
    """Look, and look again after `every` seconds, until `stop` is set."""
    while not stop.is_set():
        look(calling, calls, stop)
        stop.wait(every)


def look(calling: CallingBack, calls: CallBackCalls, stop: threading.Event | None = None) -> int:
    """One look: what got lost is closed, what is too late is handed over, what is due is rung for.

    Returns:
        How many advisers are being rung. A call-back that fails is logged, and holds up none of the others.
    """
    for lost in _apart(calling.lost) or []:
        _apart(calls.close, lost)
    _apart(calling.hand_over_the_late)
    rung = 0
    for call_back in _apart(calling.due) or []:
        if stop is not None and stop.is_set():
            break
        rung += bool(_apart(calls.ring, call_back))
    return rung


def _apart(do: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs) -> Answer | None:
    """What comes of one part of a look; None when it failed."""
    try:
        return do(*given, **named)
    except Exception:
        # Whatever it is, the others are still to be rung. The next look tries again.
        log.exception("call_back_look_failed", part=do.__name__)
        return None
