"""Carries releases out in a thread of the worker: those that are due, and those that were cut short."""

from __future__ import annotations

import threading

import structlog

from studio.drafts.errors import DraftsUnavailable
from studio.releasing.releases import Releases

LOOK_EVERY_SECONDS = 1.0

log = structlog.get_logger()


def release_until(releases: Releases, stop: threading.Event, every: float = LOOK_EVERY_SECONDS) -> None:
    """Look, and look again after `every` seconds, until `stop` is set. A look that fails is tried again."""
    told = False
    while not stop.is_set():
        try:
            releases.carry_out_due()
        except DraftsUnavailable as problem:
            if not told:  # no git here, mostly: once is enough
                log.warning("releases_not_carried_out", problem=str(problem))
            told = True
        except Exception:
            log.exception("releasing_failed")
        stop.wait(every)
