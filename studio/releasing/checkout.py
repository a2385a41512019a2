"""The checkout whose files are live, moved from one commit to another whole, whatever kills us on the way.

What is about to happen is written down first (a journal beside the lock). A move that was cut short is completed by the
next one who looks: any process that starts, any release. Files of which the move knows nothing are never touched.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import structlog

from studio.drafts.errors import GitFailed
from studio.drafts.git import Git
from studio.drafts.locks import locked
from studio.drafts.repository import Repository
from studio.releasing.errors import FilesChanged, LiveMoved

log = structlog.get_logger(__name__)
JOURNAL = "live.moving"
# A lock of git's index as old as this was left by a git that was killed: ours takes a fraction of it.
LEFT_BEHIND_SECONDS = 5.0
PATIENCE_SECONDS = (
    60.0  # reading all files takes some three seconds on a busy machine, a move a fraction of one
)
AT_ONCE = 200  # paths on a command line


class Checkout:
    """
    Args:
        content: the checkout.
        state: the folder for the lock and the journal; the same for every process.
    """

    def __init__(self, content: Path, state: Path) -> None:
        self._state = state
        self.repository = Repository(content)
        self._git = self.repository.git

    def head(self) -> str:
        """The commit that is live. Raises DraftsUnavailable: there is no git here."""
        return self.repository.live()

    @contextmanager
    def still(self) -> Iterator[None]:
        """While the block lasts the files stay as they are: those of one commit, for any number who read them.

        Raises:
            Busy: a move takes unreasonably long.
            DraftsUnavailable: a move was cut short, and git cannot complete it.
        """
        with locked(self._lock, PATIENCE_SECONDS, shared=True):
            if not self._journal.exists():
                yield
                return
        self.settle()
        with locked(self._lock, PATIENCE_SECONDS, shared=True):
            yield

    def settle(self) -> None:
        """Complete a move that was cut short. Raises Busy and DraftsUnavailable."""
        with self._alone() as git:
            self._settle(git)

    def move(self, before: str, after: str) -> None:
        """Make another commit live. Nothing but the files that differ is touched.

        Raises:
            LiveMoved: another commit is live than `before`.
            FilesChanged: uncommitted changes are in the way.
            DraftsUnavailable: git cannot, such as with a full disk; what was live is live.
        """
        with self._alone() as git:
            self._settle(git)
            if self.head() != before:
                raise LiveMoved
            if changed := self._changed_by_hand(before, after):
                raise FilesChanged(changed)
            self._write_journal(before, after)
            try:
                self._put(git, before, after)
            except GitFailed:
                self._put(git, after, before, moves_branch=False)
                self._journal.unlink()
                raise
            self._journal.unlink()

    def changed_by_hand(self, before: str, after: str) -> list[str]:
        """Files that differ between two commits and that somebody has changed and not committed."""
        with self._alone() as git:
            self._settle(git)
            return self._changed_by_hand(before, after)

    @property
    def _lock(self) -> Path:
        return self._state / "live.lock"

    @property
    def _journal(self) -> Path:
        return self._state / JOURNAL

    @contextmanager
    def _alone(self) -> Iterator[Git]:
        with locked(self._lock, PATIENCE_SECONDS) as descriptor:
            yield self._git.holding(descriptor)

    def _write_journal(self, before: str, after: str) -> None:
        draft = self._journal.with_suffix(".new")
        with draft.open("w") as file:
            json.dump([before, after], file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._journal)

    def _settle(self, git: Git) -> None:
        """Complete a move that was cut short."""
        try:
            before, after = json.loads(self._journal.read_bytes())
        except FileNotFoundError:
            return
        log.warning("live_move_completed", before=before, after=after)
        self._clear_lock(git)
        try:
            self._put(git, before, after)
        except GitFailed:
            # It cannot be completed: the disk is full, or the branch went on. Then the branch says what is live.
            self._put(git, after, self.head(), moves_branch=False)
        self._journal.unlink()

    def _put(self, git: Git, before: str, after: str, *, moves_branch: bool = True) -> None:
        """The files and the index first, the branch last; done again, it does the same."""
        there, gone = self._differing(before, after)
        for some in _portions(there):
            git.output("checkout", "--quiet", after, "--", *some)
        for some in _portions(gone):
            git.output("rm", "--quiet", "--force", "--ignore-unmatch", "--", *some)
        if moves_branch and self.head() != after:
            git.output("update-ref", "-m", "released by the studio", "HEAD", after, before)

    def _differing(self, before: str, after: str) -> tuple[list[str], list[str]]:
        """Paths that differ: those `after` has, and those it has not."""
        rows = self._git.text("diff-tree", "-r", "-z", "--no-renames", "--name-status", before, after).split(
            "\0"
        )
        statuses = dict(zip(rows[1::2], rows[0::2], strict=False))
        return (
            [path for path, status in statuses.items() if status != "D"],
            [path for path, status in statuses.items() if status == "D"],
        )

    def _changed_by_hand(self, before: str, after: str) -> list[str]:
        there, gone = self._differing(before, after)
        changed = []
        for some in _portions([*there, *gone]):
            status = (
                "status",
                "--porcelain",
                "-z",
                "--no-renames",
                "--untracked-files=all",
                "--ignored=matching",
            )
            rows = self._git.text(*status, "--", *some)
            changed += [row[3:] for row in rows.split("\0") if row]
        return sorted(changed)

    def _clear_lock(self, git: Git) -> None:
        """Of a git of ours that was killed; a programmer's is waited for."""
        lock = Path(git.text("rev-parse", "--absolute-git-dir")) / "index.lock"
        with suppress(FileNotFoundError):
            while time.time() - lock.stat().st_mtime < LEFT_BEHIND_SECONDS:
                time.sleep(0.1)
            lock.unlink()


def _portions(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    for begin in range(0, len(paths), AT_ONCE):
        yield paths[begin : begin + AT_ONCE]
