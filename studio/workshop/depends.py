"""What a comparison depends on: two commits that are alike in it compare alike, whatever else differs."""

from __future__ import annotations

import hashlib
from pathlib import Path

from studio.drafts.errors import DraftProblem
from studio.drafts.git import Git, is_commit
from studio.workshop.snapshots import CONTENT

# Neither the model nor an answer comes of these: alerts are said beside the answers, and the rules judge them.
ASIDE = frozenset({"council/alerts.yml", "council/release.yml"})
REMEMBERED = 256  # commits


class Dependencies:
    """Of commits of one repository. A commit never changes, so each is looked up once.

    Args:
        repository: a checkout that has the commits of drafts.
    """

    def __init__(self, repository: Path) -> None:
        self._git = Git(repository)
        self._known: dict[str, str] = {}

    def of(self, commit: str) -> str | None:
        """A digest over the names and contents of the files; none where the commit is not there (any more)."""
        if not is_commit(commit):
            return None
        if commit not in self._known:
            try:
                listed = self._git.output("ls-tree", "-r", "-z", commit, "--", *CONTENT)
            except DraftProblem:
                return None
            files = [line for line in listed.split(b"\0") if line.partition(b"\t")[2].decode() not in ASIDE]
            found = hashlib.sha256(b"\0".join(files)).hexdigest()
            self._known = dict([*self._known.items(), (commit, found)][-REMEMBERED:])
        return self._known[commit]

    def alike(self, one: str, other: str) -> bool:
        """Whether a comparison of one commit holds for the other."""
        return one == other or ((found := self.of(one)) is not None and found == self.of(other))
