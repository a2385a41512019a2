"""Whether files are as they were when something was worked out from them."""

from __future__ import annotations

from pathlib import Path

Stamps = tuple[
    tuple[str, int, int], ...
]  # of each file: its path, its time in nanoseconds, its size in bytes


def stamps(root: Path, *patterns: str) -> Stamps:
    """Of the files of a checkout that fit the patterns, such as data/nlu/*.yml."""
    found = []
    for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
        try:
            status = path.stat()
        except FileNotFoundError:  # taken away while we looked
            continue
        found.append((str(path.relative_to(root)), status.st_mtime_ns, status.st_size))
    return tuple(found)
