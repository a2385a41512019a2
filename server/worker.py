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
from server.live.content import LiveContent
from server.logs import configure_logs
from server.releases import release_until
from server.settings import settings
from server.wiring import Wiring

LOOK_EVERY_SECONDS = 2.0
STOP_SECONDS = 5.0  # a release that takes longer is completed at the next start

log = structlog.get_logger()


def work(wiring: Wiring, stop: threading.Event) -> None:
    """Run until told to stop. A failure of one round is logged, and the next round tries again."""
    while not stop.is_set():
        try:
            tried = wiring.outbox.deliver_due()
            closed = close_idle(wiring.database, wiring.clock()) + wiring.lost_callers.give_up()
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
    stop, changed = threading.Event(), threading.Event()

    def end(*_: object) -> None:
        stop.set()
        changed.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    wiring = Wiring(settings())
    # Of the first wiring, whatever content comes: they read the files they need themselves.
    releasing = threading.Thread(
        target=release_until, args=(wiring.releases, stop), name="releases", daemon=True
    )
    releasing.start()
    content = LiveContent("worker", wiring, lambda new: new, lambda _: changed.set()).start()
    while not stop.is_set():
        changed.clear()
        here = content.current
        # What has begun is waited for; then the new words are said.
        with ringing(here, changed), tidying(here, changed), gathering(here.gathering, changed):
            work(here, changed)
    releasing.join(STOP_SECONDS)


if __name__ == "__main__":
    main()
