"""The studio, put together: what the server mounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Depends

import studio.drafts.pages
import studio.drafts.record_page
from database.base import now
from database.engine import Database
from pages.pages import Pages
from staff.sessions import Sessions
from studio.drafts.drafts import Drafts
from studio.room import APPROVERS, EDITORS, Room

LARGEST_FORM = 2 * 1024 * 1024  # bytes; ten thousand phrases pasted at once fit


def router(
    content: Path,
    *,
    database: Database,
    pages: Pages,
    sessions: Sessions,
    drafts: Drafts,
    clock: Callable[[], datetime] = now,
) -> APIRouter:
    """Everything under /studio.

    Args:
        content: the checkout whose files are live.
    """
    pages.add_room("studio", Path(__file__).resolve().parent)
    room = Room(content, database, pages, drafts, clock)
    routes = APIRouter(prefix="/studio", include_in_schema=False, max_body_size=LARGEST_FORM)
    editor, approver = Depends(sessions.signed_in(*EDITORS)), Depends(sessions.signed_in(*APPROVERS))
    parts: tuple[Any, ...] = (studio.drafts.record_page, studio.drafts.pages)  # each adds its pages
    for part in parts:
        part.add_routes(routes, room, editor, approver)
    return routes
