"""A small file that says which content is live. The running processes look at it and read their files anew."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

MOST_AFTER = 50  # alerts in a row that are remembered
NAME = "live"  # in the folder of what runs here


@dataclass(frozen=True)
class Live:
    """`stamp` is another each time, so that the same content can be read once more; `commit` is empty without git.

    `after` are the stamps since which nothing but alerts was released, the newest last, so that a process which slept
    through one of them need not read all files; none where anything may have been.
    """

    commit: str = ""
    stamp: str = ""
    after: tuple[str, ...] = ()


def read(state: Path) -> Live:
    """What the file says; nothing when there is none yet, or none that can be read."""
    try:
        told = json.loads((state / NAME).read_bytes())
        after = told.pop("after", None)
        return Live(**told, after=tuple(after) if isinstance(after, list) else ())
    except (OSError, ValueError, TypeError, AttributeError):
        return Live()


def write(state: Path, commit: str, *, alerts_alone: bool = False) -> Live:
    """Say that a commit is live. The file is there whole or as it was; raises OSError.

    Args:
        alerts_alone: what else differs in the files, by hand, is not released and is not to be read.
    """
    before = read(state)
    live = Live(
        commit, secrets.token_hex(8), (*before.after, before.stamp)[-MOST_AFTER:] if alerts_alone else ()
    )
    state.mkdir(parents=True, exist_ok=True)
    draft = state / f".{NAME}.{live.stamp}"
    try:
        with draft.open("x") as file:
            file.write(json.dumps(asdict(live)))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(state / NAME)
    finally:
        draft.unlink(missing_ok=True)
    return live
