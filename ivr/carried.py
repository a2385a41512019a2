"""The numbers that our own addresses carry back to us. One that is missing or cannot be read is none, and the route
decides what then: a caller on the line must never meet an error page, which Twilio would end the call for."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import BeforeValidator

MOST_STEPS = 10_000
MOST_ROWS = 2**31 - 1


def _read(given: object, most: int) -> int | None:
    if not isinstance(given, str) or not (given.isascii() and given.isdecimal()) or len(given) > 10:
        return None
    return int(given) if 1 <= int(given) <= most else None


Step = Annotated[int | None, BeforeValidator(lambda given: _read(given, MOST_STEPS)), Query()]
RowId = Annotated[int | None, BeforeValidator(lambda given: _read(given, MOST_ROWS)), Query()]
