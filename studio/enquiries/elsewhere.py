"""Where an enquiry is named that no edit reaches: mostly in the program's tests, which a programmer changes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import structlog

from studio.drafts.errors import DraftsUnavailable, GitFailed
from studio.drafts.git import Git, is_commit
from studio.files.content import Content
from studio.files.edits.references import replies_of

log = structlog.get_logger(__name__)
HISTORY = "CHANGELOG.md"  # says what things were called at the time


@dataclass(frozen=True)
class Place:
    """A file, and how many of its lines name the enquiry."""

    path: str
    lines: int

    @property
    def is_test(self) -> bool:
        return self.path.startswith("tests/")


@dataclass(frozen=True)
class Elsewhere:
    places: tuple[Place, ...] = ()

    @property
    def count(self) -> int:
        return sum(place.lines for place in self.places)

    @property
    def in_tests(self) -> int:
        return sum(place.lines for place in self.places if place.is_test)


def elsewhere(content: Content, repository: Path, commit: str, name: str, but: Collection[str]) -> Elsewhere:
    """What of a version still names an enquiry, or a reply called after it, once the studio has made its change.

    Args:
        repository: a checkout that has the commit.
        but: the files that the studio changes.
    """
    if not is_commit(commit):
        return Elsewhere()
    found = _naming(repository, commit, (name, *replies_of(content, name)))
    return Elsewhere(tuple(place for place in found if place.path not in but and place.path != HISTORY))


@lru_cache(maxsize=256)
def _naming(repository: Path, commit: str, names: tuple[str, ...]) -> tuple[Place, ...]:
    # A commit never changes, so git need look through it only once.
    wanted = [part for name in names for form in _forms(name) for part in ("-e", form)]
    try:
        out = Git(repository).text("grep", "-c", "-z", "-I", "-w", "-F", *wanted, commit, "--")
    except GitFailed as failed:
        if failed.said:  # git says nothing where it only found nothing
            log.warning("named_elsewhere_unknown", commit=commit, problem=failed.said)
        return ()
    except DraftsUnavailable:
        return ()
    places = []
    for row in out.splitlines():
        path, _, lines = row.partition("\0")
        places.append(Place(path.removeprefix(f"{commit}:"), int(lines)))
    return tuple(places)


def _forms(name: str) -> tuple[str, ...]:
    """A name of one word may be meant as that word, so only in quotation marks is it surely the name."""
    return (name,) if "_" in name else (f'"{name}"', f"'{name}'")
