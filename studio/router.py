"""The studio, put together: what the server mounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Depends

import studio.drafts.pages
import studio.drafts.record_page
import studio.workshop.pages
from database.base import now
from database.engine import Database
from pages.pages import Pages
from staff.sessions import Sessions
from studio.drafts.drafts import Drafts
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
    jobs: Jobs,
    comparisons: Comparisons,
    clock: Callable[[], datetime] = now,
) -> APIRouter:
    """Everything under /studio.

    Args:
        content: the checkout whose files are live.
    """
    pages.add_room("studio", Path(__file__).resolve().parent)
    room = Room(content, database, pages, drafts, jobs, comparisons, clock)
    routes = APIRouter(prefix="/studio", include_in_schema=False, max_body_size=LARGEST_FORM)
    editor, approver = Depends(sessions.signed_in(*EDITORS)), Depends(sessions.signed_in(*APPROVERS))
    # Each adds its pages.
    parts: tuple[Any, ...] = (studio.drafts.record_page, studio.drafts.pages, studio.workshop.pages)
    for part in parts:
        part.add_routes(routes, room, editor, approver)
    return routes
