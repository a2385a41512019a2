"""The moment that "last Tuesday" is counted from; in the demo perhaps a pretended one, as everywhere else."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
PRETENDED = "FRONTDOOR_BOT_NOW"  # ISO 8601 with its zone; the launcher sets it from FRONTDOOR_PRETEND_NOW


def now() -> datetime:
    """London time. A pretended clock starts when this is first asked, and runs on from there."""
    return datetime.now(LONDON) + _ahead()


@cache
def _ahead() -> timedelta:
    pretended = os.environ.get(PRETENDED)
    return datetime.fromisoformat(pretended) - datetime.now(LONDON) if pretended else timedelta()
