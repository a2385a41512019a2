"""The studio, put together: what the server mounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Depends

import studio.drafts.pages
import studio.drafts.record_page
import studio.releasing.pages
import studio.workshop.pages
from database.base import now
from database.engine import Database
from pages.pages import Pages
from staff.sessions import Sessions
from studio.drafts.drafts import Drafts
from studio.releasing.releases import Releases
from studio.room import APPROVERS, EDITORS, Room
from studio.workshop.comparison import Comparisons
from studio.workshop.jobs import Jobs

LARGEST_FORM = 2 * 1024 * 1024  # bytes; ten thousand phrases pasted at once fit


def router(
    content: Path,
    *,
    database: Database,
    pages: Pages,
    sessions: Sessions,
    drafts: Drafts,
    jobs: Jobs | None = None,
    comparisons: Comparisons | None = None,
    releases: Releases | None = None,
    clock: Callable[[], datetime] = now,
) -> APIRouter:
    """Everything under /studio.

    Args:
        content: the checkout whose files are live.
        jobs, comparisons: the workshop's; they are in the database, so that those made here do as well.
        releases: without them nothing goes live from here, and there are no pages for it.
    """
    pages.add_room("studio", Path(__file__).resolve().parent)
    jobs, comparisons = jobs or Jobs(database, clock), comparisons or Comparisons(database, clock)
    room = Room(content, database, pages, drafts, jobs, comparisons, releases, clock)
    routes = APIRouter(prefix="/studio", include_in_schema=False, max_body_size=LARGEST_FORM)
    editor, approver = Depends(sessions.signed_in(*EDITORS)), Depends(sessions.signed_in(*APPROVERS))
    # Each adds its pages.
    parts: tuple[Any, ...] = (
        studio.drafts.record_page,
        studio.drafts.pages,
        studio.workshop.pages,
        studio.releasing.pages,
    )
    for part in parts:
        part.add_routes(routes, room, editor, approver)
    return routes
