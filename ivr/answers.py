"""Answers Twilio with a document, whatever happens while it is made."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from fastapi import Response
from fastapi.concurrency import run_in_threadpool

from contacts.errors import ContactError

log = structlog.get_logger()


async def answered(make: Callable[[], str], otherwise: str) -> Response:
    """The document `make` returns, or `otherwise` where it cannot."""
    try:
        document = await run_in_threadpool(make)
    except ContactError as refused:
        log.warning("call_refused", reason=type(refused).__name__)
        document = otherwise
    except Exception:
        # Twilio would play "an application error has occurred" and hang up; a caller deserves a person.
        log.exception("call_failed")
        document = otherwise
    return Response(document, media_type="text/xml")
