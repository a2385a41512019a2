"""The pages of drafts: all of them, a new one, one with its differences and history, conflicts, discarding."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Depends, Form, Path, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from staff.models import Role
from staff.sessions import SignedIn
from studio.drafts.bar import HOME, way_back
from studio.drafts.errors import DraftProblem, DraftsUnavailable, UnfitTitle, UnknownDraft
from studio.drafts.models import LONGEST_TITLE
from studio.drafts.people import Person
from studio.drafts.rows import DraftRow
from studio.drafts.views import Conflicts, DraftView
from studio.room import Room
from studio.versions.merge import Conflict, as_choice

log = structlog.get_logger(__name__)
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]
NEWS = {  # what the page before did, named in the address
    "started": "The draft is started. Your changes go to it.",
    "undone": "Done. The history below keeps both steps.",
    "updated": "The draft has everything that is live.",
    "discarded": "The draft is discarded.",
}
CHOOSE = "Select which to keep"


async def _sent(request: Request) -> FormData:
    return await request.form()


def may_discard(me: SignedIn, draft: DraftView) -> bool:
    """One's own draft; approvers and administrators anybody's."""
    return me.role in (Role.APPROVER, Role.ADMINISTRATOR) or draft.owner_email == me.email


def ways(conflict: Conflict) -> tuple[str, ...]:
    """What may be chosen for a part."""
    return ("live", "draft", "both") if conflict.both else ("live", "draft")


def add_routes(routes: APIRouter, room: Room, editor: Any, approver: Any) -> None:
    """Everything under /studio/drafts but the record of changes."""
    drafts = room.drafts

    def stopped(request: Request, me: SignedIn, problem: DraftProblem) -> Response:
        """A page that says what is in the way."""
        status = (
            503
            if isinstance(problem, DraftsUnavailable)
            else 404
            if isinstance(problem, UnknownDraft)
            else 409
        )
        log.warning("draft_problem", problem=str(problem), kind=type(problem).__name__)
        return room.page(request, "drafts/stopped.html", me, status=status, problem=problem)

    def guarded(request: Request, me: SignedIn, answer: Callable[[], Response]) -> Response:
        try:
            return answer()
        except DraftProblem as problem:
            return stopped(request, me, problem)

    def to(draft_id: int, news: str = "") -> Response:
        return RedirectResponse(f"{HOME}/{draft_id}" + (f"?news={news}" if news else ""), 303)

    def form(request: Request, me: SignedIn, title: str = "", back: str = "", error: str = "") -> Response:
        status = 422 if error else 200
        return room.page(
            request,
            "drafts/new.html",
            me,
            status=status,
            title=title,
            back=back,
            error=error,
            longest=LONGEST_TITLE,
        )

    @routes.get("/drafts")
    def all_drafts(request: Request, news: str = "", me: SignedIn = editor) -> Response:
        def answer() -> Response:
            rows = [DraftRow.of(draft, drafts.difference(draft.base, draft.head)) for draft in drafts.all()]
            current = drafts.current_name(me)
            return room.page(
                request,
                "drafts/list.html",
                me,
                rows=rows,
                closed=drafts.closed(),
                current=current.id if current else None,
                news=NEWS.get(news),
            )

        return guarded(request, me, answer)

    @routes.get("/drafts/new")
    def new(request: Request, back: str = "", me: SignedIn = editor) -> Response:
        return form(request, me, back=way_back(back, ""))

    @routes.post("/drafts")
    def start(
        request: Request,
        title: Annotated[str, Form()] = "",
        back: Annotated[str, Form()] = "",
        me: SignedIn = editor,
    ) -> Response:
        def answer() -> Response:
            try:
                draft = drafts.open(title, Person.of(me))
            except UnfitTitle as unfit:
                return form(request, me, title, way_back(back, ""), unfit.sentence)
            drafts.choose(me, draft.id)
            page = way_back(back, "")
            return RedirectResponse(page, 303) if page else to(draft.id, "started")

        return guarded(request, me, answer)

    @routes.post("/drafts/choose")
    def choose(
        request: Request,
        draft_id: Annotated[int, Form(ge=0, le=2**31 - 1)],
        back: Annotated[str, Form()] = "",
        me: SignedIn = editor,
    ) -> Response:
        """0 is no draft."""

        def answer() -> Response:
            drafts.choose(me, draft_id or None)
            return RedirectResponse(way_back(back), 303)

        return guarded(request, me, answer)

    @routes.get("/drafts/{draft_id}")
    def one(request: Request, draft_id: RowId, news: str = "", me: SignedIn = editor) -> Response:
        def answer() -> Response:
            draft = drafts.get(draft_id)
            current = drafts.current_name(me)
            return room.page(
                request,
                "drafts/draft.html",
                me,
                draft=draft,
                diff=drafts.difference(draft.base, draft.head),
                history=drafts.history(draft_id),
                since=drafts.since(draft_id),
                mine=current is not None and current.id == draft_id,
                may_discard=may_discard(me, draft),
                news=NEWS.get(news),
            )

        return guarded(request, me, answer)

    @routes.post("/drafts/{draft_id}/undo")
    def undo(
        request: Request, draft_id: RowId, step: Annotated[str, Form()] = "", me: SignedIn = editor
    ) -> Response:
        def answer() -> Response:
            drafts.undo(draft_id, Person.of(me), step or None)
            return to(draft_id, "undone")

        return guarded(request, me, answer)

    @routes.post("/drafts/{draft_id}/update")
    def update(request: Request, draft_id: RowId, me: SignedIn = editor) -> Response:
        def answer() -> Response:
            result = drafts.bring_up_to_date(draft_id, Person.of(me))
            if isinstance(result, Conflicts):
                return RedirectResponse(f"{HOME}/{draft_id}/conflicts", 303)
            return to(draft_id, "updated")

        return guarded(request, me, answer)

    def conflicts_page(
        request: Request,
        me: SignedIn,
        draft_id: int,
        found: Conflicts,
        choices: dict[str, str],
        *,
        asked: bool,
    ) -> Response:
        missing = [one for one in found.conflicts if choices.get(one.key) not in ways(one)] if asked else []
        return room.page(
            request,
            "drafts/conflicts.html",
            me,
            status=422 if asked else 200,
            draft=drafts.get(draft_id),
            found=found,
            choices=choices,
            missing={conflict.key for conflict in missing},
            errors=[{"text": f"{CHOOSE}: {one.part}", "href": f"#choice-{one.key}"} for one in missing],
            choose=CHOOSE,
        )

    @routes.get("/drafts/{draft_id}/conflicts")
    def conflicts(request: Request, draft_id: RowId, me: SignedIn = editor) -> Response:
        def answer() -> Response:
            found = drafts.conflicts(draft_id)
            if found is None:
                return to(draft_id)
            return conflicts_page(request, me, draft_id, found, {}, asked=False)

        return guarded(request, me, answer)

    @routes.post("/drafts/{draft_id}/conflicts")
    def settle(
        request: Request, draft_id: RowId, sent: FormData = Depends(_sent), me: SignedIn = editor
    ) -> Response:
        def answer() -> Response:
            named = {
                name.removeprefix("choice-"): value
                for name, value in sent.items()
                if name.startswith("choice-")
            }
            choices = {key: value for key, value in named.items() if as_choice(str(value))}
            live, head = str(sent.get("live", "")), str(sent.get("head", ""))
            result = drafts.resolve(
                draft_id,
                Person.of(me),
                {key: str(value) for key, value in choices.items()},
                live=live,
                head=head,
            )
            if isinstance(result, Conflicts):
                # Shown whole, for what was chosen before is not done yet.
                found = drafts.conflicts(draft_id) or result
                kept = {key: str(value) for key, value in choices.items()}
                return conflicts_page(request, me, draft_id, found, kept, asked=True)
            return to(draft_id, "updated")

        return guarded(request, me, answer)

    @routes.get("/drafts/{draft_id}/discard")
    def ask_discard(request: Request, draft_id: RowId, me: SignedIn = editor) -> Response:
        def answer() -> Response:
            draft = drafts.get(draft_id)
            if not draft.open or not may_discard(me, draft):
                return to(draft_id)
            diff = drafts.difference(draft.base, draft.head)
            return room.page(request, "drafts/discard.html", me, draft=draft, diff=diff)

        return guarded(request, me, answer)

    @routes.post("/drafts/{draft_id}/discard")
    def discard(request: Request, draft_id: RowId, me: SignedIn = editor) -> Response:
        def answer() -> Response:
            if not may_discard(me, drafts.get(draft_id)):
                return to(draft_id)
            drafts.discard(draft_id, Person.of(me))
            return RedirectResponse(f"{HOME}?news=discarded", 303)

        return guarded(request, me, answer)
