"""What became of a release that was taken back: by whom and when, and its work on a draft again."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from database.engine import Database
from studio.drafts.drafts import Drafts
from studio.drafts.models import LONGEST_TITLE
from studio.drafts.opening_again import TakenBack
from studio.drafts.people import Person
from studio.drafts.views import DraftName, DraftView
from studio.releasing.errors import ReleaseRefused, UnknownRelease
from studio.releasing.models import Kind, Release, Status
from studio.releasing.views import ReleaseView

AGAIN = ", again"  # so that the new draft is told from the one that was released


class TakenBackReleases:
    def __init__(self, database: Database, drafts: Drafts) -> None:
        self._database, self._drafts = database, drafts

    def by(self, release_id: int) -> ReleaseView | None:
        """What took a release back; none where nothing did, or that was itself taken back."""
        with self._database.reading() as session:
            row = _taken_back_by(session, release_id)
            return ReleaseView.of(row) if row else None

    def all(self) -> dict[int, ReleaseView]:
        """Every release that is taken back, with what did it."""
        with self._database.reading() as session:
            undone = select(Release.takes_back).where(*_IS_LIVE).distinct()
            found = {row: _taken_back_by(session, row) for row in session.scalars(undone) if row}
            return {release: ReleaseView.of(row) for release, row in found.items() if row}

    def of_draft(self, draft_id: int) -> tuple[int, ReleaseView] | None:
        """The release of a draft, and what took it back."""
        with self._database.reading() as session:
            live = select(Release.id).where(Release.draft_id == draft_id, Release.status == Status.LIVE)
            release = session.scalar(live.order_by(Release.id.desc()).limit(1))
            row = _taken_back_by(session, release) if release else None
            return (release, ReleaseView.of(row)) if release and row else None

    def open_again(self, release_id: int, who: Person) -> DraftView:
        """A new draft with the same changes.

        Raises:
            ReleaseRefused: it is not taken back, or never was a draft.
            OpenedAlready: there is an open draft with it.
            DraftProblem: as Drafts.open_again.
        """
        release, work = self._work_of(release_id)
        if work is None:
            raise ReleaseRefused("Only the work of a draft that was taken back can be taken up again.")
        title = release.title.removesuffix(AGAIN)[: LONGEST_TITLE - len(AGAIN)] + AGAIN
        return self._drafts.open_again(title, who, work)

    def opened_again(self, release_id: int) -> DraftName | None:
        """The open draft with that work, if somebody has taken it up. Raises UnknownRelease."""
        _, work = self._work_of(release_id)
        return self._drafts.opened_again(work) if work else None

    def _work_of(self, release_id: int) -> tuple[Release, TakenBack | None]:
        """Raises UnknownRelease."""
        with self._database.reading() as session:
            release, back = session.get(Release, release_id), _taken_back_by(session, release_id)
        if release is None:
            raise UnknownRelease(release_id)
        if back is None or release.kind != Kind.DRAFT or release.draft_id is None:
            return release, None
        head = self._drafts.get(release.draft_id).head
        return release, TakenBack(release.before, head, back.commit, was_live=back.before)


_IS_LIVE = (Release.kind == Kind.TAKEN_BACK, Release.status == Status.LIVE)


def _taken_back_by(session: Session, release_id: int) -> Release | None:
    """The newest that took it back: what was taken back can be made live again, and that be taken back in its turn."""
    found: list[Release] = []
    undone: int | None = release_id
    while undone:
        row = session.scalar(select(Release).where(Release.takes_back == undone, *_IS_LIVE).limit(1))
        found += [row] if row else []
        undone = row.id if row else None
    return found[-1] if len(found) % 2 else None
