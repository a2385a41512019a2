"""What can stand in the way of a draft. Each says so in words an editor understands: `sentence`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.drafts.views import DraftName
    from studio.versions.merge import Conflict


class DraftProblem(Exception):
    """Something in the way; `sentence` is for the editor, and what the exception prints for whoever runs this."""

    sentence = "The draft could not be changed."


class DraftsUnavailable(DraftProblem):
    """No draft can be used until somebody who runs the service has put something right."""

    sentence = "Drafts cannot be used at the moment."


class GitMissing(DraftsUnavailable):
    sentence = (
        "Drafts are kept with git, and there is no git on this machine. Ask whoever runs it to install git."
    )


class NoRepository(DraftsUnavailable):
    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is not a git checkout")
        self.folder = folder
        self.sentence = (
            f"Drafts are kept with git, and the folder with the live files, {folder}, is not a git checkout. "
            "Ask whoever runs it to run `git init` there, add the files and commit them."
        )


class NoCommit(DraftsUnavailable):
    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} has no commit")
        self.sentence = (
            f"The folder with the live files, {folder}, has nothing in git yet. "
            "Ask whoever runs it to add the files and commit them."
        )


# How git tells of a disk that is full: it has as many ways as places that write.
_OF_A_FULL_DISK = (
    "no space left on device",
    "out of diskspace",
    "disk quota",
    "unable to write",
    "couldn't write",
    "write error",
)


class DiskFull(DraftsUnavailable):
    sentence = (
        "The disk of the studio’s machine is full, so nothing was saved; what was saved before is there. "
        "Ask whoever looks after the machine to make space, then save again."
    )


class GitFailed(DraftsUnavailable):
    def __init__(self, arguments: Sequence[str], said: str) -> None:
        super().__init__(f"git {' '.join(arguments[:3])}: {said}")
        self.said = said
        # What git says is for whoever looks after the machine: it is in the log, and its last line here.
        last = f"Tell them that git said: {said.splitlines()[-1]}" if said else "Git was stopped."
        full = any(words in said.lower() for words in _OF_A_FULL_DISK)
        self.sentence = (
            DiskFull.sentence
            if full
            else "Nothing was changed, for the place where drafts are kept did not take it. "
            f"Ask whoever looks after the machine. {last}"
        )


class SavedAllTheSame(DraftsUnavailable):
    """The disk filled up at the very end, and the change could not be taken back."""

    sentence = (
        "The disk of the studio’s machine is full. Your change is whole and may be saved all the same: "
        "ask whoever looks after the machine to make space, then look at the draft’s history before you save again."
    )


class Busy(DraftProblem):
    sentence = "Somebody else is saving to this draft. Nothing of yours was saved: try again in a moment."


class UnknownDraft(DraftProblem, LookupError):
    def __init__(self, draft_id: int) -> None:
        super().__init__(draft_id)
        self.sentence = f"There is no draft {draft_id}."


class DraftClosed(DraftProblem):
    """The draft has been released or discarded, and takes no more edits."""

    def __init__(self, title: str, status: str) -> None:
        super().__init__(f"{title}: {status}")
        self.status = status
        self.sentence = (
            f"The draft “{title}” was {status}, so it takes no more changes. Work on another draft."
        )


class OpenedAlready(DraftProblem):
    """Somebody has opened a draft with the same work: two would be released one after the other, for nothing."""

    def __init__(self, draft: DraftName) -> None:
        super().__init__(draft.title)
        self.draft = draft
        self.sentence = f"{draft.owner} has already opened a draft with these changes, “{draft.title}”."


class DraftLost(DraftProblem):
    """Neither the branch nor the last commit of the draft is in the repository any more."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.sentence = (
            f"The work of the draft “{title}” is no longer in git: somebody deleted its branch and its commits. "
            "Discard it and start a new one."
        )


class LiveUnreadable(DraftProblem):
    """A file that became live cannot be read, mostly for a change by hand: merged, it would spoil the draft."""

    def __init__(self, path: str, line: int) -> None:
        super().__init__(f"{path}:{line}")
        self.sentence = (
            f"What is live has a mistake at line {line} of {path}, so it cannot be brought into the draft. Your "
            "draft is as it was. Ask whoever changed that file by hand to put it right, then bring the draft "
            "up to date again."
        )


class MergeUnderWay(DraftProblem):
    """Somebody merges with git in the draft's own folder, and has not finished."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.sentence = (
            f"A programmer is merging files in the draft's folder, {folder}. "
            "Ask them to finish or to call it off (git merge --abort); until then nothing can be saved."
        )


class UnfitTitle(DraftProblem, ValueError):
    def __init__(self, longest: int, *, empty: bool) -> None:
        super().__init__()
        self.sentence = "Enter a title" if empty else f"The title must be {longest} characters or fewer"


class UnfitPath(DraftProblem, ValueError):
    """An edit names a file that is not content."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.sentence = f"{path} is not one of the files that the studio may change."


class NothingToUndo(DraftProblem):
    sentence = "There is nothing left to undo in this draft."


class UndoneAlready(NothingToUndo):
    sentence = "That step is undone already. What else was done in this draft stands."


class CannotUndo(DraftProblem):
    """Later changes stand on the step that was to be undone."""

    def __init__(self, sentence: str, conflicts: Sequence[Conflict]) -> None:
        super().__init__(sentence)
        self.conflicts = list(conflicts)
        parts = ", ".join(dict.fromkeys(conflict.part for conflict in conflicts))
        self.sentence = f"“{sentence}” cannot be undone by itself: it was changed again since, in {parts}."


class Stale(DraftProblem):
    """Somebody changed what this edit changes, after the editor's page was made. Nothing was saved.

    Attributes:
        wanted: what the edit would have done, a sentence.
        by: the names of those who changed it since.
        conflicts: each part, with `live` the text as it is in the draft now (theirs) and `draft` the editor's own.
        head: the commit the draft is at now; a choice between the two versions holds for them as they are there.
        both: whether keeping both makes files that can be read.
    """

    def __init__(
        self, wanted: str, by: Sequence[str], conflicts: Sequence[Conflict], head: str, *, both: bool
    ) -> None:
        super().__init__(wanted)
        self.wanted, self.by, self.conflicts = wanted, tuple(by), tuple(conflicts)
        self.head, self.both = head, both
        who = " and ".join(self.by) or "Somebody"
        self.sentence = f"{who} changed this after you opened the page. Nothing of yours was saved yet."
