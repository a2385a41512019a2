"""What actions work with: built once, on first use, so that importing an action touches no database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cases.attempts import Attempts
from cases.gazetteer import Gazetteer
from cases.held_secrets import HeldSecrets
from cases.library.client import LibraryLoans
from cases.store import CaseStore
from council.council import Council
from council.directory.directory import Directory
from database.base import now
from forms.heard import Around
from kb.articles import Articles
from kb.search import ArticleSearch


@dataclass(frozen=True)
class Collaborators:
    """Handed to every action; a test makes one with its own clock and stores."""

    council: Council
    gazetteer: Gazetteer
    articles: Articles
    search: ArticleSearch
    cases: CaseStore
    loans: LibraryLoans
    held_secrets: HeldSecrets
    attempts: Attempts
    directory: Directory
    clock: Callable[[], datetime] = now

    def around(self, *, spoken: bool, caller: str | None = None) -> Around:
        return Around(self.council, self.gazetteer, self.articles, self.clock(), spoken, caller)


class NotWired(RuntimeError):
    """An action ran in a process that never said what to work with."""


class _Wiring:
    """Holds how to build the collaborators, and then the collaborators."""

    def __init__(self) -> None:
        self._build: Callable[[], Collaborators] | None = None
        self._built: Collaborators | None = None

    def use(self, build: Callable[[], Collaborators]) -> None:
        self._build, self._built = build, None

    def change(self, built: Collaborators) -> None:
        """From the next action on, work with these; one that has begun may ask again in its middle."""
        self._built = built

    def __call__(self) -> Collaborators:
        if self._built is None:
            if self._build is None:
                raise NotWired("call actions.wired.collaborators.use() first")
            self._built = self._build()
        return self._built


collaborators = _Wiring()
