"""What was released and taken back, made again on a new draft: a step for each that was made, in its editor's name.

The names matter: whoever changed something may not approve it, the second time no more than the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from database.engine import Database
from studio.drafts.following import merge_following
from studio.drafts.history import steps
from studio.drafts.models import Draft, DraftStatus, RecordedChange
from studio.drafts.repository import Commit, Repository, fit_path

AGAIN = "Again: "
STARTED_AGAIN = "Started the draft “{title}” with what was taken back"
THE_REST = "All else that was taken back"


def said_again(step: Commit) -> str:
    """What a step is called the second time, and the third."""
    return AGAIN + step.sentence.removeprefix(AGAIN)


@dataclass(frozen=True)
class TakenBack:
    """A release that residents no longer meet.

    Attributes:
        before: the live commit the release stood on.
        head: the newest commit of the draft that was released.
        taken_back: the live commit that took the release back.
        was_live: the live commit before that, which has it.
    """

    before: str
    head: str
    taken_back: str
    was_live: str


class OpeningAgain:
    """
    Args:
        folder: where there is room for a copy of the content meanwhile.
    Raises:
        UnfitPath: a file was changed by hand that the studio may not change.
    """

    def __init__(self, repository: Repository, folder: Path, release: TakenBack) -> None:
        self._repository, self._folder, self._release = repository, folder, release
        self._paths = set(repository.difference(release.taken_back, release.was_live).after)
        for path in self._paths:
            fit_path(path)

    def steps(self) -> list[Commit]:
        """The draft's own steps that nobody had undone, oldest first."""
        if not self._repository.has(self._release.head):
            return []
        commits = self._repository.log(self._release.before, self._release.head)
        stand = {step.commit for step in steps(commits) if not step.undone and not step.undoes}
        return [commit for commit in reversed(commits) if commit.name in stand and len(commit.parents) == 1]

    def again(self, step: Commit, head: str) -> Mapping[str, bytes | None]:
        """What a step changes on the new draft. Nothing where it does not fit by itself: then it is in `rest`, and the
        step still says whose it was."""
        origin = step.parents[0]
        theirs, here = (self._repository.difference(origin, commit) for commit in (step.name, head))
        merged = merge_following(self._repository, self._folder, origin, theirs, here)
        return {} if merged.conflicts else self._fitting(merged.changes)

    def rest(self, head: str) -> Mapping[str, bytes | None]:
        """What the steps have not brought back: all is as it was live when nothing is left."""
        return self._fitting(self._repository.difference(head, self._release.was_live).after)

    def _fitting(self, changes: Mapping[str, bytes | None]) -> Mapping[str, bytes | None]:
        return {path: content for path, content in changes.items() if path in self._paths}


def taken_up(database: Database, release: TakenBack) -> Draft | None:
    """The open draft that was started with a release's work: the record of that names the commit that took it back."""
    first, _, last = STARTED_AGAIN.partition("{title}")
    started = select(RecordedChange.draft_id).where(
        RecordedChange.commit == release.taken_back,
        RecordedChange.what.startswith(first, autoescape=True),
        RecordedChange.what.endswith(last, autoescape=True),
    )
    wanted = select(Draft).where(Draft.status == DraftStatus.OPEN, Draft.id.in_(started))
    with database.reading() as session:
        return session.scalar(wanted.order_by(Draft.id).limit(1))
