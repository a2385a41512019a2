"""Drafts: where editors change the content, each a branch with a work tree, none of which residents see.

Git keeps the work and the database keeps what git does not know. Here is what the rest of the studio asks for; how one
draft is kept whole is in keeping.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import structlog
from sqlalchemy import select

from database.base import now
from database.engine import Database
from staff.sessions import SignedIn
from studio.drafts import again, current, same_phrase, up_to_date
from studio.drafts.disk import fullness_named, must_have_room
from studio.drafts.errors import (
    DraftClosed,
    DraftLost,
    DraftProblem,
    DraftsUnavailable,
    GitFailed,
    MergeUnderWay,
    OpenedAlready,
    UnfitTitle,
)
from studio.drafts.git import is_commit
from studio.drafts.history import steps
from studio.drafts.keeping import Keeping
from studio.drafts.locks import locked
from studio.drafts.models import LONGEST_TITLE, Draft, DraftStatus
from studio.drafts.opening_again import STARTED_AGAIN, THE_REST, OpeningAgain, TakenBack, said_again, taken_up
from studio.drafts.people import Person
from studio.drafts.record import record
from studio.drafts.repository import Repository
from studio.drafts.undoing import step_to_undo, taken_back, undone
from studio.drafts.views import Conflicts, DraftName, DraftView, Edited, Step, Updated
from studio.drafts.worktrees import WorkTree
from studio.files.content import Content
from studio.files.edits.base import Edit
from studio.versions.merge import Choices
from studio.versions.readable import ReadableDiff, read_difference, titles_in

log = structlog.get_logger(__name__)


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
        self._keeping = Keeping(self.repository, self._folder, database, clock)

    # Finding drafts

    def all(self) -> list[DraftView]:
        """The open drafts, the one changed last first. Raises DraftsUnavailable."""
        live, heads = self.repository.live(), self.repository.heads()
        with self._database.reading() as session:
            wanted = select(Draft).where(Draft.status == DraftStatus.OPEN).order_by(Draft.changed_at.desc())
            return [
                self._keeping.view(draft, live, heads.get(draft.branch)) for draft in session.scalars(wanted)
            ]

    def closed(self, limit: int = 20) -> list[DraftView]:
        """Drafts that were released or discarded, newest first."""
        wanted = select(Draft).where(Draft.status != DraftStatus.OPEN)
        with self._database.reading() as session:
            rows = session.scalars(wanted.order_by(Draft.changed_at.desc()).limit(limit))
            return [self._keeping.view(draft, draft.base, None) for draft in rows]

    def names(self) -> list[DraftName]:
        """The open drafts as the database has them: for a list on every page, which must not wait for git."""
        wanted = select(Draft).where(Draft.status == DraftStatus.OPEN).order_by(Draft.changed_at.desc())
        with self._database.reading() as session:
            return [_name(draft) for draft in session.scalars(wanted)]

    def name_of(self, draft_id: int) -> DraftName:
        """One draft as the database has it. Raises UnknownDraft."""
        return _name(self._keeping.row(draft_id))

    def get(self, draft_id: int) -> DraftView:
        """One draft, open or closed. Raises UnknownDraft, DraftLost and DraftsUnavailable."""
        draft = self._keeping.row(draft_id)
        if draft.status != DraftStatus.OPEN:
            return self._keeping.view(draft, draft.base, None)
        live, head = self.repository.live(), self.repository.head(draft.branch)
        tree = WorkTree(self.repository, self.repository.git, self._keeping.root(draft.id), draft.branch)
        if head is None or not tree.looks_ready:
            with self._keeping.at_work(draft_id):  # which puts it right
                head = self.repository.head(draft.branch)
        return self._keeping.view(draft, live, head)

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
        draft_id = self._start(title, who, self.repository.live(), "Started the draft “{title}”")
        return self.get(draft_id)

    def open_again(self, title: str, who: Person, release: TakenBack) -> DraftView:
        """Start a draft with what was released and taken back, each step in its editor's name, and bring it up to date.
        Where live has changed the same parts since, the draft stays behind, and its page offers the choice.

        Raises:
            OpenedAlready: there is an open draft with it.
            UnfitPath: somebody had changed a file by hand that the studio may not change.
            And as `open` does.
        """
        with locked(self._folder / "opening-again.lock"):  # two editors may take up the same work at once
            if there := self.opened_again(release):
                raise OpenedAlready(there)
            opening = OpeningAgain(self.repository, self._folder, release)
            draft_id = self._start(title, who, release.taken_back, STARTED_AGAIN)
            with self._keeping.saving(draft_id) as (draft, tree, git):
                head = draft.head
                for step in opening.steps():
                    changes, sentence = opening.again(step, head), said_again(step)
                    head = self._keeping.commit(draft, tree, git, (head,), changes, sentence, step.who)
                if rest := opening.rest(head):
                    self._keeping.commit(draft, tree, git, (head,), rest, THE_REST, who)
            self.bring_up_to_date(draft_id, who)
            return self.get(draft_id)

    def opened_again(self, release: TakenBack) -> DraftName | None:
        """The open draft with the work of a release that was taken back, if somebody has taken it up."""
        draft = taken_up(self._database, release)
        return _name(draft) if draft else None

    def discard(self, draft_id: int, who: Person) -> None:
        """Close a draft for good. Its commits stay in the repository, so a programmer can find them again.

        Raises:
            UnknownDraft, DraftClosed, Busy, DraftsUnavailable.
        """
        with suppress(DraftLost, MergeUnderWay), self._keeping.at_work(draft_id):
            pass  # what somebody changed by hand is kept with the rest
        with self._keeping.lock(draft_id) as git:
            draft = self._keeping.row(draft_id)
            if draft.status != DraftStatus.OPEN:
                raise DraftClosed(draft.title, draft.status)
            self._keeping.close(draft, DraftStatus.DISCARDED, who, f"Discarded the draft “{draft.title}”")
            self._keeping.tidy(draft, git)

    def released(self, draft_id: int, who: Person, commit: str) -> None:
        """Close a draft whose commit has become live. Called by the releases, after the fast-forward."""
        with self._keeping.lock(draft_id) as git:
            draft = self._keeping.row(draft_id)
            if draft.status != DraftStatus.OPEN:
                return
            self._keeping.close(
                draft, DraftStatus.RELEASED, who, f"Released the draft “{draft.title}”", commit
            )
            self._keeping.tidy(draft, git)

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
                    with self._keeping.at_work(draft.id):
                        pass
                elif self._keeping.root(draft.id).exists() or draft.branch in left:
                    with self._keeping.lock(draft.id) as git:
                        self._keeping.tidy(draft, git)
            except DraftProblem as error:
                log.warning("draft_not_tidied", draft=draft.id, problem=str(error))

    # Changing

    def edit(
        self,
        draft_id: int,
        edit: Edit,
        who: Person,
        seen: str | None = None,
        choice: str | None = None,
        chosen_at: str = "",
    ) -> Edited:
        """Make an edit: one commit in the editor's name.

        An edit is an operation: when the files it changes have changed since `seen` it is applied to them as they are
        now, provided that this changes no more than the editor meant; else both changes are merged by lines.

        Args:
            seen: the commit the editor's page was made from; none: whatever is there now.
            choice: after a Stale, whose version stays where they exclude each other: "theirs", "mine" or "both".
            chosen_at: the Stale's `head`. What was saved after it was shown to nobody who chose, so it is asked again.
        Raises:
            EditRefused: the edit does not fit the content, in words for the editor.
            Stale: somebody else changed the same part since; nothing was saved.
            UnknownDraft, DraftClosed, DraftLost, Busy, DraftsUnavailable, UnfitPath.
        """
        with self._keeping.saving(draft_id) as (draft, tree, git):
            here = Content(tree.root)
            choice = choice if chosen_at in ("", draft.head) else None
            edit, seen = same_phrase.settled(self.repository, here, draft.head, edit, seen, choice)
            changes = again.changes(self.repository, self._folder, tree.root, draft.head, edit, seen, choice)
            before = {path: again.read(tree.root / path) for path in changes}
            changes = {path: content for path, content in changes.items() if content != before[path]}
            sentence = edit.describe(here)  # by the titles there are before it
            commit = draft.head
            if changes:
                commit = self._keeping.commit(draft, tree, git, (draft.head,), changes, sentence, who)
            return Edited(commit, sentence)

    def undo(self, draft_id: int, who: Person, commit: str | None = None) -> Edited:
        """Take back a step, the newest that stands unless one is named; undoing an undo puts the step back.

        History is kept: an undo is a step of its own, and whatever came after the step stays.

        Raises:
            NothingToUndo: no such step stands.
            CannotUndo: later steps changed the same part.
            And as `edit` does.
        """
        with self._keeping.saving(draft_id) as (draft, tree, git):
            step = step_to_undo(self._steps(draft.head), commit)
            merged = taken_back(self.repository, self._folder, step, draft.head)
            sentence, message = undone(step)
            return Edited(
                self._keeping.commit(draft, tree, git, (draft.head,), merged.changes, message, who), sentence
            )

    def bring_up_to_date(self, draft_id: int, who: Person) -> Updated | Conflicts:
        """Bring what has become live since into the draft. Raises as `edit` does, but for EditRefused and Stale."""
        return self._merge_live(draft_id, who, {})

    def conflicts(self, draft_id: int, choices: Choices | None = None) -> Conflicts | None:
        """What stands in the way of bringing a draft up to date; none when nothing does. Changes nothing.

        Args:
            choices: made so far. What is settled by them is listed all the same, with all that is left to choose then.
        """
        view = self.get(draft_id)
        live = self.repository.live()
        if not view.behind:
            return None
        merged = up_to_date.merged(self.repository, self._folder, live, view.head, choices or {}, asking=True)
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
        draft = current.chosen_by(self._database, me)
        return _name(draft) if draft else None

    def choose(self, me: SignedIn, draft_id: int | None) -> None:
        """Work on another draft, or on none. Raises UnknownDraft and DraftClosed."""
        if draft_id is not None:
            draft = self._keeping.row(draft_id)
            if draft.status != DraftStatus.OPEN:
                raise DraftClosed(draft.title, draft.status)
        current.choose(self._database, me, draft_id)

    # How it is done

    @fullness_named()
    def _start(self, title: str, who: Person, base: str, said: str) -> int:
        """A draft that stands on a commit. `said`: for the record, with a blank for the title."""
        title = " ".join(title.split())
        if not title or len(title) > LONGEST_TITLE:
            raise UnfitTitle(LONGEST_TITLE, empty=not title)
        must_have_room(self._content, self._folder)
        moment = self._clock()
        with locked(self._folder / "repository.lock"):
            taken = self.repository.heads()
            with self._database.session() as session:
                draft = Draft(
                    title=title,
                    owner=who.name,
                    owner_email=who.email,
                    status=DraftStatus.OPEN,
                    branch="",
                    base=base,
                    head=base,
                    opened_at=moment,
                    changed_at=moment,
                )
                session.add(draft)
                session.flush()
                draft.branch = _branch(draft.id, title, taken)
                record(session, who, said.format(title=title), draft.id, base, at=moment)
        with self._keeping.at_work(draft.id):  # which makes the branch and the folder, now or after a fall
            pass
        return draft.id

    def _merge_live(self, draft_id: int, who: Person, choices: Choices) -> Updated | Conflicts:
        with self._keeping.saving(draft_id) as (draft, tree, git):
            live = self.repository.live()
            if self.repository.is_in(live, draft.head):
                return Updated(draft.head)
            merged = up_to_date.merged(self.repository, self._folder, live, draft.head, choices)
            if merged.conflicts:
                return Conflicts(merged.conflicts, live, draft.head)
            parents, said = (draft.head, live), "Brought up to date with live"
            return Updated(self._keeping.commit(draft, tree, git, parents, merged.changes, said, who))

    def _steps(self, head: str) -> list[Step]:
        base = self.repository.common(self.repository.live(), head)
        return steps(self.repository.log(base, head))


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
