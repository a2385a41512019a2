"""One log for each process in var/log, kept apart for each start of the launcher."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

KEPT = 3  # older logs of a process: name.log.1 (the newest) to name.log.3
TAIL_BYTES = 65536


def rotate(log: Path) -> None:
    """Move the last start's log to name.log.1, that one to name.log.2, and so on."""
    log.parent.mkdir(parents=True, exist_ok=True)
    for number in range(KEPT, 0, -1):
        newer = log if number == 1 else log.with_name(f"{log.name}.{number - 1}")
        if newer.exists():
            newer.replace(log.with_name(f"{log.name}.{number}"))


def shown(path: Path) -> str:
    """The path as a person at the prompt would type it."""
    with suppress(ValueError):
        return str(path.relative_to(Path.cwd()))
    return str(path)


def last_lines(log: Path, count: int = 20) -> str:
    """The end of a log, empty when there is none. Reads no more than TAIL_BYTES, however long the log."""
    try:
        with log.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - TAIL_BYTES))
            text = file.read().decode(errors="replace")
    except FileNotFoundError:
        return ""
    return "\n".join(text.splitlines()[-count:])
