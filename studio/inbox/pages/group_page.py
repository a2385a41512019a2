"""One group: its messages, what they may be about, and the decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import RedirectResponse, Response

from staff.sessions import SignedIn
from studio.drafts.errors import DraftProblem
from studio.ears import Understood, Waking
from studio.files.refused import NotSaved
from studio.inbox.area import area_of
from studio.inbox.deciding import OUT_OF_SCOPE, AlreadyDecided, Deciding, DecisionRefused, Wish
from studio.inbox.guesses import guesses
from studio.inbox.inbox import MESSAGES_ON_A_PAGE, GroupView, Inbox
from studio.inbox.models import Kind
from studio.inbox.pages.list_page import LARGEST_ID, show_list
from studio.inbox.pages.words import REASONS, Known, sentence
from studio.masking import marks
from studio.room import Room

log = structlog.get_logger(__name__)

MOST_HEARD = 5  # messages the models are asked about
NO_ROOM = "This was not saved: there is no room on the disk. Nothing was changed"

RowId = Annotated[int, Path(ge=1, le=LARGEST_ID)]


def show_group(
    request: Request,
    room: Room,
    me: SignedIn,
    group: GroupView,
    *,
    decided: int | None = None,
    errors: dict[str, str] | None = None,
    first: str = "",
    filled: dict[str, Any] | None = None,
    asked: bool = False,
    status: int = 200,
) -> Response:
    """`filled`: what the form held that came back. `asked`: the models are asked at once, without a script."""
    inbox, known = Inbox(room.database), Known.to(room, me)
    decision = inbox.decision(decided) if decided else None
    before = inbox.last_of_group(group.id)
    return room.page(
        request,
        "inbox/group.html",
        me,
        status=status,
        group=group,
        messages=group.messages[:MESSAGES_ON_A_PAGE],
        guesses=guesses(group.messages, known.titles),
        known=known,
        reasons=REASONS,
        before=sentence(before, known) if before else "",
        decision=decision,
        done=sentence(decision, known) if decision else "",
        first=first,
        errors=errors or {},
        filled=filled or {"ticked": None, "intent": "", "rest": "leave", "use": "teach"},
        heard=_heard(room, me, group) if asked else None,
    )


def add_routes(routes: APIRouter, room: Room, editor: Any, approver: Any) -> None:
    inbox = Inbox(room.database)
    deciding = Deciding(room.database, room.drafts, area_of(room.content), room.clock)

    @routes.get("/inbox/groups/{group_id}")
    def group(
        request: Request,
        group_id: RowId,
        decided: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
        ask: str = "",
        me: SignedIn = editor,
    ) -> Response:
        found = inbox.group(group_id)
        if found is None:
            return _settled(request, room, me, group_id)
        return show_group(request, room, me, found, decided=decided, asked=bool(ask))

    @routes.get("/inbox/groups/{group_id}/heard")
    def heard(request: Request, group_id: RowId, me: SignedIn = editor) -> Response:
        """What the models make of the most typical messages now: a part of the page, asked for by a script."""
        found = inbox.group(group_id)
        if found is None:
            return Response(status_code=404)
        known = Known.to(room, me)
        return room.page(
            request, "inbox/heard.html", me, heard=_heard(room, me, found), known=known, group=found
        )

    @routes.post("/inbox/groups/{group_id}/decide")
    def decide(
        request: Request,
        group_id: RowId,
        *,
        message: Annotated[list[str] | None, Form()] = None,
        decision: Annotated[str, Form()] = "",
        guess: Annotated[str, Form()] = "",
        intent: Annotated[str, Form()] = "",
        use: Annotated[str, Form()] = "teach",
        rest: Annotated[str, Form()] = "leave",
        me: SignedIn = editor,
    ) -> Response:
        found = inbox.group(group_id)
        known = Known.to(room, me)
        ticked = _ids(message or [])
        filled = {"ticked": ticked, "intent": intent, "rest": rest, "use": use}

        def again(errors: dict[str, str], status: int) -> Response:
            now = inbox.group(group_id)
            if now is None:
                return _settled(request, room, me, group_id)
            return show_group(request, room, me, now, errors=errors, filled=filled, status=status)

        if found is None:
            return _settled(request, room, me, group_id)
        try:
            wish = _wish(group_id, ticked, decision, guess, intent, use, rest, known)
            made = deciding.decide(me, wish)
        except DecisionRefused as refused:
            return again({refused.field: refused.message}, 422)
        except AlreadyDecided as already:
            first = _first(already, known)
            now = inbox.group(group_id)
            if now is None:
                return show_list(request, room, me, first=first, status=409)
            return show_group(request, room, me, now, first=first, status=409)
        except DraftProblem as problem:
            return again({"decision": problem.sentence}, 409)
        except NotSaved as failed:
            log.error("inbox_decision_not_saved", reason=str(failed))
            return again({"decision": NO_ROOM}, 507)
        if made.kind is Kind.NEW_ENQUIRY:
            return RedirectResponse(f"/studio/inbox?decided={made.id}", 303)  # where its page can be begun
        following = inbox.next_group(after=group_id)
        page = f"/studio/inbox/groups/{following}" if following else "/studio/inbox"
        return RedirectResponse(f"{page}?decided={made.id}", 303)


def _ids(told: Sequence[str]) -> tuple[int, ...]:
    """The numbers of the messages that were ticked; what is none was never on the page."""
    return tuple(int(one) for one in told if one.isascii() and one.isdigit() and int(one) <= LARGEST_ID)


def _wish(
    group_id: int,
    ticked: tuple[int, ...],
    decision: str,
    guess: str,
    intent: str,
    use: str,
    rest: str,
    known: Known,
) -> Wish:
    """What the form asks for. Raises DecisionRefused."""
    settles_rest = rest == "settle"
    if decision == Kind.OUT_OF_SCOPE and use == Kind.TESTING:
        return Wish(Kind.TESTING, group_id, ticked, OUT_OF_SCOPE, rest=settles_rest)
    if decision in (Kind.OUT_OF_SCOPE, Kind.NEW_ENQUIRY, Kind.DISMISS):
        return Wish(Kind(decision), group_id, ticked, rest=settles_rest)
    kind = Kind.TESTING if use == Kind.TESTING else Kind.TEACH
    name = known.name(guess or intent)
    if name is None and intent.strip():
        near = get_close_matches(intent, list(known.titles.values()), n=1, cutoff=0.5)
        hint = f". Did you mean {near[0]}?" if near else ""
        raise DecisionRefused(f"There is no enquiry called “{intent.strip()[:80]}”{hint}", "intent")
    return Wish(kind, group_id, ticked, name, rest=settles_rest)


def _first(already: AlreadyDecided, known: Known) -> str:
    if already.by is None:
        return "Some of these messages have been deleted. Nothing was changed."
    return f"{already.by.who} was first: {sentence(already.by, known)}. Nothing of yours was changed."


def _settled(request: Request, room: Room, me: SignedIn, group_id: int) -> Response:
    """The list, and what became of a group that is not open any more."""
    last = Inbox(room.database).last_of_group(group_id)
    known = Known.to(room, me)
    told = (
        f"{last.who} has decided: {sentence(last, known)}." if last else "These messages are no longer kept."
    )
    return show_list(request, room, me, first=told, status=409 if request.method == "POST" else 404)


@dataclass(frozen=True)
class Heard:
    """Of the most typical messages: the words, what the live model made of them then, what it makes of them now, and
    what the draft's does. What is not known is None. `waking`: the draft's model will be ready in a moment."""

    messages: list[tuple[str, Understood, Understood | None, Understood | None]]
    waking: bool


def _heard(room: Room, me: SignedIn, group: GroupView) -> Heard:
    messages = group.messages[:MOST_HEARD]
    texts = [marks.phrase(message.words, area_of(room.content)) for message in messages]
    draft = room.drafts.current_name(me)
    nothing: list[Understood | None] = [None] * len(texts)
    live = room.live_ears.understand(texts) or nothing
    drafted: list[Understood | None] = nothing
    waking = False
    try:
        drafted = [*(room.draft_ears.understand(draft.id, texts) or nothing)] if draft else nothing
    except Waking:
        waking = True
    told = [
        (message.shown, Understood.of(dict(message.understood)), now, then)
        for message, now, then in zip(messages, live, drafted, strict=True)
    ]
    return Heard(told, waking)
