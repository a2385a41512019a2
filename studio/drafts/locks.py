"""Locks between processes: one saves to a draft at a time. A process that is killed lets go by itself."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studio.drafts.errors import Busy

PATIENCE_SECONDS = 20.0
LOOKS_EVERY_SECONDS = 0.02


@contextmanager
def locked(path: Path, patience_seconds: float = PATIENCE_SECONDS, *, shared: bool = False) -> Iterator[int]:
    """Hold a lock while the block runs; gives its file descriptor, which a child process may hold too.

    A lock of the kernel (flock), not a file that is there or not: nothing is left behind by a killed process.
    Two threads of one process exclude each other as well, because each opens the file afresh. Any number may hold it
    `shared` at once, and then nobody alone.

    Raises:
        Busy: somebody else held it all the time.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _take(descriptor, path, patience_seconds, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)  # lets go, unless a git that still runs holds it


def _take(descriptor: int, path: Path, patience_seconds: float, how: int) -> None:
    until = time.monotonic() + patience_seconds
    while True:
        try:
            fcntl.flock(descriptor, how | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= until:
                raise Busy(str(path)) from None
            time.sleep(LOOKS_EVERY_SECONDS)
