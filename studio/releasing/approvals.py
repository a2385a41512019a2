"""Approvals: a person's yes to exactly one commit of a draft."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from council.release import ReleaseRules
from database.engine import Database
from studio.drafts.people import Person
from studio.drafts.record import record
from studio.drafts.repository import Repository
from studio.drafts.views import DraftView
from studio.releasing.errors import NotApproved
from studio.releasing.models import LONGEST_REASON, Approval


@dataclass(frozen=True)
class ApprovalView:
    who: str
    email: str
    note: str
    at: datetime


class Approvals:
    def __init__(self, database: Database, repository: Repository, clock: Callable[[], datetime]) -> None:
        self._database, self._repository, self._clock = database, repository, clock

    def approve(self, draft: DraftView, commit: str, who: Person, note: str, rules: ReleaseRules) -> None:
        """Say yes to a commit. Said twice it counts once.

        Raises:
            NotApproved: the draft is another by now, or this person changed something in it.
        """
        if commit != draft.head:
            raise NotApproved("The draft was changed after you opened the page. Look at it again.")
        if not rules.own_edits and who.email.lower() in self.editors(draft):
            raise NotApproved("You changed something in this draft, so somebody else must approve it.")
        note = " ".join(note.split())
        if len(note) > LONGEST_REASON:
            raise NotApproved(f"The note must be {LONGEST_REASON} characters or fewer.")
        try:
            with self._database.session() as session:
                session.add(
                    Approval(
                        draft_id=draft.id,
                        commit=commit,
                        who=who.name,
                        email=who.email,
                        note=note,
                        at=self._clock(),
                    )
                )
                session.flush()
                record(
                    session, who, f"Approved the draft “{draft.title}”", draft.id, commit, at=self._clock()
                )
        except IntegrityError:
            return

    def given(self, commit: str) -> list[ApprovalView]:
        """Every approval of a commit, in the order they were given."""
        with self._database.reading() as session:
            rows = session.scalars(select(Approval).where(Approval.commit == commit).order_by(Approval.id))
            return [ApprovalView(row.who, row.email, row.note, row.at) for row in rows]

    def of_release(self, draft_id: int, commit: str, asked_at: datetime) -> list[ApprovalView]:
        """Who had approved what went live: the draft's own commit, or that which was merged with the alerts since."""
        wanted = select(Approval).where(Approval.draft_id == draft_id, Approval.at <= asked_at)
        with self._database.reading() as session:
            rows = list(session.scalars(wanted.order_by(Approval.id)))
        parents = self._repository.parents(commit)
        heads = {commit, *(parents if len(parents) > 1 else ())}
        return [ApprovalView(row.who, row.email, row.note, row.at) for row in rows if row.commit in heads]

    def counting(self, draft: DraftView, rules: ReleaseRules) -> list[str]:
        """Names of those whose approval of the draft as it is counts."""
        theirs: Collection[str] = () if rules.own_edits else self.editors(draft)
        return [given.who for given in self.given(draft.head) if given.email.lower() not in theirs]

    def editors(self, draft: DraftView) -> set[str]:
        """E-mail addresses, in small letters, of those who changed something; bringing live in changes nothing."""
        commits = self._repository.log(draft.base, draft.head)
        return {commit.who.email.lower() for commit in commits if len(commit.parents) < 2}
