"""What each page asks first: whose pair runs, and what its sides are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi.responses import RedirectResponse, Response

from staff.sessions import SignedIn
from studio.drafts.errors import DraftProblem, UnknownDraft
from studio.drafts.views import DraftView
from studio.room import Room
from studio.trying.side import Side
from studio.trying.tryings import DRAFT, LIVE, TryingView

HOME = "/studio/try"


def home() -> Response:
    return RedirectResponse(HOME, 303)


def mine(room: Room, me: SignedIn) -> TryingView | None:
    """The pair that an editor asked for, while it is asked for or runs."""
    running = room.trial.tryings.running()
    return running if running and running.staff_id == me.id else None


def ready(room: Room, me: SignedIn) -> TryingView | None:
    """The same, once it answers."""
    view = mine(room, me)
    return view if view and view.is_ready else None


def draft_of(room: Room, me: SignedIn) -> DraftView | None:
    """The draft an editor is working on; none where drafts cannot be used."""
    try:
        return room.drafts.current(me)
    except DraftProblem:
        return None


@dataclass(frozen=True)
class Beside:
    """A draft that is trained and compared meanwhile, so that all else takes longer."""

    title: str
    draft_id: int
    percent: int
    seconds_left: int | None


def beside(room: Room) -> Beside | None:
    job = room.jobs.running()
    if job is None:
        return None
    try:
        title = room.drafts.name_of(job.draft_id).title
    except DraftProblem:
        title = str(job.draft_id)
    return Beside(title, job.draft_id, job.percent, job.seconds_left)


def sides_of(view: TryingView) -> list[Side]:
    return [Side(view.sides[name]) for name in (LIVE, DRAFT) if name in view.sides]


def newest(view: TryingView) -> Path:
    """Whose conversations are played: the draft's, where there is one."""
    return Path((view.sides.get(DRAFT) or view.sides[LIVE]).content)


def about(room: Room, view: TryingView) -> Mapping[str, Any]:
    """What each side is called, and whether its draft has changed since it was started."""
    titles, changed = {LIVE: "Live"}, False
    if view.draft_id is not None:
        try:
            draft = room.drafts.get(view.draft_id)
            titles[DRAFT], changed = f"Draft: {draft.title}", draft.head != view.commit
        except UnknownDraft:
            titles[DRAFT] = "Draft"
        except DraftProblem:
            titles[DRAFT] = f"Draft {view.draft_id}"
    return {"view": view, "titles": titles, "changed": changed, "busy": beside(room)}
