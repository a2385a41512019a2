"""One draft: what it changes, its history with undo, bringing it up to date, discarding it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import RedirectResponse, Response

from staff.sessions import SignedIn
from studio.drafts.models import DraftStatus
from studio.drafts.pages.bar import HOME
from studio.drafts.pages.guard import NEWS, guarded, may_discard, to_draft
from studio.drafts.people import Person
from studio.drafts.views import Conflicts
from studio.enquiries.personal import added_by, perhaps_added
from studio.files.content import Content
from studio.files.unreadable import unreadable
from studio.room import Room

LOOKED_AT_ONCE = (
    50  # phrases for personal data, a millisecond each; more are looked at once the page is there
)
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]


def add_routes(routes: APIRouter, room: Room, editor: Any, approver: Any) -> None:
    drafts = room.drafts

    @routes.get("/drafts/{draft_id}")
    def one(
        request: Request, draft_id: RowId, news: str = "", look: str = "", me: SignedIn = editor
    ) -> Response:
        """`look`: for personal data too, however long that takes."""

        def answer() -> Response:
            draft = drafts.get(draft_id)
            diff = drafts.difference(draft.base, draft.head)
            added = added_by(diff)
            quick = len(added) <= LOOKED_AT_ONCE or look
            current = drafts.current_name(me)
            released = draft.status == DraftStatus.RELEASED
            back = room.releases.taken_back.of_draft(draft_id) if room.releases and released else None
            return room.page(
                request,
                "drafts/draft.html",
                me,
                draft=draft,
                diff=diff,
                perhaps=perhaps_added(diff) if quick else None,
                history=drafts.history_of(draft),
                since=drafts.since(draft),
                taken_back=back,
                opened=room.releases.taken_back.opened_again(back[0]) if room.releases and back else None,
                compared=room.comparisons.latest(draft_id, draft.head) is not None,
                unreadable=unreadable(Content(draft.root)) if draft.open else [],
                mine=current is not None and current.id == draft_id,
                may_discard=may_discard(me, draft),
                news=NEWS.get(news),
            )

        return guarded(room, request, me, answer)

    @routes.get("/drafts/{draft_id}/personal")
    def look_for_personal(request: Request, draft_id: RowId, me: SignedIn = editor) -> Response:
        """The part of the page that says what may be somebody's in what a draft adds."""

        def answer() -> Response:
            draft = drafts.get(draft_id)
            perhaps = perhaps_added(drafts.difference(draft.base, draft.head))
            return room.page(request, "drafts/personal.html", me, draft=draft, perhaps=perhaps)

        return guarded(room, request, me, answer)

    @routes.post("/drafts/{draft_id}/undo")
    def undo(
        request: Request, draft_id: RowId, step: Annotated[str, Form()] = "", me: SignedIn = editor
    ) -> Response:
        """`step` is a commit; without one, the newest step that stands."""

        def answer() -> Response:
            drafts.undo(draft_id, Person.of(me), step or None)
            return to_draft(draft_id, "undone")

        return guarded(room, request, me, answer)

    @routes.post("/drafts/{draft_id}/update")
    def update(request: Request, draft_id: RowId, me: SignedIn = editor) -> Response:
        def answer() -> Response:
            if isinstance(drafts.bring_up_to_date(draft_id, Person.of(me)), Conflicts):
                return RedirectResponse(f"{HOME}/{draft_id}/conflicts", 303)
            return to_draft(draft_id, "updated")

        return guarded(room, request, me, answer)

    @routes.get("/drafts/{draft_id}/discard")
    def ask_discard(request: Request, draft_id: RowId, me: SignedIn = editor) -> Response:
        def answer() -> Response:
            draft = drafts.get(draft_id)
            if not draft.open or not may_discard(me, draft):
                return to_draft(draft_id)
            diff = drafts.difference(draft.base, draft.head)
            return room.page(request, "drafts/discard.html", me, draft=draft, diff=diff)

        return guarded(room, request, me, answer)

    @routes.post("/drafts/{draft_id}/discard")
    def discard(request: Request, draft_id: RowId, me: SignedIn = editor) -> Response:
        def answer() -> Response:
            if not may_discard(me, drafts.name_of(draft_id)):
                return to_draft(draft_id)
            drafts.discard(draft_id, Person.of(me))
            return RedirectResponse(f"{HOME}?news=discarded", 303)

        return guarded(room, request, me, answer)
