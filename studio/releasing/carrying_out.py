"""Carries releases out: the files, the running processes and the model, one after another, each step one that can be
done again. One at a time over all processes; a release that was cut short is completed by the next one who looks.

The order: the new model is loaded beside the old one, which changes nothing yet and may be refused; then the files
become those of the new commit; the processes read them and change over; last the model, which is ready, answers.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy import or_, select

from contacts.answering_model import ModelNotTaken, RasaAway
from council.release import ReleaseRules
from council.yaml_files import CouncilDataError
from database.engine import Database
from studio.drafts.drafts import Drafts
from studio.drafts.errors import Busy, DraftProblem
from studio.drafts.locks import locked
from studio.drafts.people import Person
from studio.drafts.record import record
from studio.releasing import marker
from studio.releasing.checkout import Checkout
from studio.releasing.errors import AssistantAway, LiveMoved, ModelRefused, ReleaseRefused
from studio.releasing.model_back import ModelBack
from studio.releasing.models import Kind, Release, Status
from studio.releasing.models_there import Assistant, Models
from studio.releasing.planning import Planning
from studio.releasing.shown import Shown
from studio.releasing.views import ReleaseView

log = structlog.get_logger(__name__)
PATIENCE_SECONDS = 60.0  # for a release that is under way
CHANGE_OVER_SECONDS = (
    20.0  # for the processes to read new files; one that is not running is not waited for longer
)
NEEDED = (
    "web",
    "actions",
)  # without these on the new content a new model would speak of what they do not know
LOOK_SECONDS = 0.1
UNTRAINED = "There is no trained assistant for exactly this content. Train the draft and compare it again."


class CarryingOut:
    """See releases.Releases for the arguments."""

    def __init__(
        self,
        content: Path,
        state: Path,
        database: Database,
        drafts: Drafts,
        checkout: Checkout,
        planning: Planning,
        models: Models,
        assistant: Assistant,
        shown: Shown,
        clock: Callable[[], datetime],
    ) -> None:
        self._content, self._state, self._database, self._drafts = content, state, database, drafts
        self._checkout, self._planning, self._models, self._assistant = checkout, planning, models, assistant
        self._shown, self._clock = shown, clock
        self._model_back = ModelBack(checkout.repository, models)

    def carry_out_due(self) -> int:
        """Everything that is due or was cut short, in the order it was asked for. How many came to an end."""
        moment = self._clock()
        due = or_(Release.due_at <= moment, Release.due_at <= Release.asked_at)
        wanted = (
            select(Release.id)
            .where(or_(Release.status == Status.UNDER_WAY, (Release.status == Status.WAITING) & due))
            .order_by(Release.id)
        )
        with self._database.reading() as session:
            ids = list(session.scalars(wanted))
        done = 0
        for release_id in ids:
            with suppress(Busy):  # another worker has it
                done += self.carry_out(release_id, patience_seconds=0.0).over
        if not ids:
            self._keep_in_step()
        return done

    def carry_out(self, release_id: int, patience_seconds: float = PATIENCE_SECONDS) -> ReleaseView:
        """Do one release, from wherever it stands. What stands in its way is kept as its problem.

        Raises:
            Busy: others are at work all the time.
        """
        with locked(self._state / "releasing.lock", patience_seconds):
            row = self._read(release_id)
            if row.status not in (Status.WAITING, Status.UNDER_WAY):
                return ReleaseView.of(row)
            try:
                self._do(row)
            except (ReleaseRefused, DraftProblem) as refused:
                log.warning("release_failed", release=row.id, problem=str(refused))
                row = self._update(row.id, status=Status.FAILED, problem=refused.sentence)
                self._record(row, f"“{row.title}” did not go live: {refused.sentence}")
            except CouncilDataError as error:
                row = self._update(row.id, status=Status.FAILED, problem=str(error))
            with suppress(ReleaseRefused, DraftProblem):
                self._planning.forget(row.id)
            return ReleaseView.of(self._read(release_id))

    def keep_models(self, rules: ReleaseRules) -> None:
        """The models of the last releases, and of those that wait, are not to be forgotten by trainings."""
        last = select(Release).where(Release.status == Status.LIVE, Release.model.is_not(None))
        waiting = select(Release).where(Release.status.in_((Status.WAITING, Status.UNDER_WAY)))
        with self._database.reading() as session:
            rows = [
                *session.scalars(last.order_by(Release.live_at.desc()).limit(rules.models_kept)),
                *session.scalars(waiting),
            ]
        self._models.keep({name for row in rows for name in (row.model, row.model_before) if name})

    # One release

    def _do(self, row: Release) -> None:
        self._checkout.settle()
        if row.status == Status.UNDER_WAY and self._checkout.head() == row.commit != row.before:
            self._finish(row, self._marked(row))  # cut short after the files were changed
            return
        row = self._planned(row)
        model = self._model_of(row)
        if model is not None:
            row = self._update(row.id, model=model.name)
            self._prepared(model)
        row = self._update(row.id, status=Status.UNDER_WAY)
        try:
            self._checkout.move(row.before, row.commit)
        except (ReleaseRefused, DraftProblem):
            if model is not None:
                with suppress(RasaAway):
                    self._assistant.forget()
            raise
        self._finish(row, self._marked(row))

    def _marked(self, row: Release) -> marker.Live:
        return marker.write(self._state, row.commit, alerts_alone=row.kind == Kind.ALERT)

    def _planned(self, row: Release) -> Release:
        """With the commit that goes live, made on what is live now."""
        before, moment, who = self._checkout.head(), self._clock(), Person(row.who, row.email)
        if row.status == Status.UNDER_WAY:
            if row.before != before:
                raise LiveMoved
            return row  # planned already, and cut short before anything was changed
        if row.kind == Kind.DRAFT:
            draft = self._drafts.get(row.draft_id or 0)
            if draft.head != row.commit:
                raise ReleaseRefused("The draft was changed after it was asked to go live. Release it anew.")
            commit = self._planning.of_draft(draft, row.id, moment)
        elif row.kind == Kind.TAKEN_BACK:
            undone = self._read(row.takes_back or 0)
            changes = self._planning.back(undone.before, undone.commit)
            commit = self._planning.commit(
                row.id, (before,), changes, f"Taken back: {row.title}", who, moment
            )
        elif row.before == before:
            return row
        else:  # something went live between asking and doing; alerts are small, and are made again
            alert = self._checkout.repository.difference(row.before, row.commit)
            there = self._checkout.repository.contents(before, alert.before)
            if there != alert.before:
                raise ReleaseRefused("Somebody else changed the alerts at the same moment. Try again.")
            commit = self._planning.commit(row.id, (before,), alert.after, row.title, who, moment)
        return self._update(row.id, before=before, commit=commit)

    def _model_of(self, row: Release) -> Path | None:
        """The model for the content that is to be live; none where it stays as it is."""
        if row.kind == Kind.ALERT:
            return None
        if row.kind == Kind.TAKEN_BACK:
            return self._model_back.of(self._read(row.takes_back or 0).before, row.commit)
        with tempfile.TemporaryDirectory(prefix="release-") as folder:
            content = self._checkout.repository.export(row.commit, Path(folder))
            found = self._models.model_for(content)
        if found is None:
            raise ReleaseRefused(UNTRAINED)
        return found

    def _prepared(self, model: Path) -> None:
        try:
            self._assistant.prepare(model)
        except ModelNotTaken as refused:
            raise ModelRefused(f"{refused}.") from None
        except RasaAway:
            raise AssistantAway from None

    def _finish(self, row: Release, live: marker.Live) -> None:
        """The files are changed. Everything that shows them changes over, or the files are put back."""
        if row.kind != Kind.ALERT:
            if problem := self._changed_over(live):
                self._put_back(row)
                raise ReleaseRefused(
                    f"The new content cannot be shown, so it was taken back at once: {problem}"
                )
            model = self._model_of(row)
            try:
                if model is not None:
                    self._assistant.switch(model)
            except ModelNotTaken as refused:
                self._put_back(row)
                raise ModelRefused(f"{refused}.") from None
            except RasaAway:
                # It starts with the model of the live files; a process that merely did not hear is told again.
                log.warning("model_not_switched", release=row.id)
        row = self._update(row.id, status=Status.LIVE, live_at=self._clock(), problem=None)
        words = {Kind.ALERT: "Published at once", Kind.TAKEN_BACK: "Taken back"}.get(
            Kind(row.kind), "Went live"
        )
        self._record(row, f"{words}: {row.title}")
        if row.kind == Kind.DRAFT and row.draft_id is not None:
            try:
                self._drafts.released(row.draft_id, Person(row.who, row.email), row.commit)
            except DraftProblem as problem:  # live all the same; the next round closes it
                log.warning("draft_not_closed", draft=row.draft_id, problem=str(problem))
        with suppress(CouncilDataError):
            self.keep_models(ReleaseRules.load(self._content / "council"))
        log.info("released", release=row.id, kind=row.kind, commit=row.commit, model=row.model)

    def _changed_over(self, live: marker.Live) -> str | None:
        """Wait until the processes show the new content. Why one cannot; none when they do, or do not run."""
        running = {view.process for view in self._shown.all()}
        deadline = time.monotonic() + CHANGE_OVER_SECONDS
        while time.monotonic() < deadline:
            shown = {view.process: view for view in self._shown.all() if view.stamp == live.stamp}
            if problem := next((view.problem for view in shown.values() if view.problem), None):
                return problem
            if shown.keys() >= running & set(NEEDED):
                return None
            time.sleep(LOOK_SECONDS)
        log.warning("content_not_shown_by_all", stamp=live.stamp)
        return None

    def _put_back(self, row: Release) -> None:
        self._checkout.move(row.commit, row.before)
        marker.write(self._state, row.before)
        with suppress(RasaAway):
            self._assistant.forget()

    def _keep_in_step(self) -> None:
        """A Rasa process that was away when the model changed is told again."""
        newest = select(Release).where(Release.status == Status.LIVE, Release.model.is_not(None))
        with self._database.reading() as session:
            row = session.scalar(newest.order_by(Release.live_at.desc(), Release.id.desc()).limit(1))
        if row is None:
            return
        try:
            if self._assistant.names() == {row.model}:
                return
            model = self._models.model_for(self._content)
            if model is not None and model.name == row.model:
                self._assistant.switch(model)
                log.info("model_switched_again", model=model.name)
        except RasaAway:
            return
        except (ModelNotTaken, OSError) as error:
            log.warning("model_not_switched", problem=str(error))

    def _read(self, release_id: int) -> Release:
        with self._database.reading() as session:
            return session.get_one(Release, release_id)

    def _update(self, release_id: int, **values: object) -> Release:
        with self._database.session() as session:
            row = session.get_one(Release, release_id)
            for name, value in values.items():
                setattr(row, name, value)
        return row

    def _record(self, row: Release, what: str) -> None:
        with self._database.session() as session:
            who = Person(row.who, row.email)
            record(session, who, what, row.draft_id, row.commit or None, at=self._clock())
