"""Answers Twilio with a document, whatever happens while it is made."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from fastapi import Response
from fastapi.concurrency import run_in_threadpool
from starlette.background import BackgroundTask
from structlog.contextvars import get_contextvars

from contacts.errors import ContactError
from ivr.faults import LineFaults

log = structlog.get_logger()


async def answered(make: Callable[[], str], otherwise: str, faults: LineFaults | None = None) -> Response:
    """The document `make` returns, or `otherwise` where it cannot. `faults` keeps what went wrong."""
    afterwards = None
    try:
        document = await run_in_threadpool(make)
    except ContactError as refused:
        log.warning("call_refused", reason=type(refused).__name__)
        document, afterwards = otherwise, _kept(faults, "call_refused", refused)
    except Exception as failed:
        # Twilio would play "an application error has occurred" and hang up; a caller deserves a person.
        log.exception("call_failed")
        document, afterwards = otherwise, _kept(faults, "call_failed", failed)
    return Response(document, media_type="text/xml", background=afterwards)


def _kept(faults: LineFaults | None, what: str, error: Exception) -> BackgroundTask | None:
    """After the answer: where the database has failed, the caller shall not wait for it a second time."""
    if faults is None:
        return None
    return BackgroundTask(faults.failed, what, error, get_contextvars().get("call_sid"))
