"""Files as they were last read, for as long as they have not changed."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

Read = TypeVar("Read")

MOST_FILES = 8192  # a large council's content has 400 files; every open draft has its own copy


class Cached(Generic[Read]):
    """Reads a file with `reader`, and again only once it has changed.

    A file is known to have changed by its time, its size or its place on the disk: whatever saves one by renaming,
    as git and saving.py do, gives it a new place.
    """

    def __init__(self, reader: Callable[[Path], Read]) -> None:
        self._reader = reader
        self._kept: OrderedDict[Path, tuple[tuple[int, int, int], Read]] = OrderedDict()
        self._lock = Lock()

    def __call__(self, path: Path) -> Read:
        """Raises what the reader raises, and FileNotFoundError."""
        stamp = stamp_of(path)
        with self._lock:
            kept = self._kept.get(path)
            if kept and kept[0] == stamp:
                self._kept.move_to_end(path)
                return kept[1]
        value = self._reader(path)
        with self._lock:
            self._kept[path] = stamp, value
            self._kept.move_to_end(path)
            while len(self._kept) > MOST_FILES:
                self._kept.popitem(last=False)
        return value


def stamp_of(path: Path) -> tuple[int, int, int]:
    """What changes when a file does: its time in nanoseconds, its size in bytes, its place on the disk."""
    status = os.stat(path)
    return status.st_mtime_ns, status.st_size, status.st_ino
