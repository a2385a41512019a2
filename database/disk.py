"""Whether something failed because a disk is full, whoever says so: the system, SQLite or PostgreSQL."""

from __future__ import annotations

import errno

from sqlalchemy.exc import DBAPIError

_SAID = ("disk is full", "no space left on device", "disk quota exceeded")


def is_full(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return isinstance(error, DBAPIError) and any(words in str(error.orig).lower() for words in _SAID)
