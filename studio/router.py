"""The studio, put together: what the server mounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Depends

import studio.articles.pages
import studio.council.pages
import studio.enquiries.pages
import studio.exchange.pages
import studio.releasing.pages
import studio.today.pages
import studio.trying.pages
import studio.workshop.pages
from database.base import now
from database.engine import Database
from pages.pages import Pages
from staff.sessions import Sessions
from studio.articles.searching import LearnMeaning, Searches
from studio.drafts.drafts import Drafts
from studio.drafts.pages import conflicts_page, draft_page, record_page
from studio.drafts.pages import list_page as drafts_page
from studio.ears import DraftEars, LiveEars, NoDraftEars, NoEars
from studio.enquiries.heard import Mask
from studio.enquiries.looked import Looking
from studio.enquiries.scores import Scores
from studio.inbox.pages import decided_page, group_page
from studio.inbox.pages import list_page as inbox_page
from studio.releasing.releases import Releases
from studio.room import APPROVERS, EDITORS, Room
from studio.trying.trial import Trial
from studio.trying.tryings import Tryings
from studio.workshop.comparison import Comparisons
from studio.workshop.depends import Dependencies
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
    scores: Scores | None = None,
    mask: Mask | None = None,
    learn_meaning: LearnMeaning | None = None,
    live_ears: LiveEars | None = None,
    draft_ears: DraftEars | None = None,
    trial: Trial | None = None,
    looking: Looking | None = None,
    searches: Searches | None = None,
) -> APIRouter:
    """Everything under /studio.

    Args:
        content: the checkout whose files are live.
        jobs, comparisons: the workshop's; they are in the database, so that those made here do as well.
        releases: without them nothing goes live from here, and there are no pages for it.
        scores: how well each intent is understood; nothing is measured without it.
        mask: takes personal data out of what residents said; without it that is not shown.
        learn_meaning: has a search over a draft's articles find by meaning too.
        trial: live and draft side by side; without it live alone can be asked for.
        looking, searches: what the pages remember of the content; given where it is warmed before they ask.
    """
    pages.add_room("studio", Path(__file__).resolve().parent)
    room = Room(
        content=content,
        database=database,
        pages=pages,
        drafts=drafts,
        jobs=jobs or Jobs(database, clock),
        comparisons=comparisons or Comparisons(database, clock, Dependencies(content)),
        trial=trial or Trial(Tryings(database, clock)),
        releases=releases,
        clock=clock,
        scores=scores,
        mask=mask,
        looking=looking or Looking(),
        searches=searches or Searches(learn_meaning),
        live_ears=live_ears or NoEars(),
        draft_ears=draft_ears or NoDraftEars(),
    )
    routes = APIRouter(prefix="/studio", include_in_schema=False, max_body_size=LARGEST_FORM)
    editor, approver = Depends(sessions.signed_in(*EDITORS)), Depends(sessions.signed_in(*APPROVERS))
    parts: tuple[Any, ...] = (  # each adds its pages
        studio.today.pages,
        inbox_page,
        group_page,
        decided_page,
        record_page,
        drafts_page,
        draft_page,
        conflicts_page,
        studio.enquiries.pages,
        studio.articles.pages,
        studio.council.pages,
        studio.exchange.pages,
        studio.workshop.pages,
        studio.trying.pages,
        studio.releasing.pages,
    )
    for part in parts:
        part.add_routes(routes, room, editor, approver)
    return routes
