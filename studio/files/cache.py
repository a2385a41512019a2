"""Files as they were last read, for as long as they have not changed."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
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

    def __init__(self, reader: Callable[[Path], Read], *, placeless: bool = False) -> None:
        """`placeless`: what is read does not say where the file is, so it serves for the same file of every draft."""
        self._reader, self._placeless = reader, placeless
        self._kept: OrderedDict[Path, tuple[tuple[int, int, int], Read]] = OrderedDict()
        self._same: OrderedDict[bytes, Read] = OrderedDict()
        self._lock = Lock()

    def __call__(self, path: Path) -> Read:
        """Raises what the reader raises, and FileNotFoundError."""
        stamp = stamp_of(path)
        with self._lock:
            kept = self._kept.get(path)
            if kept and kept[0] == stamp:
                self._kept.move_to_end(path)
                return kept[1]
        value = self._by_its_bytes(path, stamp) if self._placeless else self._reader(path)
        with self._lock:
            self._kept[path] = stamp, value
            self._kept.move_to_end(path)
            while len(self._kept) > MOST_FILES:
                self._kept.popitem(last=False)
        return value

    def _by_its_bytes(self, path: Path, stamp: tuple[int, int, int]) -> Read:
        digest = blake2b(path.read_bytes(), digest_size=16).digest()
        with self._lock:
            if digest in self._same:
                self._same.move_to_end(digest)
                return self._same[digest]
        value = self._reader(path)
        if stamp_of(path) != stamp:
            return value  # of other bytes, perhaps
        with self._lock:
            self._same[digest] = value
            while len(self._same) > MOST_FILES:
                self._same.popitem(last=False)
        return value


def stamp_of(path: Path) -> tuple[int, int, int]:
    """What changes when a file does: its time in nanoseconds, its size in bytes, its place on the disk."""
    status = os.stat(path)
    return status.st_mtime_ns, status.st_size, status.st_ino
