"""The queue of what editors asked of the workshop. One worker takes the jobs, the oldest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from database.base import now
from database.engine import Database
from studio.workshop.models import Job, Kind, Status

SILENT_AFTER = timedelta(
    seconds=20
)  # a worker says that it is alive every second; by then it has been killed
MOST_TRIES = 2  # a job that killed two workers would kill a third
OPEN = (Status.QUEUED, Status.RUNNING)
KILLED = "The machine stopped the work twice. It may be short of memory. Tell whoever looks after the server."


class UnknownJob(LookupError):
    """There is no such job."""


@dataclass(frozen=True)
class JobView:
    """A job as it stands. `ahead`: jobs that are taken before it; `problem` is in an editor's words."""

    id: int
    kind: Kind
    draft_id: int
    commit: str
    status: Status
    stage: str
    percent: int
    seconds_left: int | None
    problem: str | None
    model: str | None
    asked_by: str
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    cancel_asked: bool
    ahead: int = 0

    @property
    def is_open(self) -> bool:
        return self.status in OPEN


class Jobs:
    """Asked by the pages, worked through by studio_worker. Everything is in the database, so nothing asked is lost.

    Args:
        clock: the present moment, aware.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database, self._clock = database, clock

    def ask(self, kind: Kind | str, draft_id: int, commit: str, who: str) -> JobView:
        """Queue a job; the one that is there already when the same was asked and has not ended.

        Another commit's job of the same draft that nobody has begun gives way: its model is wanted no more.
        """
        with self._database.session() as session:
            for job in session.scalars(select(Job).where(Job.draft_id == draft_id, Job.status.in_(OPEN))):
                if (job.kind, job.commit) == (Kind(kind), commit) and not job.cancel_asked:
                    return _view(session, job)
                if job.status == Status.QUEUED and job.commit != commit:
                    self._end(job, Status.CANCELLED)
            job = Job(kind=Kind(kind), draft_id=draft_id, commit=commit, asked_by=who, asked_at=self._clock())
            session.add(job)
            session.flush()
            return _view(session, job)

    def view(self, job_id: int) -> JobView:
        """Raises UnknownJob."""
        with self._database.reading() as session:
            return _view(session, _job(session, job_id))

    def of(self, draft_id: int) -> list[JobView]:
        """A draft's jobs, the newest first."""
        with self._database.reading() as session:
            jobs = session.scalars(select(Job).where(Job.draft_id == draft_id).order_by(Job.id.desc()))
            return [_view(session, job) for job in jobs]

    def running(self) -> JobView | None:
        """The job that a worker has, whosever draft it is for."""
        silent = self._clock() - SILENT_AFTER
        wanted = select(Job).where(Job.status == Status.RUNNING, Job.heard_at >= silent)
        with self._database.reading() as session:
            job = session.scalar(wanted.order_by(Job.id.desc()).limit(1))
            return _view(session, job) if job else None

    def cancel(self, job_id: int, who: str) -> JobView:
        """Stop a job: at once when nobody has begun it, else as soon as its worker hears. One that ended stays so.

        Raises:
            UnknownJob
        """
        with self._database.session() as session:
            job = _job(session, job_id)
            if job.status == Status.QUEUED:
                self._end(job, Status.CANCELLED)
            elif job.status == Status.RUNNING:
                job.cancel_asked = True
            return _view(session, job)

    # What follows is the worker's.

    def take(self, worker: str) -> JobView | None:
        """The next job, which is then this worker's; none when there is nothing to do.

        Raises nothing for the jobs of workers that were killed: they are taken again, or ended with a reason.
        """
        with self._database.session() as session:
            self._recover(session)
            waiting = select(Job).where(Job.status == Status.QUEUED).order_by(Job.id).limit(1)
            job = session.scalar(waiting.with_for_update(skip_locked=True))
            if job is None:
                return None
            job.status, job.worker, job.tries = Status.RUNNING, worker, job.tries + 1
            job.heard_at = job.started_at = self._clock()
            job.percent, job.stage, job.seconds_left = 0, "", None
            return _view(session, job)

    def beat(self, job_id: int, worker: str, stage: str, percent: int, seconds_left: int | None) -> bool:
        """Say how far a job is; false when it is to be stopped, or is no longer this worker's."""
        with self._database.session() as session:
            job = _job(session, job_id)
            if job.status != Status.RUNNING or job.worker != worker or job.cancel_asked:
                return False
            job.heard_at, job.stage = self._clock(), stage
            job.percent, job.seconds_left = max(job.percent, percent), seconds_left
            return True

    def finish(self, job_id: int, worker: str, model: str) -> None:
        with self._database.session() as session:
            job = _job(session, job_id)
            if job.worker == worker and job.status == Status.RUNNING:
                job.model, job.percent = model, 100
                self._end(job, Status.DONE)

    def fail(self, job_id: int, worker: str, problem: str) -> None:
        """End a job for a reason that an editor understands."""
        with self._database.session() as session:
            job = _job(session, job_id)
            if job.worker == worker and job.status == Status.RUNNING:
                job.problem = problem
                self._end(job, Status.FAILED)

    def stopped(self, job_id: int, worker: str) -> None:
        """The work has stopped: because somebody asked, or because the worker goes; then another takes the job up."""
        with self._database.session() as session:
            job = _job(session, job_id)
            if job.worker != worker or job.status != Status.RUNNING:
                return
            if job.cancel_asked:
                self._end(job, Status.CANCELLED)
            else:
                job.status, job.worker, job.tries = Status.QUEUED, None, job.tries - 1

    def _recover(self, session: Session) -> None:
        silent = self._clock() - SILENT_AFTER
        for job in session.scalars(select(Job).where(Job.status == Status.RUNNING, Job.heard_at < silent)):
            if job.cancel_asked:
                self._end(job, Status.CANCELLED)
            elif job.tries < MOST_TRIES:
                job.status, job.worker = Status.QUEUED, None
            else:
                job.problem = KILLED
                self._end(job, Status.FAILED)

    def _end(self, job: Job, status: Status) -> None:
        job.status, job.ended_at, job.seconds_left = status, self._clock(), None


def _job(session: Session, job_id: int) -> Job:
    job = session.get(Job, job_id)
    if job is None:
        raise UnknownJob(job_id)
    return job


def _view(session: Session, job: Job) -> JobView:
    ahead = 0
    if job.status == Status.QUEUED:
        before = select(func.count()).where(Job.status.in_(OPEN), Job.id < job.id)
        ahead = session.scalar(before) or 0
    return JobView(
        job.id,
        Kind(job.kind),
        job.draft_id,
        job.commit,
        Status(job.status),
        job.stage,
        job.percent,
        job.seconds_left,
        job.problem,
        job.model,
        job.asked_by,
        job.asked_at,
        job.started_at,
        job.ended_at,
        job.cancel_asked,
        ahead,
    )
