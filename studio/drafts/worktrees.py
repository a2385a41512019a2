"""The work tree of a draft: made, put right when somebody spoilt it, and taken away. All below a held lock."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import structlog

from studio.drafts.errors import GitFailed, MergeUnderWay
from studio.drafts.git import Git
from studio.drafts.people import Person
from studio.drafts.repository import BRANCHES, Repository, is_content

log = structlog.get_logger(__name__)
# Whoever works in the folder of a draft with an editor of their own and does not commit.
BY_HAND = Person("Changed by hand", "by-hand@studio.invalid")

_UNMERGED = ("DD", "AU", "UD", "UA", "DU", "AA", "UU")  # git status: both sides of a merge changed it


class WorkTree:
    """One draft's folder.

    Args:
        root: the folder, whose parent also keeps the lock and the mark of an unfinished save.
        branch: the branch that belongs there.
    """

    def __init__(self, repository: Repository, git: Git, root: Path, branch: str) -> None:
        self._repository, self._git = repository, git
        self.root, self.branch = root, branch
        self.git = git.at(root)
        self._mark = root.with_name(f"{root.name}.saving")

    def ready(self) -> None:
        """Make the folder the branch's newest commit, whatever has happened to it. Loses nothing:

        - a save that was killed half way is taken back or completed, for the branch says which;
        - a folder that is gone is made again;
        - one that is on another branch, or no work tree any more, is set aside and made again;
        - what somebody changed there by hand becomes a commit of its own;
        - a file there that is not content, such as an editor's swap file or a spreadsheet, stays and is no part of it.
        """
        if self._mark.exists() and self._is_ours():
            self._clear_locks()
            self.git.output("reset", "--hard", "--quiet")
            for path in self._new_content():
                (self.root / path).unlink(missing_ok=True)
        self._mark.unlink(missing_ok=True)
        if not self._is_ours():
            self._set_aside()
            self._make()
        self._keep_changes_by_hand()

    @property
    def needs_making(self) -> bool:
        return not self._is_ours()

    @property
    def looks_ready(self) -> bool:
        """At a glance: it is there, and no save is under way or was broken off."""
        return (self.root / ".git").exists() and not self._mark.exists()

    def begin(self) -> None:
        """Say that a save is under way, so that whoever comes after a killed process tidies up."""
        self._mark.touch()

    def end(self) -> None:
        self._mark.unlink(missing_ok=True)

    def remove(self) -> None:
        """Take the folder away. Its branch stays."""
        self._put_strays_aside()
        if self.root.exists():
            shutil.rmtree(self.root, ignore_errors=True)
        self._mark.unlink(missing_ok=True)
        self._git.output("worktree", "prune")

    def _is_ours(self) -> bool:
        if not (self.root / ".git").is_file():
            return False
        try:
            top, branch = self.git.text(
                "rev-parse", "--show-toplevel", "--symbolic-full-name", "HEAD"
            ).splitlines()
        except (GitFailed, ValueError):
            return False
        return Path(top).resolve() == self.root.resolve() and branch == f"{BRANCHES}{self.branch}"

    def _make(self) -> None:
        self.root.parent.mkdir(parents=True, exist_ok=True)
        self._git.output("worktree", "prune")
        # Twice --force: over a registration that is locked or of a folder that is gone.
        self._git.output("worktree", "add", "--quiet", "--force", "--force", str(self.root), self.branch)

    def _set_aside(self) -> None:
        if not self.root.exists():
            return
        if self.root.is_dir() and not any(self.root.iterdir()):
            self.root.rmdir()
            return
        aside = self._aside("set-aside")
        self.root.rename(aside)
        log.warning("draft_folder_set_aside", folder=str(aside))

    def _clear_locks(self) -> None:
        """Locks of a git that was killed; ours holds the draft's lock, so no other of ours runs here."""
        folder = Path(self.git.text("rev-parse", "--absolute-git-dir"))
        shared = Path(self.git.text("rev-parse", "--path-format=absolute", "--git-common-dir"))
        for path in (folder / "index.lock", folder / "HEAD.lock", shared / f"{BRANCHES}{self.branch}.lock"):
            path.unlink(missing_ok=True)

    def _keep_changes_by_hand(self) -> None:
        rows = self.git.text("status", "--porcelain", "-z", "--untracked-files=no").split("\0")
        if any(row[:2] in _UNMERGED for row in rows):
            raise MergeUnderWay(self.root)
        new = self._new_content()
        if not any(rows) and not new:
            return
        self.git.output("add", "--update")
        if new:
            self.git.output("add", "--", *new)
        who = ("-c", f"user.name={BY_HAND.name}", "-c", f"user.email={BY_HAND.email}")
        message = "Files changed by hand in the draft's folder"
        self.git.output(*who, "commit", "--quiet", "--no-verify", "--allow-empty", f"--message={message}")
        log.info("draft_changed_by_hand", branch=self.branch)

    def _new_content(self) -> list[str]:
        """Files of content that git does not have yet."""
        return [path for path in self._untracked() if is_content(path)]

    def _untracked(self) -> list[str]:
        rows = self.git.text("ls-files", "--others", "--exclude-standard", "-z").split("\0")
        return [path for path in rows if path]

    def _put_strays_aside(self) -> None:
        """What somebody left in the folder, which goes: it is theirs."""
        if not self._is_ours() or not (strays := self._untracked()):
            return
        aside = self._aside("left-over")
        for path in strays:
            (aside / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).rename(aside / path)
        log.warning("draft_folder_had_other_files", folder=str(aside), files=len(strays))

    def _aside(self, why: str) -> Path:
        return self.root.with_name(f"{self.root.name}-{why}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
