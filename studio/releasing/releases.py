"""Releases: the gate, approval, going live now or in the window, taking back, alerts at once, and the history.

What is asked for is stored first; carrying_out.py does it, in the worker or, for an alert, at once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

import checks
from contacts.answering_model import RasaAway
from council.hours import LONDON
from council.release import ReleaseRules
from council.yaml_files import CouncilDataError
from database.base import now
from database.engine import Database
from staff.models import Role
from studio.drafts.drafts import Drafts
from studio.drafts.people import Person
from studio.drafts.record import record
from studio.drafts.views import DraftView
from studio.files.edits.base import Edit
from studio.releasing import alerts
from studio.releasing.approvals import Approvals, ApprovalView
from studio.releasing.carrying_out import CarryingOut
from studio.releasing.checkout import Checkout
from studio.releasing.errors import FilesChanged, ReleaseRefused, UnknownRelease
from studio.releasing.gate import Facts, Gate, judge
from studio.releasing.model_back import ModelBack
from studio.releasing.models import LONGEST_REASON, Kind, Release, Status
from studio.releasing.models_there import Assistant, Models
from studio.releasing.planning import Planning
from studio.releasing.scores import Comparing
from studio.releasing.shown import Shown
from studio.releasing.taken_back import TakenBackReleases
from studio.releasing.views import LiveView, ReleaseView

PAGE = 30  # releases
CHECKS_KEPT = 32  # commits whose mistakes are remembered


class Releases:
    """
    Args:
        content: the checkout whose files are live.
        state: the folder in which the running processes find what is live.
        comparing: who has compared drafts with live.
    """

    def __init__(
        self,
        content: Path,
        state: Path,
        database: Database,
        drafts: Drafts,
        comparing: Comparing,
        models: Models,
        assistant: Assistant,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._content, self._database, self._drafts = content, database, drafts
        self._comparing, self._models, self._assistant, self._clock = comparing, models, assistant, clock
        self.checkout = Checkout(content, state)
        self._planning = Planning(self.checkout.repository)
        self._approvals = Approvals(database, self.checkout.repository, clock)
        self._shown = Shown(database)
        self.taken_back = TakenBackReleases(database, drafts)
        self._mistakes: dict[tuple[str, date], list[str]] = {}
        self._carrying = CarryingOut(
            content,
            state,
            database,
            drafts,
            self.checkout,
            self._planning,
            models,
            assistant,
            self._shown,
            clock,
        )

    # The gate

    def rules(self) -> ReleaseRules:
        """The rules that are live: a draft that relaxes them is judged by those it would relax.

        Raises:
            CouncilDataError: council/release.yml has mistakes.
        """
        return ReleaseRules.load(self._content / "council")

    def gate(self, draft_id: int) -> Gate:
        """How a draft stands against every rule.

        Raises:
            UnknownDraft, DraftsUnavailable; CouncilDataError: the rules cannot be read.
        """
        return self._judged(self._drafts.get(draft_id), self.rules())

    def _judged(self, draft: DraftView, rules: ReleaseRules) -> Gate:
        live = self.checkout.head()
        stands = self._planning.stands(draft)
        return judge(
            rules,
            Facts(
                commit=draft.head,
                empty=draft.empty,
                behind=not stands,
                changed_by_hand=self.checkout.changed_by_hand(live, draft.head) if stands else (),
                model=self._model_of(draft),
                live_model=self._answering(),
                scores=self._comparing.scores(draft.id, draft.head),
                mistakes=self._mistakes_of(draft) if rules.checks else None,
                approved_by=self._approvals.counting(draft, rules),
            ),
        )

    def is_quick(self, draft: DraftView) -> bool:
        """Whether the gate answers at once: looking through all files takes seconds, and is done once for a commit."""
        return not self.rules().checks or self._check_of(draft) in self._mistakes

    def _mistakes_of(self, draft: DraftView) -> list[str]:
        key = self._check_of(draft)
        found = self._mistakes.get(key)
        if found is None:
            found = mistakes_in(draft.root, key[1])
            self._mistakes = dict([*self._mistakes.items(), (key, found)][-CHECKS_KEPT:])
        return found

    def _check_of(self, draft: DraftView) -> tuple[str, date]:
        return draft.head, self._clock().astimezone(LONDON).date()

    def _model_of(self, draft: DraftView) -> str | None:
        try:
            found = self._models.model_for(draft.root)
        except OSError:
            return None
        return found.name if found else None

    def _answering(self) -> str | None:
        try:
            names = self._assistant.names()
        except RasaAway:
            return None
        return names.pop() if len(names) == 1 else None

    # Approval

    def approve(self, draft_id: int, commit: str, who: Person, note: str = "") -> None:
        """Say yes to a draft as it is.

        Args:
            commit: what the approver looked at.
        Raises:
            NotApproved: it has changed since, or this person changed something in it.
        """
        self._approvals.approve(self._drafts.get(draft_id), commit, who, note, self.rules())

    def approvals(self, commit: str) -> list[ApprovalView]:
        return self._approvals.given(commit)

    def approved(self, release: ReleaseView) -> list[ApprovalView]:
        """Who approved what a release took live; nobody for alerts and what was taken back."""
        if release.draft_id is None or not release.commit:
            return []
        return self._approvals.of_release(release.draft_id, release.commit, release.asked_at)

    def may_approve(self, draft_id: int, who: Person) -> bool:
        """Whether this person's yes would count: they changed nothing in it, or the rules do not mind."""
        draft = self._drafts.get(draft_id)
        return self.rules().own_edits or who.email.lower() not in self._approvals.editors(draft)

    # Going live

    def next_window(self) -> datetime | None:
        """When drafts may go live next, the present moment when they may now; none: never in the next weeks."""
        try:
            return self.rules().next_window(self._clock())
        except LookupError:
            return None

    def is_open(self) -> bool:
        """Whether drafts may go live at this moment."""
        return self.rules().may_go_live(self._clock())

    def release(self, draft_id: int, who: Person, why: str, at: datetime | None = None) -> ReleaseView:
        """Ask for a draft to go live, now or later; the worker does it within seconds of its time.

        Args:
            at: aware; none means now.
        Raises:
            ReleaseRefused: a rule is not passed, it is no time for a release, or it is asked for already.
        """
        rules, draft, moment = self.rules(), self._drafts.get(draft_id), self._clock()
        why = _reason(why)
        when = moment if at is None else max(at, moment)
        if not rules.may_go_live(when):
            following = rules.next_window(when).astimezone(LONDON)
            raise ReleaseRefused(
                f"Drafts go live in the release window only. The next begins on {following:%A} {following.day} "
                f"{following:%B} at {following:%H:%M}."
            )
        if not draft.open:
            raise ReleaseRefused(f"The draft “{draft.title}” was {draft.status} already.")
        gate = self._judged(draft, rules)
        if not gate.passed:
            raise ReleaseRefused(" ".join(rule.sentence for rule in gate.rules if not rule.passed))
        scores = self._comparing.scores(draft.id, draft.head)
        with self._database.session() as session:
            if _waiting_for(session, draft_id):
                raise ReleaseRefused("This draft is waiting to go live already.")
            row = Release(
                kind=Kind.DRAFT,
                status=Status.WAITING,
                title=draft.title,
                draft_id=draft.id,
                before=self.checkout.head(),
                commit=draft.head,
                model=self._model_of(draft),
                model_before=self._answering(),
                who=who.name,
                email=who.email,
                why=why,
                scores=scores.as_json() if scores else None,
                asked_at=moment,
                due_at=when,
            )
            session.add(row)
            session.flush()
            later = "" if at is None else f", for {when.astimezone(LONDON):%d %B %Y %H:%M}"
            record(
                session, who, f"Asked for “{draft.title}” to go live{later}", draft.id, draft.head, at=moment
            )
        self._carrying.keep_models(rules)
        return ReleaseView.of(row)

    def may_be_taken_back(self, release_id: int) -> Release:
        """The release, where nothing stands in the way of taking it back.

        Raises:
            ReleaseRefused: it is not the newest, is being taken back, was changed by hand since, or the model from
                before is not there any more.
        """
        with self._database.reading() as session:
            newest = _newest(session)
            undone = session.get(Release, release_id)
            waiting = _waiting_to_take_back(session, release_id)
        if undone is None:
            raise UnknownRelease(release_id)
        if newest is None or newest.id != release_id:
            raise ReleaseRefused(
                "Only the newest release can be taken back: something else has gone live since."
            )
        if waiting:
            raise ReleaseRefused("This release is being taken back already.")
        changes = self._planning.back(undone.before, undone.commit)
        # Where no model fits, it is said now and not a minute later.
        ModelBack(self.checkout.repository, self._models).of(undone.before, self.checkout.head(), changes)
        return undone

    def take_back(self, release_id: int, who: Person, why: str) -> ReleaseView:
        """Ask for what was live before a release to be live again; the worker does it within seconds.

        Raises:
            ReleaseRefused: as may_be_taken_back, or there is no reason.
        """
        why, moment = _reason(why), self._clock()
        undone = self.may_be_taken_back(release_id)
        with self._database.session() as session:
            if _waiting_to_take_back(session, release_id):
                raise ReleaseRefused("This release is being taken back already.")
            row = Release(
                kind=Kind.TAKEN_BACK,
                status=Status.WAITING,
                title=undone.title,
                takes_back=release_id,
                before=self.checkout.head(),
                commit=undone.before,
                model=undone.model_before,
                model_before=undone.model,
                who=who.name,
                email=who.email,
                why=why,
                asked_at=moment,
                due_at=moment,
            )
            session.add(row)
            session.flush()
            record(session, who, f"Asked for “{undone.title}” to be taken back", undone.draft_id, at=moment)
        return ReleaseView.of(row)

    def cancel(self, release_id: int, who: Person) -> None:
        """A release that waits for its time is not to happen. Raises ReleaseRefused."""
        with self._database.session() as session:
            row = session.get(Release, release_id)
            if row is None:
                raise UnknownRelease(release_id)
            if row.status != Status.WAITING:
                raise ReleaseRefused("It is too late: this release has begun.")
            row.status = Status.CANCELLED
            record(session, who, f"Cancelled the release of “{row.title}”", row.draft_id, at=self._clock())

    def may_publish(self, role: Role) -> bool:
        """Whether somebody of this role may put an alert straight to live; the rules say so."""
        return role in (Role.APPROVER, Role.ADMINISTRATOR) or (
            role == Role.EDITOR and self.rules().alerts == "editor"
        )

    def publish_alert(self, edit: Edit, who: Person, why: str = "") -> ReleaseView:
        """Change the alerts at once: one commit on live, checked and recorded, without a draft and without training.

        Raises:
            ReleaseRefused: the edit touches more than the alerts, or leaves something the checks refuse.
            EditRefused: as the edit itself.
        """
        changes = alerts.changes_of(edit, self._content)
        sentence, moment = edit.describe(), self._clock()
        with self._database.session() as session:
            row = Release(
                kind=Kind.ALERT,
                status=Status.WAITING,
                title=sentence[:200],
                before=self.checkout.head(),
                commit="",
                who=who.name,
                email=who.email,
                why=why or sentence,
                asked_at=moment,
                due_at=moment,
            )
            session.add(row)
            session.flush()
            row.commit = self._planning.commit(row.id, (row.before,), changes, sentence, who, moment)
        done = self._carrying.carry_out(row.id)
        if done.status != Status.LIVE:
            raise ReleaseRefused(done.problem or "The alert could not be published.")
        return done

    # Looking

    def history(self, limit: int = PAGE) -> list[ReleaseView]:
        """What went live or was to, newest first."""
        with self._database.reading() as session:
            newest = _newest(session)
            rows = session.scalars(select(Release).order_by(Release.id.desc()).limit(limit))
            return [ReleaseView.of(row, newest.id if newest else None) for row in rows]

    def view(self, release_id: int) -> ReleaseView:
        """Raises UnknownRelease."""
        with self._database.reading() as session:
            row, newest = session.get(Release, release_id), _newest(session)
        if row is None:
            raise UnknownRelease(release_id)
        return ReleaseView.of(row, newest.id if newest else None)

    def waiting(self, draft_id: int) -> ReleaseView | None:
        """The release of a draft that is asked for and not over."""
        with self._database.reading() as session:
            row = _waiting_for(session, draft_id)
            return ReleaseView.of(row) if row else None

    def live(self) -> LiveView:
        """What residents meet. Raises DraftsUnavailable: the content is not in git."""
        try:
            models = sorted(name for name in self._assistant.names() if name)
        except RasaAway:
            models = []
        with self._database.reading() as session:
            newest = _newest(session)
            release = ReleaseView.of(newest, newest.id) if newest else None
        return LiveView(self.checkout.head(), release, models, self._shown.all())

    # What the worker does

    def carry_out_due(self) -> int:
        """Do what is due and complete what a killed process began. How many releases came to an end."""
        return self._carrying.carry_out_due()


