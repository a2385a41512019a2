"""What every page of the studio works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from database.base import now
from database.engine import Database
from pages.pages import Pages
from staff.models import Role
from staff.sessions import SignedIn
from studio.articles.searching import Searches
from studio.drafts.drafts import Drafts
from studio.drafts.pages.bar import DraftBar
from studio.ears import DraftEars, LiveEars, NoDraftEars, NoEars
from studio.enquiries.heard import Mask
from studio.enquiries.looked import Looking
from studio.enquiries.scores import Scores
from studio.releasing.releases import Releases
from studio.trying.trial import Trial
from studio.workshop.comparison import Comparisons
from studio.workshop.jobs import Jobs

# Who may look and edit; who may let a draft go live.
EDITORS = (Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR)
APPROVERS = (Role.APPROVER, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Room:
    """What the pages work with.

    Attributes:
        content: the checkout whose files are live.
        releases: what lets drafts go live; without it none does.
        scores: how well each intent is understood; without it nothing is measured.
        mask: takes personal data out of what residents said; without it nobody is shown what they said.
        looking: what there is to look at in the phrases of each checkout.
        searches: over the articles of each checkout.
    """

    content: Path
    database: Database
    pages: Pages
    drafts: Drafts
    jobs: Jobs
    comparisons: Comparisons
    trial: Trial
    releases: Releases | None = None
    clock: Callable[[], datetime] = now
    scores: Scores | None = None
    mask: Mask | None = None
    looking: Looking = field(default_factory=Looking)
    searches: Searches = field(default_factory=Searches)
    live_ears: LiveEars = field(default_factory=NoEars)  # what the live model makes of a message now
    draft_ears: DraftEars = field(default_factory=NoDraftEars)  # and that of a draft

    def page(
        self, request: Request, template: str, me: SignedIn, *, status: int = 200, **context: Any
    ) -> HTMLResponse:
        """A page of the studio, which no browser may keep: it may show what residents said.

        A form given back was filled in on a page from before, so it says again what that page had seen: else what
        others changed meanwhile would be overwritten once it is put right.
        """
        if (seen := getattr(request.state, "seen", "")) and (working := context.get("working")):
            context["working"] = replace(working, seen=seen)
        context.setdefault("draft_bar", partial(DraftBar.of, self.drafts, me, request))
        page = self.pages.render(request, f"studio/{template}", status=status, me=me, **context)
        page.headers["Cache-Control"] = "no-store"
        return page
