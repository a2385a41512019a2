"""The pages of going live: a draft at the gate, the releases, one release, and taking one back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import RedirectResponse, Response

from council.yaml_files import CouncilDataError
from staff.sessions import SignedIn
from studio.drafts.errors import DraftProblem, DraftsUnavailable, OpenedAlready, UnknownDraft
from studio.drafts.people import Person
from studio.releasing.errors import ReleaseRefused, UnknownRelease
from studio.releasing.models import LONGEST_REASON
from studio.releasing.releases import Releases
from studio.room import APPROVERS, Room

log = structlog.get_logger(__name__)
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]
NOW, WINDOW = "now", "window"
WRONG_RULES = "The rules in council/release.yml have mistakes, so nothing goes live. Have them mended."
Answer = Callable[[], Response]


def add_routes(routes: APIRouter, room: Room, editor: Any, approver: Any) -> None:
    """/studio/drafts/{draft_id}/release and everything under /studio/releases."""
    if room.releases is not None:
        _add_gate(routes, room, room.releases, editor, approver)
        _add_releases(routes, room, room.releases, editor, approver)


def _add_gate(routes: APIRouter, room: Room, releases: Releases, editor: Any, approver: Any) -> None:
    def gate_page(
        request: Request, me: SignedIn, draft_id: int, error: str = "", field: str = "", **sent: str
    ) -> Response:
        draft = room.drafts.get(draft_id)
        if draft.open and not releases.is_quick(draft):
            return room.page(request, "releasing/judging.html", me, draft=draft)
        return room.page(
            request,
            "releasing/gate.html",
            me,
            status=422 if error else 200,
            draft=draft,
            waiting=releases.waiting(draft_id),
            gate=releases.gate(draft_id) if draft.open else None,
            approvals=releases.approvals(draft.head),
            compared=room.comparisons.latest(draft_id, draft.head) is not None,
            is_approver=me.role in APPROVERS,
            may_approve=draft.open and releases.may_approve(draft_id, Person.of(me)),
            open_now=releases.is_open(),
            next_window=releases.next_window(),
            longest=LONGEST_REASON,
            error=error,
            field=field,
            sent=sent,
        )

    @routes.get("/drafts/{draft_id}/release")
    def gate(request: Request, draft_id: RowId, me: SignedIn = editor) -> Response:
        return _guarded(room, request, me, lambda: gate_page(request, me, draft_id))

    @routes.get("/drafts/{draft_id}/release/judged")
    def judge(request: Request, draft_id: RowId, me: SignedIn = editor) -> Response:
        """Takes its time over the rules; then the page answers at once. htmx has it fetched, others are sent there."""

        def answer() -> Response:
            releases.gate(draft_id)
            if "HX-Request" in request.headers:
                return Response(headers={"HX-Refresh": "true"})
            return RedirectResponse(f"/studio/drafts/{draft_id}/release", 303)

        return _guarded(room, request, me, answer)

    @routes.post("/drafts/{draft_id}/approve")
    def approve(
        request: Request,
        draft_id: RowId,
        commit: Annotated[str, Form(max_length=64)] = "",
        note: Annotated[str, Form()] = "",
        me: SignedIn = approver,
    ) -> Response:
        def answer() -> Response:
            try:
                releases.approve(draft_id, commit, Person.of(me), note)
            except ReleaseRefused as refused:
                return gate_page(request, me, draft_id, refused.sentence, "note", note=note)
            log.info("draft_approved", draft=draft_id, commit=commit, staff=me.id)
            return RedirectResponse(f"/studio/drafts/{draft_id}/release", 303)

        return _guarded(room, request, me, answer)

    @routes.post("/drafts/{draft_id}/release")
    def release(
        request: Request,
        draft_id: RowId,
        why: Annotated[str, Form()] = "",
        when: Annotated[str, Form(max_length=10)] = NOW,
        me: SignedIn = approver,
    ) -> Response:
        def answer() -> Response:
            at = releases.next_window() if when == WINDOW and not releases.is_open() else None
            try:
                asked = releases.release(draft_id, Person.of(me), why, at)
            except ReleaseRefused as refused:
                return gate_page(request, me, draft_id, refused.sentence, "why", why=why, when=when)
            log.info("release_asked", release=asked.id, draft=draft_id, staff=me.id)
            return RedirectResponse(f"/studio/releases/{asked.id}", 303)

        return _guarded(room, request, me, answer)


def _add_releases(routes: APIRouter, room: Room, releases: Releases, editor: Any, approver: Any) -> None:
    @routes.get("/releases")
    def all_releases(request: Request, me: SignedIn = editor) -> Response:
        def answer() -> Response:
            return room.page(
                request,
                "releasing/list.html",
                me,
                live=releases.live(),
                history=releases.history(),
                taken_back=releases.taken_back.all(),
                is_approver=me.role in APPROVERS,
            )

        return _guarded(room, request, me, answer)

    @routes.get("/releases/{release_id}")
    def one(request: Request, release_id: RowId, me: SignedIn = editor) -> Response:
        def answer() -> Response:
            view = releases.view(release_id)
            return room.page(
                request,
                "releasing/release.html",
                me,
                release=view,
                approved=releases.approved(view),
                back=releases.taken_back.by(release_id),
                opened=releases.taken_back.opened_again(release_id),
                is_approver=me.role in APPROVERS,
            )

        return _guarded(room, request, me, answer)

    @routes.post("/releases/{release_id}/open-again")
    def open_again(request: Request, release_id: RowId, me: SignedIn = editor) -> Response:
        """The work of a release that was taken back, on a new draft, which the editor then works on."""

        def answer() -> Response:
            try:
                draft = releases.taken_back.open_again(release_id, Person.of(me))
            except OpenedAlready as already:
                room.drafts.choose(me, already.draft.id)
                return RedirectResponse(f"/studio/drafts/{already.draft.id}?news=already", 303)
            room.drafts.choose(me, draft.id)
            log.info("draft_opened_again", release=release_id, draft=draft.id, staff=me.id)
            return RedirectResponse(f"/studio/drafts/{draft.id}?news=again", 303)

        return _guarded(room, request, me, answer)

    @routes.get("/releases/{release_id}/progress")
    def progress(request: Request, release_id: RowId, me: SignedIn = editor) -> Response:
        """The part of the page that changes while a release is under way; when it is over the whole page comes anew."""

        def answer() -> Response:
            view = releases.view(release_id)
            page = room.page(request, "releasing/progress.html", me, release=view)
            if view.over:
                page.headers["HX-Refresh"] = "true"
            return page

        return _guarded(room, request, me, answer)

    @routes.post("/releases/{release_id}/cancel")
    def cancel(request: Request, release_id: RowId, me: SignedIn = approver) -> Response:
        def answer() -> Response:
            releases.cancel(release_id, Person.of(me))
            log.info("release_cancelled", release=release_id, staff=me.id)
            return RedirectResponse(f"/studio/releases/{release_id}", 303)

        return _guarded(room, request, me, answer)

    def confirm(request: Request, me: SignedIn, release_id: int, error: str = "", why: str = "") -> Response:
        return room.page(
            request,
            "releasing/take_back.html",
            me,
            status=422 if error else 200,
            release=releases.view(release_id),
            longest=LONGEST_REASON,
            error=error,
            why=why,
        )

    @routes.get("/releases/{release_id}/take-back")
    def ask_to_take_back(request: Request, release_id: RowId, me: SignedIn = approver) -> Response:
        def answer() -> Response:
            releases.may_be_taken_back(release_id)  # what stands in the way is said before anybody writes why
            return confirm(request, me, release_id)

        return _guarded(room, request, me, answer)

    @routes.post("/releases/{release_id}/take-back")
    def take_back(
        request: Request, release_id: RowId, why: Annotated[str, Form()] = "", me: SignedIn = approver
    ) -> Response:
        def answer() -> Response:
            try:
                asked = releases.take_back(release_id, Person.of(me), why)
            except UnknownRelease:
                raise
            except ReleaseRefused as refused:
                return confirm(request, me, release_id, refused.sentence, why)
            log.info("take_back_asked", release=release_id, by=asked.id, staff=me.id)
            return RedirectResponse(f"/studio/releases/{asked.id}", 303)

        return _guarded(room, request, me, answer)


def _guarded(room: Room, request: Request, me: SignedIn, answer: Answer) -> Response:
    """The answer, or a page that says what is in the way."""
    try:
        return answer()
    except (UnknownDraft, UnknownRelease) as problem:
        status, sentence = 404, problem.sentence
    except DraftsUnavailable as problem:
        status, sentence = 503, problem.sentence
    except (DraftProblem, ReleaseRefused) as problem:
        status, sentence = 409, problem.sentence
    except CouncilDataError as error:
        status, sentence = 409, f"{WRONG_RULES} {error}".replace(f"{room.content}/", "")
    log.warning("release_page_stopped", sentence=sentence)
    return room.page(request, "releasing/stopped.html", me, status=status, sentence=sentence)
