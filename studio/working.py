"""The files an editor works on, and how what they send becomes one step of their draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import structlog
from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from council.hours import LONDON
from pages.pages import day
from staff.sessions import SignedIn
from studio.drafts.errors import DraftProblem, DraftsUnavailable, Stale
from studio.drafts.models import LONGEST_TITLE
from studio.drafts.people import Person
from studio.drafts.views import DraftView, Edited
from studio.files.content import Content
from studio.files.edits.base import Edit
from studio.files.refused import EditRefused
from studio.room import Room
from studio.sent import SentForm

log = structlog.get_logger(__name__)
_OWN = ("choice", "chosen_at", "csrf_token")  # what the page with the choice adds itself

Again = Callable[
    [dict[str, str], int], Response
]  # the page once more, with what is wrong by field, and a status


@dataclass(frozen=True)
class Working:
    """An editor's draft, or the live files until their first edit opens one.

    Attributes:
        seen: the commit the page is made from; a form carries it, so that a change in between is noticed. Empty where
            drafts cannot be used.
        saved: the sentence of the edit that led to this page, if one did; `step` is its commit.
        can_undo: that edit still stands.
        problem: why nothing can be saved, in words for the editor; empty as a rule.
    """

    content: Content
    draft: DraftView | None
    seen: str
    saved: str = ""
    step: str = ""
    can_undo: bool = False
    problem: str = ""

    @classmethod
    def of(cls, room: Room, me: SignedIn, step: str = "") -> Working:
        drafts = room.drafts
        try:
            draft = drafts.current(me)
            if draft is None:
                return cls(drafts.live_content(), None, drafts.repository.live())
            done = (
                next((one for one in drafts.history(draft.id) if one.commit == step), None) if step else None
            )
        except DraftsUnavailable as unavailable:
            log.error("studio_drafts_unavailable", reason=str(unavailable))
            return cls(Content(room.content), None, "", problem=unavailable.sentence)
        content = Content(draft.root)
        if done is None:
            return cls(content, draft, draft.head)
        return cls(content, draft, draft.head, done.sentence, done.commit, done.undoable)


def save(
    room: Room, me: SignedIn, edit: Edit, seen: str, choice: str | None = None, chosen_at: str = ""
) -> Edited:
    """Put an edit on the editor's draft; without one, a draft is opened under their name and the day.

    Args:
        choice, chosen_at: after a Stale, whose version stays; see Drafts.edit.
    Raises:
        EditRefused, Stale and the other DraftProblems; nothing is saved then.
    """
    drafts, who = room.drafts, Person.of(me)
    draft = drafts.current(me)
    if draft is None:
        edit.apply(drafts.live_content())  # a refused edit opens no draft
        when = f", {day(room.clock().astimezone(LONDON))}"
        draft = drafts.open(f"{me.name[: LONGEST_TITLE - len(when)]}{when}", who)
        drafts.choose(me, draft.id)
    return drafts.edit(draft.id, edit, who, seen=seen or None, choice=choice, chosen_at=chosen_at)


def answer(
    request: Request, room: Room, me: SignedIn, form: SentForm, edit: Edit, *, after: str, again: Again
) -> Response:
    """Save, then show the page at `after` with what was done; or say why not.

    Args:
        again: shows the form once more with what is wrong.
    """
    try:
        choice = form.words("choice") or None
        edited = save(room, me, edit, form.words("seen"), choice, form.words("chosen_at"))
    except EditRefused as refused:
        return again({refused.field or "form": refused.message}, 422)
    except Stale as stale:
        return _choice(request, room, me, form, stale, back=after)
    except DraftProblem as problem:
        log.warning("studio_edit_not_saved", reason=str(problem))
        return again({"form": problem.sentence}, 409)
    return RedirectResponse(f"{after}?{urlencode({'saved': edited.commit})}", 303)


def _choice(request: Request, room: Room, me: SignedIn, form: SentForm, stale: Stale, back: str) -> Response:
    """Somebody changed the same words meanwhile: both versions, and a clear choice. The form is sent again with it."""
    again = [(name, value) for name, value in form.fields() if name not in _OWN]
    return room.page(request, "choice.html", me, status=409, stale=stale, fields=again, back=back)
