"""Drafts: where editors change the content, each a branch with a work tree, none of which residents see.

Git keeps the work and the database keeps what git does not know. A commit is made whole or not at all and comes first;
the work tree and the record follow from it, and are put right by whoever comes next when a process dies in between.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import structlog
from sqlalchemy import select

from database.base import now
from database.engine import Database
from staff.sessions import SignedIn
from studio.drafts.errors import (
    CannotUndo,
    DraftClosed,
    DraftLost,
    DraftProblem,
    DraftsUnavailable,
    GitFailed,
    MergeUnderWay,
    NothingToUndo,
    Stale,
    UnfitTitle,
    UnknownDraft,
)
from studio.drafts.git import Git, is_commit
from studio.drafts.history import steps
from studio.drafts.locks import locked
from studio.drafts.models import LONGEST_TITLE, CurrentDraft, Draft, DraftStatus
from studio.drafts.people import Person
from studio.drafts.record import record
from studio.drafts.repository import BRANCHES, CLOSED, Repository
from studio.drafts.views import Conflicts, DraftName, DraftView, Edited, Step, Updated
from studio.drafts.worktrees import WorkTree
from studio.files.content import Content
from studio.files.edits.base import Edit
from studio.files.refused import EditRefused
from studio.versions.merge import Choices, Conflict, Merge, Side, merge_sides
from studio.versions.readable import ReadableDiff, read_difference, titles_in
from studio.versions.reapply import changes_no_more_than, settle_both

log = structlog.get_logger(__name__)
UNDOES = "Undoes"  # the line of an undo's commit that names what it took back


class Drafts:
    """All drafts of one content checkout.

    Args:
        content: the checkout whose files are live.
        folder: where work trees go, one folder to a draft; on this machine, for the locks are the kernel's.
        clock: the present moment, aware.
    """

    def __init__(
        self, content: Path, folder: Path, database: Database, clock: Callable[[], datetime] = now
    ) -> None:
        self._content, self._folder = content.resolve(), folder.resolve()
        self._database, self._clock = database, clock
        self.repository = Repository(self._content)

    # Finding drafts

    def all(self) -> list[DraftView]:
        """The open drafts, the one changed last first. Raises DraftsUnavailable."""
        live, heads = self.repository.live(), self.repository.heads()
        with self._database.reading() as session:
            wanted = select(Draft).where(Draft.status == DraftStatus.OPEN).order_by(Draft.changed_at.desc())
            return [self._view(draft, live, heads.get(draft.branch)) for draft in session.scalars(wanted)]

    def closed(self, limit: int = 20) -> list[DraftView]:
        """Drafts that were released or discarded, newest first."""
        wanted = select(Draft).where(Draft.status != DraftStatus.OPEN)
        with self._database.reading() as session:
            rows = session.scalars(wanted.order_by(Draft.changed_at.desc()).limit(limit))
            return [self._view(draft, draft.base, None) for draft in rows]

    def names(self) -> list[DraftName]:
        """The open drafts as the database has them: for a list on every page, which must not wait for git."""
        wanted = select(Draft).where(Draft.status == DraftStatus.OPEN).order_by(Draft.changed_at.desc())
        with self._database.reading() as session:
            return [_name(draft) for draft in session.scalars(wanted)]

    def name_of(self, draft_id: int) -> DraftName:
        """One draft as the database has it. Raises UnknownDraft."""
        return _name(self._row(draft_id))

    def get(self, draft_id: int) -> DraftView:
        """One draft, open or closed. Raises UnknownDraft, DraftLost and DraftsUnavailable."""
        draft = self._row(draft_id)
        if draft.status != DraftStatus.OPEN:
            return self._view(draft, draft.base, None)
        live, head = self.repository.live(), self.repository.head(draft.branch)
        tree = WorkTree(self.repository, self.repository.git, self._root(draft.id), draft.branch)
        if head is None or not tree.looks_ready:
            with self._at_work(draft_id):  # which puts it right
                head = self.repository.head(draft.branch)
        return self._view(draft, live, head)

    def content(self, draft_id: int) -> Content:
        """The content of a draft. Raises as `get` does."""
        return Content(self.get(draft_id).root)

    def live_content(self) -> Content:
        return Content(self._content)

    # Opening and closing

    def open(self, title: str, who: Person) -> DraftView:
        """Start a draft that stands on live.

        Raises:
            UnfitTitle: empty, or longer than LONGEST_TITLE.
            DraftsUnavailable: there is no git, or nothing in it.
        """
        title = " ".join(title.split())
        if not title or len(title) > LONGEST_TITLE:
            raise UnfitTitle(LONGEST_TITLE, empty=not title)
        live, moment = self.repository.live(), self._clock()
        with locked(self._folder / "repository.lock"):
            taken = self.repository.heads()
            with self._database.session() as session:
                draft = Draft(
                    title=title,
                    owner=who.name,
                    owner_email=who.email,
                    status=DraftStatus.OPEN,
                    branch="",
                    base=live,
                    head=live,
                    opened_at=moment,
                    changed_at=moment,
                )
                session.add(draft)
                session.flush()
                draft.branch = _branch(draft.id, title, taken)
                record(session, who, f"Started the draft “{title}”", draft.id, at=moment)
        with self._at_work(draft.id):  # which makes the branch and the folder, now or after a fall
            pass
        return self.get(draft.id)

    def discard(self, draft_id: int, who: Person) -> None:
        """Close a draft for good. Its commits stay in the repository, so a programmer can find them again.

        Raises:
            UnknownDraft, DraftClosed, Busy, DraftsUnavailable.
        """
        with suppress(DraftLost, MergeUnderWay), self._at_work(draft_id):
            pass  # what somebody changed by hand is kept with the rest
        with self._lock(draft_id) as git:
            draft = self._row(draft_id)
            if draft.status != DraftStatus.OPEN:
                raise DraftClosed(draft.title, draft.status)
            self._close(draft, DraftStatus.DISCARDED, who, f"Discarded the draft “{draft.title}”")
            self._tidy(draft, git)

    def released(self, draft_id: int, who: Person, commit: str) -> None:
        """Close a draft whose commit has become live. Called by the releases, after the fast-forward."""
        with self._lock(draft_id) as git:
            draft = self._row(draft_id)
            if draft.status != DraftStatus.OPEN:
                return
            self._close(draft, DraftStatus.RELEASED, who, f"Released the draft “{draft.title}”", commit)
            self._tidy(draft, git)

    def clean_up(self) -> None:
        """Finish what a killed process began. Called when the service starts; a broken draft only costs a log line."""
        with self._database.reading() as session:
            drafts = list(session.scalars(select(Draft)))
        try:
            left = self.repository.heads()
        except DraftsUnavailable as error:
            log.warning("drafts_unavailable", problem=str(error))
            return
        for draft in drafts:
            try:
                if draft.status == DraftStatus.OPEN:
                    with self._at_work(draft.id):
                        pass
                elif self._root(draft.id).exists() or draft.branch in left:
                    with self._lock(draft.id) as git:
                        self._tidy(draft, git)
            except DraftProblem as error:
                log.warning("draft_not_tidied", draft=draft.id, problem=str(error))

    # Changing

    def edit(
        self, draft_id: int, edit: Edit, who: Person, seen: str | None = None, choice: str | None = None
    ) -> Edited:
        """Make an edit: one commit in the editor's name.

        An edit is an operation: when the files it changes have changed since `seen` it is applied to them as they are
        now, provided that this changes no more than the editor meant; else both changes are merged by lines.

        Args:
            seen: the commit the editor's page was made from; none: whatever is there now.
            choice: after a Stale, whose version stays where they exclude each other: "theirs", "mine" or "both".
        Raises:
            EditRefused: the edit does not fit the content, in words for the editor.
            Stale: somebody else changed the same part since; nothing was saved.
            UnknownDraft, DraftClosed, DraftLost, Busy, DraftsUnavailable, UnfitPath.
        """
        with self._at_work(draft_id) as (draft, tree, git):
            changes = self._changes(draft, tree, edit, seen, choice)
            before = {path: _read(tree.root / path) for path in changes}
            changes = {path: content for path, content in changes.items() if content != before[path]}
            sentence = edit.describe(Content(tree.root))  # by the titles there are before it
            commit = draft.head
            if changes:
                commit = self._commit(draft, tree, git, (draft.head,), changes, sentence, who)
            return Edited(commit, sentence)

    def undo(self, draft_id: int, who: Person, commit: str | None = None) -> Edited:
        """Take back a step, the newest that stands unless one is named; undoing an undo puts the step back.

        History is kept: an undo is a step of its own, and whatever came after the step stays.

        Raises:
            NothingToUndo: no such step stands.
            CannotUndo: later steps changed the same part.
            And as `edit` does.
        """
        with self._at_work(draft_id) as (draft, tree, git):
            step = next(
                (
                    step
                    for step in self._steps(draft.head)
                    if step.undoable and (step.commit == commit if commit else not step.undoes)
                ),
                None,
            )
            if step is None:
                raise NothingToUndo
            back = self.repository.difference(step.commit, f"{step.commit}^")
            since = self.repository.difference(step.commit, draft.head)
            merged = merge_sides({**since.before, **back.before}, back.side, since.side)
            if merged.conflicts:
                raise CannotUndo(step.sentence, merged.conflicts)
            put_back = step.sentence.removeprefix("Undone: ") if step.undoes else None
            sentence = f"Put back: {put_back}" if put_back else f"Undone: {step.sentence}"
            message = f"{sentence}\n\n{UNDOES}: {step.commit}"
            return Edited(
                self._commit(draft, tree, git, (draft.head,), merged.changes, message, who), sentence
            )

    def bring_up_to_date(self, draft_id: int, who: Person) -> Updated | Conflicts:
        """Bring what has become live since into the draft. Raises as `edit` does, but for EditRefused and Stale."""
        return self._merge_live(draft_id, who, {})

    def conflicts(self, draft_id: int) -> Conflicts | None:
        """What would stand in the way of bringing a draft up to date; none when nothing does. Changes nothing."""
        view = self.get(draft_id)
        live = self.repository.live()
        if not view.behind:
            return None
        merged = self._merged(live, view.head, {})
        return Conflicts(merged.conflicts, live, view.head) if merged.conflicts else None

    def resolve(
        self, draft_id: int, who: Person, choices: Choices, *, live: str, head: str
    ) -> Updated | Conflicts:
        """Bring up to date with a choice ("live", "draft" or "both") for the key of each conflict.

        Args:
            live, head: the commits the conflicts were shown for. When either has moved on, what still needs a choice
                comes back.
        """
        del live, head  # a key names its three texts, so a choice made for others fits nothing
        return self._merge_live(draft_id, who, choices)

    # Looking

    def history(self, draft_id: int) -> list[Step]:
        """What was done on a draft, newest first."""
        return self.history_of(self.get(draft_id))

    def history_of(self, view: DraftView) -> list[Step]:
        if not view.open and not self.repository.has(view.head):
            return []
        return steps(self.repository.log(view.base, view.head))

    def diff(self, draft_id: int) -> ReadableDiff:
        """What releasing the draft would change, in words."""
        view = self.get(draft_id)
        return self.difference(view.base, view.head)

    def since(self, view: DraftView) -> ReadableDiff:
        """What has become live since a draft was last up to date, in words."""
        return self.difference(view.base, self.repository.live()) if view.behind else ReadableDiff()

    def difference(self, before: str, after: str) -> ReadableDiff:
        """What changed from one commit to another, in words."""
        if before == after or not (is_commit(before) and is_commit(after)):
            return ReadableDiff()
        try:
            return _readable(self._content, before, after)
        except GitFailed as error:  # of a closed draft whose commits somebody cleared away
            log.warning("draft_difference_gone", before=before, after=after, problem=str(error))
            return ReadableDiff()

    # Which draft an editor works on

    def current(self, me: SignedIn) -> DraftView | None:
        """The draft an editor's changes go to; none when they chose none, or it is closed now."""
        chosen = self.current_name(me)
        return self.get(chosen.id) if chosen else None

    def current_name(self, me: SignedIn) -> DraftName | None:
        """The same from the database alone."""
        wanted = (
            select(Draft)
            .join(CurrentDraft, CurrentDraft.draft_id == Draft.id)
            .where(CurrentDraft.account_id == me.id, Draft.status == DraftStatus.OPEN)
        )
        with self._database.reading() as session:
            draft = session.scalar(wanted)
            return _name(draft) if draft else None

    def choose(self, me: SignedIn, draft_id: int | None) -> None:
        """Work on another draft, or on none. Raises UnknownDraft and DraftClosed."""
        if draft_id is not None:
            draft = self._row(draft_id)
            if draft.status != DraftStatus.OPEN:
                raise DraftClosed(draft.title, draft.status)
        with self._database.session() as session:
            chosen = session.get(CurrentDraft, me.id)
            if draft_id is None:
                if chosen:
                    session.delete(chosen)
            elif chosen:
                chosen.draft_id = draft_id
            else:
                session.add(CurrentDraft(account_id=me.id, draft_id=draft_id))

    # How it is done

    def _row(self, draft_id: int) -> Draft:
        with self._database.reading() as session:
            draft = session.get(Draft, draft_id)
        if draft is None:
            raise UnknownDraft(draft_id)
        return draft

    def _root(self, draft_id: int) -> Path:
        return self._folder / str(draft_id)

    def _view(self, draft: Draft, live: str, head: str | None) -> DraftView:
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
            root=self._root(draft.id),
            head=newest,
            base=base,
            behind=is_open and base != live,
            opened_at=draft.opened_at,
            changed_at=draft.changed_at,
        )

    @contextmanager
    def _lock(self, draft_id: int) -> Iterator[Git]:
        """Be the only one, of all processes, who works on a draft."""
        with locked(self._folder / f"{draft_id}.lock") as descriptor:
            yield self.repository.git.holding(descriptor)

    @contextmanager
    def _at_work(self, draft_id: int) -> Iterator[tuple[Draft, WorkTree, Git]]:
        """A draft that is open, in order and ours alone; the record has all its commits."""
        self._row(draft_id)
        with self._lock(draft_id) as git:
            draft = self._row(draft_id)
            if draft.status != DraftStatus.OPEN:
                raise DraftClosed(draft.title, draft.status)
            self.repository.live()  # raises when there is no repository
            if self.repository.head(draft.branch) is None:
                if not self.repository.has(draft.head):
                    raise DraftLost(draft.title)
                git.output("update-ref", f"{BRANCHES}{draft.branch}", draft.head, "")
            tree = WorkTree(self.repository, git, self._root(draft.id), draft.branch)
            if tree.needs_making:
                with locked(self._folder / "repository.lock"):  # git's list of work trees is one for all
                    tree.ready()
            else:
                tree.ready()
            yield self._catch_up(draft), tree, git

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

    def _commit(
        self,
        draft: Draft,
        tree: WorkTree,
        git: Git,
        parents: tuple[str, ...],
        changes: Mapping[str, bytes | None],
        message: str,
        who: Person,
    ) -> str:
        """Commit, then bring the work tree and the record after it. Raises GitFailed, having changed nothing."""
        tree.begin()
        commit = self.repository.commit(git, draft.branch, parents, changes, message, who, self._clock())
        try:
            self.repository.refresh(tree.git, parents[0], commit)
        except GitFailed:
            # A disk that is full, mostly. The commit is taken back, and the folder by whoever comes next.
            git.output("update-ref", f"{BRANCHES}{draft.branch}", parents[0], commit)
            raise
        tree.end()
        self._catch_up(draft)
        return commit

    def _changes(
        self, draft: Draft, tree: WorkTree, edit: Edit, seen: str | None, choice: str | None
    ) -> Mapping[str, bytes | None]:
        """What an edit changes in the draft as it is now."""
        here = Content(tree.root)
        if not seen or seen == draft.head or not is_commit(seen) or not self.repository.has(seen):
            return edit.apply(here)
        try:
            again: Mapping[str, bytes | None] | None = edit.apply(here)
        except EditRefused as refused:
            again, refusal = None, refused
        meanwhile = self.repository.difference(seen, draft.head)
        if again is not None and not set(again) & set(meanwhile.after):
            return again
        with tempfile.TemporaryDirectory(prefix="seen-", dir=self._folder) as old:
            meant = dict(edit.apply(Content(self.repository.export(seen, Path(old)))))
            base = {path: _read(Path(old) / path) for path in meant} | meanwhile.before
        standing = {path: _read(tree.root / path) for path in again or {}}
        if again is not None and changes_no_more_than(standing, again, base, meant):
            return again
        if again is None and not set(meant) & set(meanwhile.after):
            raise refusal  # it was not for what changed meanwhile
        theirs, mine = meanwhile.side, Side(meant)
        merged = merge_sides(base, mine, theirs)
        if not merged.conflicts:
            return merged.changes
        wanted = {"theirs": "draft", "mine": "live", "both": "both"}.get(choice or "")
        both = settle_both(base, mine, theirs, merged.conflicts)
        if wanted and (wanted != "both" or both):
            chosen = {conflict.key: wanted for conflict in merged.conflicts}
            return merge_sides(base, mine, theirs, chosen).changes
        conflicts = [
            Conflict(found.key, found.path, found.part, found.draft, found.live, found.both)
            for found in merged.conflicts
        ]
        commits = self.repository.log(seen, draft.head)
        by = dict.fromkeys(commit.who.name for commit in commits)
        raise Stale(edit.describe(here), tuple(by), conflicts, draft.head, both=both)

    def _merge_live(self, draft_id: int, who: Person, choices: Choices) -> Updated | Conflicts:
        with self._at_work(draft_id) as (draft, tree, git):
            live = self.repository.live()
            if self.repository.is_in(live, draft.head):
                return Updated(draft.head)
            merged = self._merged(live, draft.head, choices)
            if merged.conflicts:
                return Conflicts(merged.conflicts, live, draft.head)
            parents, said = (draft.head, live), "Brought up to date with live"
            return Updated(self._commit(draft, tree, git, parents, merged.changes, said, who))

    def _merged(self, live: str, head: str, choices: Choices) -> Merge:
        base = self.repository.common(live, head)
        of_live, of_draft = self.repository.difference(base, live), self.repository.difference(base, head)
        before = {**of_live.before, **of_draft.before}
        return merge_sides(before, of_live.side, of_draft.side, choices)

    def _steps(self, head: str) -> list[Step]:
        base = self.repository.common(self.repository.live(), head)
        return steps(self.repository.log(base, head))

    def _close(
        self, draft: Draft, status: DraftStatus, who: Person, what: str, commit: str | None = None
    ) -> None:
        moment = self._clock()
        head = self.repository.head(draft.branch)
        with self._database.session() as session:
            row = session.get_one(Draft, draft.id)
            row.status, row.changed_at, row.head = status, moment, head or row.head
            record(session, who, what, draft.id, commit or head, at=moment)

    def _tidy(self, draft: Draft, git: Git) -> None:
        """Take away the folder and the branch of a closed draft; the commits are kept under another name."""
        head = self.repository.head(draft.branch)
        with locked(self._folder / "repository.lock"):
            WorkTree(self.repository, git, self._root(draft.id), draft.branch).remove()
        if head:
            git.output("update-ref", f"{CLOSED}{draft.id}-{head[:12]}", head)
            git.output("update-ref", "-d", f"{BRANCHES}{draft.branch}", head)


def _name(draft: Draft) -> DraftName:
    return DraftName(draft.id, draft.title, draft.owner, draft.owner_email)


def _branch(draft_id: int, title: str, taken: Mapping[str, str]) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:40].strip("-") or "draft"
    branch = f"draft/{draft_id}-{slug}"
    count = 1
    while branch in taken:  # of a database there was before this one
        count += 1
        branch = f"draft/{draft_id}-{slug}-{count}"
    return branch


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


@lru_cache(maxsize=128)
def _readable(content: Path, before: str, after: str) -> ReadableDiff:
    # What is between two commits never changes, so the list of drafts need not work it out each time.
    repository = Repository(content)
    difference = repository.difference(before, after)
    catalogue = [
        file
        for commit in (before, after)
        for file in repository.contents(commit, repository.files_below(commit, "council/services")).values()
    ]
    return read_difference(difference.before, difference.after, difference.moved, titles_in(catalogue))
