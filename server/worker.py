"""The worker: delivers what is due, makes call-backs, fills the studio's inbox, closes contacts that everybody has
left, forgets what is old."""

from __future__ import annotations

import signal
import threading

import structlog

from contacts.idle import close_idle
from server.call_backs import ringing
from server.housekeeping import tidying
from server.inbox import gathering
from server.logs import configure_logs
from server.settings import settings
from server.wiring import Wiring

LOOK_EVERY_SECONDS = 2.0

log = structlog.get_logger()


def work(wiring: Wiring, stop: threading.Event) -> None:
    """Run until told to stop. A failure of one round is logged, and the next round tries again."""
    while not stop.is_set():
        try:
            tried = wiring.outbox.deliver_due()
            closed = close_idle(wiring.database, wiring.clock())
            wiring.line_faults.forget_old()
            wiring.arrivals.forget_old()
        except Exception:
            log.exception("worker_round_failed")
            tried = closed = 0
        if tried or closed:
            log.info("worker_round", messages=tried, contacts_closed=closed)
        stop.wait(LOOK_EVERY_SECONDS)


def main() -> None:
    configure_logs()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    wiring = Wiring(settings())
    with ringing(wiring, stop), tidying(wiring, stop), gathering(wiring.gathering, stop):
        work(wiring, stop)


if __name__ == "__main__":
    main()
