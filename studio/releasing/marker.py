"""A small file that says which content is live. The running processes look at it and read their files anew."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "live"  # in the folder of what runs here


@dataclass(frozen=True)
class Live:
    """`stamp` is another each time, so that the same content can be read once more; `commit` is empty without git.

    `after` is the stamp from which nothing but the alerts was released; none where anything may have been.
    """

    commit: str = ""
    stamp: str = ""
    after: str | None = None


def read(state: Path) -> Live:
    """What the file says; nothing when there is none yet, or none that can be read."""
    try:
        return Live(**json.loads((state / NAME).read_bytes()))
    except (OSError, ValueError, TypeError):
        return Live()


def write(state: Path, commit: str, *, alerts_alone: bool = False) -> Live:
    """Say that a commit is live. The file is there whole or as it was; raises OSError.

    Args:
        alerts_alone: what else differs in the files, by hand, is not released and is not to be read.
    """
    live = Live(commit, secrets.token_hex(8), read(state).stamp if alerts_alone else None)
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
