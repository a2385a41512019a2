"""A draft's pages "Train and compare" and "Comparison with the live assistant"."""

from __future__ import annotations

from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response

from staff.sessions import SignedIn
from studio.drafts.errors import DraftProblem, UnknownDraft
from studio.drafts.views import DraftView
from studio.room import Room
from studio.workshop.jobs import JobView, UnknownJob
from studio.workshop.models import Kind
from studio.workshop.rows import ComparisonRows

log = structlog.get_logger(__name__)
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]
HISTORY = 10  # jobs on the page


class NothingThere(LookupError):
    """The address names a draft or a job that does not exist; `sentence` is for the editor."""

    sentence = "This page is not there. The draft may have been discarded."


def add_routes(routes: APIRouter, room: Room, editor: Any, approver: Any) -> None:
    """Everything under /studio/drafts/{draft_id}/train and /studio/drafts/{draft_id}/comparison."""

    def stopped(request: Request, me: SignedIn, problem: DraftProblem | NothingThere) -> Response:
        status = 404 if isinstance(problem, UnknownDraft | NothingThere) else 409
        return room.page(request, "workshop/stopped.html", me, status=status, sentence=problem.sentence)

    def the_job(draft_id: int, job_id: int) -> JobView:
        try:
            job = room.jobs.view(job_id)
        except UnknownJob:
            raise NothingThere from None
        if job.draft_id != draft_id:
            raise NothingThere
        return job

    def shown(draft: DraftView) -> dict[str, Any]:
        jobs = room.jobs.of(draft.id)[:HISTORY]
        return {
            "draft": draft,
            "open_job": next((job for job in jobs if job.is_open), None),
            "ended": [job for job in jobs if not job.is_open],
            "last": next((job for job in jobs if not job.is_open and job.commit == draft.head), None),
            "compared": room.comparisons.latest(draft.id, draft.head) is not None,
        }

    @routes.get("/drafts/{draft_id}/train")
    def train(request: Request, draft_id: RowId, me: SignedIn = editor) -> Response:
        try:
            draft = room.drafts.get(draft_id)
        except DraftProblem as problem:
            return stopped(request, me, problem)
        return room.page(request, "workshop/train.html", me, **shown(draft))

    @routes.post("/drafts/{draft_id}/train")
    def ask(request: Request, draft_id: RowId, me: SignedIn = editor) -> Response:
        try:
            draft = room.drafts.get(draft_id)
        except DraftProblem as problem:
            return stopped(request, me, problem)
        job = room.jobs.ask(Kind.COMPARE, draft.id, draft.head, me.name)
        log.info("workshop_asked", job=job.id, draft=draft.id, commit=draft.head, staff=me.id)
        return RedirectResponse(f"/studio/drafts/{draft.id}/train", 303)

    @routes.post("/drafts/{draft_id}/train/{job_id}/cancel")
    def cancel(request: Request, draft_id: RowId, job_id: RowId, me: SignedIn = editor) -> Response:
        try:
            the_job(draft_id, job_id)
        except NothingThere as problem:
            return stopped(request, me, problem)
        room.jobs.cancel(job_id, me.name)
        log.info("workshop_cancelled", job=job_id, draft=draft_id, staff=me.id)
        return RedirectResponse(f"/studio/drafts/{draft_id}/train", 303)

    @routes.get("/drafts/{draft_id}/train/{job_id}/progress")
    def progress(request: Request, draft_id: RowId, job_id: RowId, me: SignedIn = editor) -> Response:
        """The part of the page that changes while a job runs. Once it has ended the whole page is fetched anew."""
        try:
            job = the_job(draft_id, job_id)
        except NothingThere as problem:
            return stopped(request, me, problem)
        page = room.page(request, "workshop/progress.html", me, open_job=job)
        if not job.is_open:
            page.headers["HX-Refresh"] = "true"
        return page

    @routes.get("/drafts/{draft_id}/comparison")
    def comparison(
        request: Request,
        draft_id: RowId,
        commit: str | None = None,
        every: bool = False,
        me: SignedIn = editor,
    ) -> Response:
        """The newest that holds for the draft as it is, or for an older commit. `every`: all changed messages."""
        try:
            draft = room.drafts.get(draft_id)
        except DraftProblem as problem:
            return stopped(request, me, problem)
        found = room.comparisons.latest(draft.id, commit or draft.head)
        if found is None:
            return room.page(request, "workshop/not_compared.html", me, status=404, draft=draft)
        content = room.drafts.content(draft.id) if draft.open else room.drafts.live_content()
        titles = {enquiry.name: enquiry.title for enquiry in content.catalogue()}
        rows = ComparisonRows(found, titles, every=every)
        return room.page(
            request,
            "workshop/comparison.html",
            me,
            draft=draft,
            found=found,
            rows=rows,
            holds=room.comparisons.holds(found.commit, draft.head),
        )
