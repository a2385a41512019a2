"""Which commit goes live for a release, made on what is live at that moment. Touches no work tree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from studio.drafts.errors import GitFailed
from studio.drafts.git import Git
from studio.drafts.people import Person
from studio.drafts.repository import Repository
from studio.drafts.views import DraftView
from studio.releasing.errors import LiveMoved, ReleaseRefused
from studio.versions.merge import merge_sides

ALERTS = "council/alerts.yml"  # no model is shaped by it, so alerts that come and go hold up no release
MOST_NAMED = 5  # of the parts that stand in the way
BRANCH = "release/"  # of a commit that is to go live and on no other branch


class Planning:
    def __init__(self, repository: Repository) -> None:
        self._repository = repository

    def stands(self, draft: DraftView) -> bool:
        """Whether nothing but alerts went live since the draft was last brought up to date."""
        live = self._repository.live()
        if self._repository.is_in(live, draft.head):
            return True
        since = set(self._repository.difference(draft.base, live).after)
        ours = set(self._repository.difference(draft.base, draft.head).after)
        return since <= {ALERTS} and ALERTS not in ours

    def of_draft(self, draft: DraftView, release: int, at: datetime) -> str:
        """The draft's own commit, or that with the alerts since. Raises LiveMoved."""
        live = self._repository.live()
        if self._repository.is_in(live, draft.head):
            return draft.head
        if not self.stands(draft):
            raise LiveMoved
        changes = self._repository.difference(draft.base, draft.head).after
        who = Person(draft.owner, "")
        return self.commit(release, (live, draft.head), changes, f"Released “{draft.title}”", who, at)

    def back(self, before: str, commit: str) -> Mapping[str, bytes | None]:
        """The changes that take a release back. What somebody changed by hand since stays.

        Raises:
            ReleaseRefused: it is in the same part.
        """
        undone = self._repository.difference(commit, before)
        since = self._repository.difference(commit, self._repository.live())
        merged = merge_sides({**since.before, **undone.before}, undone.side, since.side)
        if merged.conflicts:
            parts = "; ".join(conflict.part for conflict in merged.conflicts[:MOST_NAMED])
            raise ReleaseRefused(f"Changed again by hand since: {parts}. Make a draft that changes it back.")
        return merged.changes

    def commit(
        self,
        release: int,
        parents: tuple[str, ...],
        changes: Mapping[str, bytes | None],
        message: str,
        who: Person,
        at: datetime,
    ) -> str:
        """A commit on a branch of its own, so that git keeps it until it is live."""
        git = self._repository.git
        self.forget(release)
        return self._repository.commit(git, f"{BRANCH}{release}", parents, changes, message, who, at)

    def forget(self, release: int) -> None:
        """Take the branch away: its commit is live, or is not going to be."""
        _delete(self._repository.git, f"refs/heads/{BRANCH}{release}")


def _delete(git: Git, ref: str) -> None:
    if git.succeeds("show-ref", "--verify", "--quiet", ref):
        try:
            git.output("update-ref", "-d", ref)
        except GitFailed as error:
            raise ReleaseRefused(error.sentence) from error