def mistakes_in(content: Path, today: date) -> list[str]:
    """What `frontdoor check` would have mended, with paths from the content's folder."""
    try:
        report = checks.check(checks.Places.of(content), today)
    except CouncilDataError as error:
        return [str(mistake).replace(f"{content}/", "") for mistake in error.mistakes]
    return [str(finding).replace(f"{content}/", "") for finding in report.mistakes]


def _reason(why: str) -> str:
    why = " ".join(why.split())
    if not why:
        raise ReleaseRefused("Say why, in a few words: it is kept with the release.")
    if len(why) > LONGEST_REASON:
        raise ReleaseRefused(f"The reason must be {LONGEST_REASON} characters or fewer.")
    return why


def _newest(session: Session) -> Release | None:
    """The release that is live, alerts apart."""
    live = select(Release).where(Release.status == Status.LIVE, Release.kind != Kind.ALERT)
    return session.scalar(live.order_by(Release.live_at.desc(), Release.id.desc()).limit(1))


def _waiting_for(session: Session, draft_id: int) -> Release | None:
    open_ones = select(Release).where(Release.status.in_((Status.WAITING, Status.UNDER_WAY)))
    return session.scalar(open_ones.where(Release.draft_id == draft_id).limit(1))


def _waiting_to_take_back(session: Session, release_id: int) -> Release | None:
    open_ones = select(Release).where(Release.status.in_((Status.WAITING, Status.UNDER_WAY)))
    return session.scalar(open_ones.where(Release.takes_back == release_id).limit(1))


__all__ = ["FilesChanged", "ReleaseRefused", "Releases"]
