"""A folder in which one version of the content after another stands, so that an edit can be made on each.

Versions differ in a few files, and what they share is written and read once.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studio.drafts.repository import CONTENT, Repository
from studio.files.content import Content
from studio.files.edits.base import Edit
from studio.versions.merge import Files


class Stage:
    """A version is what differs from the commit the stage was made from, by path.

    Args:
        folder: the content of that commit, which nobody else uses.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._first: dict[str, bytes | None] = {}  # what was there before anything was put over it
        self._shown: Files = {}

    def show(self, version: Files) -> Content:
        """The content of a version, until another is shown."""
        for path in {*self._shown, *version}:
            if not path.startswith(CONTENT):
                continue
            wanted = version[path] if path in version else self.first(path)
            if wanted != self._there(path):
                self.first(path)
                self._put(path, wanted)
        self._shown = dict(version)
        return Content(self._folder)

    def after(self, version: Files, edit: Edit) -> dict[str, bytes | None]:
        """A version with an edit made on it. Raises EditRefused."""
        return {**version, **edit.apply(self.show(version))}

    def first(self, path: str) -> bytes | None:
        """A file as it is in the commit."""
        if path not in self._first:
            self._first[path] = self._there(path)
        return self._first[path]

    def _there(self, path: str) -> bytes | None:
        file = self._folder / path
        return file.read_bytes() if file.is_file() else None

    def _put(self, path: str, content: bytes | None) -> None:
        file = self._folder / path
        if content is None:
            file.unlink(missing_ok=True)
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f"{file.name}.new")
        beside.write_bytes(content)
        os.replace(
            beside, file
        )  # a file of its own, or who reads by time and size would take it for the last


@contextmanager
def stage(repository: Repository, commit: str, folder: Path) -> Iterator[Stage]:
    """A stage below a folder, for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="seen-", dir=folder) as below:
        yield Stage(repository.export(commit, Path(below)))
