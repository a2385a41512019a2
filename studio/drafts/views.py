"""Drafts, and what happens to them, as the rest of the studio sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from studio.versions.merge import Conflict


@dataclass(frozen=True)
class DraftView:
    """A draft.

    Attributes:
        status: open, released or discarded.
        root: its work tree, where its content is read.
        head: its newest commit.
        base: the live commit it stands on.
        behind: whether live has moved on since.
        changed_at: aware.
    """

    id: int
    title: str
    owner: str
    owner_email: str
    status: str
    branch: str
    root: Path
    head: str
    base: str
    behind: bool
    opened_at: datetime
    changed_at: datetime

    @property
    def open(self) -> bool:
        return self.status == "open"

    @property
    def empty(self) -> bool:
        """Nothing was ever changed on it."""
        return self.head == self.base


@dataclass(frozen=True)
class DraftName:
    """As much of a draft as the database alone knows."""

    id: int
    title: str
    owner: str
    owner_email: str


@dataclass(frozen=True)
class Edited:
    """A saved edit. Nothing was left to change when the commit is the one the draft was at before."""

    commit: str
    sentence: str


@dataclass(frozen=True)
class Step:
    """One commit of a draft.

    Attributes:
        undone: a later step took it back, and nothing has put it back since.
        undoes: the step this one took back.
        undoable: it can be asked to be undone: it is neither undone nor what brought live into the draft.
    """

    commit: str
    who: str
    at: datetime
    sentence: str
    undone: bool
    undoes: str | None
    undoable: bool


@dataclass(frozen=True)
class Updated:
    """The draft has all of live. `commit` is its newest, the one before when there was nothing to bring."""

    commit: str


@dataclass(frozen=True)
class Conflicts:
    """Parts that live and the draft both changed. Nothing was done; `resolve` with a choice for each key."""

    conflicts: list[Conflict]
    live: str
    head: str
