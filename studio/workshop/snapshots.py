"""A commit's content in a folder of its own, so that an edit made meanwhile does not reach a training that runs."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

# No code: it comes from the running project.
CONTENT = ("config.yml", "data", "domain", "council", "kb", "tests/nlu", "tests/conversations")
KEPT = 4  # a rehearsal may still read one
_COMMIT = re.compile(r"[0-9a-f]{7,64}")


class CannotRead(RuntimeError):
    """A commit is not in the repository, or is not a content; the message is for an editor."""


class Snapshots:
    """Folders below one, named by their commits.

    Args:
        repository: a checkout that has the commits; drafts are branches of the live content's.
    """

    def __init__(self, repository: Path, folder: Path) -> None:
        self._repository, self._folder = repository, folder

    def of(self, commit: str) -> Path:
        """The folder with a commit's content, whole.

        Raises:
            CannotRead
            OSError: the disk is full.
        """
        if not _COMMIT.fullmatch(commit):
            raise CannotRead("This version of the draft cannot be found. Look at the draft again.")
        folder = self._folder / commit
        if not folder.is_dir():
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".new-", dir=self._folder) as unfinished:
                with tarfile.open(fileobj=io.BytesIO(self._archive(commit))) as archive:
                    archive.extractall(unfinished, filter="data")
                made = Path(unfinished, "content")
                made.rename(folder)
        folder.touch()  # the newest are kept
        self._forget_old()
        return folder

    def _archive(self, commit: str) -> bytes:
        there = self._git("ls-tree", "--name-only", commit, "--", *CONTENT).decode().splitlines()
        if "config.yml" not in there:
            raise CannotRead("This version has no config.yml, so there is nothing to train.")
        return self._git("archive", "--format=tar", "--prefix=content/", commit, "--", *there)

    def _git(self, *arguments: str) -> bytes:
        done = subprocess.run(
            ["git", "-C", str(self._repository), *arguments], capture_output=True, check=False
        )
        if done.returncode:
            raise CannotRead("This version of the draft cannot be found. Look at the draft again.")
        return done.stdout

    def _forget_old(self) -> None:
        folders = [path for path in self._folder.iterdir() if not path.name.startswith(".")]
        for folder in sorted(folders, key=lambda path: -path.stat().st_mtime)[KEPT:]:
            shutil.rmtree(folder, ignore_errors=True)
