"""A disk without room: seen before anything is written, and named in an editor's words where it fills up meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from database.disk import is_full
from studio.drafts.errors import DiskFull

# A draft's folder is 13 MB, and a save is a few small files in three places (git, the folder, the database). What is
# left over is for the taking back of a save, which needs room as well.
MUST_BE_FREE = 50 * 1024 * 1024  # bytes


def must_have_room(*folders: Path) -> None:
    """Raises DiskFull before a disk is quite full, for a full one lets nobody tidy up after a save that failed."""
    for folder in folders:
        there = next(place for place in (folder, *folder.parents) if place.exists())
        free = shutil.disk_usage(there).free
        if free < MUST_BE_FREE:
            raise DiskFull(f"{free} bytes free at {there}")


@contextmanager
def fullness_named() -> Iterator[None]:
    """What a full disk makes fail within becomes DiskFull."""
    try:
        yield
    except (OSError, SQLAlchemyError) as error:
        if not is_full(error):
            raise
        raise DiskFull(str(error)) from error
