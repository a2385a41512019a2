"""One draft's work: its row, its branch, its folder and the record, kept in step by whoever holds its lock.

A commit is made whole or not at all and comes first; the work tree and the record follow from it, and are put right by
whoever comes next when a process dies in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from database.engine import Database
from studio.drafts.disk import fullness_named, must_have_room
from studio.drafts.errors import DraftClosed, DraftLost, GitFailed, SavedAllTheSame, UnknownDraft
from studio.drafts.git import Git
from studio.drafts.locks import locked
from studio.drafts.models import Draft, DraftStatus
from studio.drafts.people import Person
from studio.drafts.record import record
from studio.drafts.repository import BRANCHES, CLOSED, Repository
from studio.drafts.views import DraftView
from studio.drafts.worktrees import WorkTree


class Keeping:
    """The drafts of one repository; see Drafts for the arguments."""

    def __init__(
        self, repository: Repository, folder: Path, database: Database, clock: Callable[[], datetime]
    ) -> None:
        self.repository, self.folder = repository, folder
        self._database, self._clock = database, clock

    def row(self, draft_id: int) -> Draft:
        with self._database.reading() as session:
            draft = session.get(Draft, draft_id)
        if draft is None:
            raise UnknownDraft(draft_id)
        return draft

    def root(self, draft_id: int) -> Path:
        return self.folder / str(draft_id)

    def view(self, draft: Draft, live: str, head: str | None) -> DraftView:
        newest = head or draft.head
        is_open = draft.status == DraftStatus.OPEN
        base = self.repository.common(live, newest) if is_open and head else draft.base
        return DraftView(
            id=draft.id,
            title=draft.title,
            owner=draft.owner,
            owner_email=draft.owner_email,
            status=draft.status,
            branch=draft.branch,
            root=self.root(draft.id),
            head=newest,
            base=base,
            behind=is_open and base != live,
            opened_at=draft.opened_at,
            changed_at=draft.changed_at,
        )

    @contextmanager
    def lock(self, draft_id: int) -> Iterator[Git]:
        """Be the only one, of all processes, who works on a draft."""
        with locked(self.folder / f"{draft_id}.lock") as descriptor:
            yield self.repository.git.holding(descriptor)

    @contextmanager
    def at_work(self, draft_id: int) -> Iterator[tuple[Draft, WorkTree, Git]]:
        """A draft that is open, in order and ours alone; the record has all its commits."""
        self.row(draft_id)
        with self.lock(draft_id) as git:
            draft = self.row(draft_id)
            if draft.status != DraftStatus.OPEN:
                raise DraftClosed(draft.title, draft.status)
            self.repository.live()  # raises when there is no repository
            if self.repository.head(draft.branch) is None:
                if not self.repository.has(draft.head):
                    raise DraftLost(draft.title)
                git.output("update-ref", f"{BRANCHES}{draft.branch}", draft.head, "")
            tree = WorkTree(self.repository, git, self.root(draft.id), draft.branch)
            if tree.needs_making:
                with locked(self.folder / "repository.lock"):  # git's list of work trees is one for all
                    tree.ready()
            else:
                tree.ready()
            yield self._catch_up(draft), tree, git

    @contextmanager
    def saving(self, draft_id: int) -> Iterator[tuple[Draft, WorkTree, Git]]:
        """The same, to commit to it. Raises DiskFull, at once where the disk has no room."""
        must_have_room(self.repository.content, self.folder)
        with fullness_named(), self.at_work(draft_id) as held:
            yield held

    def _catch_up(self, draft: Draft) -> Draft:
        """Record the commits that are on the branch and not in the record: those just made, those of a process killed
        before it could, and those of a programmer."""
        head = self.repository.head(draft.branch)
        if head is None or head == draft.head:
            return draft
        known = draft.head if self.repository.has(draft.head) else self.repository.live()
        commits = self.repository.log(known, head)
        with self._database.session() as session:
            row = session.get_one(Draft, draft.id)
            for commit in reversed(commits):
                record(session, commit.who, commit.sentence, draft.id, commit.name, at=commit.at)
            row.head, row.changed_at = head, commits[0].at if commits else self._clock()
            row.base = self.repository.common(self.repository.live(), head)
        return row

    def commit(
        self,
        draft: Draft,
        tree: WorkTree,
        git: Git,
        parents: tuple[str, ...],
        changes: Mapping[str, bytes | None],
        message: str,
        who: Person,
    ) -> str:
        """Commit, then bring the work tree and the record after it.

        Raises:
            GitFailed, DiskFull: nothing has changed.
            SavedAllTheSame: the commit is there whole, and could not be taken back.
        """
        tree.begin()
        commit = self.repository.commit(git, draft.branch, parents, changes, message, who, self._clock())
        try:
            self.repository.refresh(tree.git, parents[0], commit)
            self._catch_up(draft)
        except (GitFailed, SQLAlchemyError):
            # A disk that is full, mostly. The commit is taken back, and the folder by whoever comes next.
            try:
                git.output("update-ref", f"{BRANCHES}{draft.branch}", parents[0], commit)
            except GitFailed as error:
                raise SavedAllTheSame(str(error)) from error
            raise
        tree.end()
        return commit

    def close(
        self, draft: Draft, status: DraftStatus, who: Person, what: str, commit: str | None = None
    ) -> None:
        moment = self._clock()
        head = self.repository.head(draft.branch)
        with self._database.session() as session:
            row = session.get_one(Draft, draft.id)
            row.status, row.changed_at, row.head = status, moment, head or row.head
            record(session, who, what, draft.id, commit or head, at=moment)

    def tidy(self, draft: Draft, git: Git) -> None:
        """Take away the folder and the branch of a closed draft; the commits are kept under another name."""
        head = self.repository.head(draft.branch)
        with locked(self.folder / "repository.lock"):
            WorkTree(self.repository, git, self.root(draft.id), draft.branch).remove()
        if head:
            git.output("update-ref", f"{CLOSED}{draft.id}-{head[:12]}", head)
            git.output("update-ref", "-d", f"{BRANCHES}{draft.branch}", head)
