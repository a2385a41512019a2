"""The page of one intent: its phrases first, then what it leads to, what residents said, and how well it does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from staff.sessions import SignedIn
from studio.enquiries.heard import heard_as
from studio.enquiries.reply_rows import reply_rows
from studio.enquiries.scores import scores_of
from studio.enquiries.warned import warnings_of
from studio.files.content import Content
from studio.room import Room
from studio.working import Working

NAME = re.compile(r"[a-z][a-z0-9_]{0,79}")
DEMANDS = {
    "value": "Value: something residents want from us",
    "failure": "Failure: something went wrong",
    "chase": "Chase: they ask again about something",
    "signpost": "Signpost: another organisation does it",
}


def show(
    request: Request,
    room: Room,
    me: SignedIn,
    name: str,
    *,
    errors: Mapping[str, str] | None = None,
    typed: str = "",
    ticked: Sequence[str] = (),
    replied: Mapping[tuple[str, str], str] | None = None,
    saved: str = "",
    status: int = 200,
) -> Response:
    """The page, with what was sent and not saved.

    Args:
        typed: phrases to add, as they were typed.
        ticked: phrases that were chosen.
        replied: words of replies, by reply and channel.
    """
    working = Working.of(room, me, saved)
    content = working.content
    intent = content.intent(name)
    if intent is None:
        return not_found(request, room, me)
    score = scores_of(room, working).get(name)
    taken_for = Counter(confused.taken_for for confused in score.confused) if score else Counter()
    heard = heard_as(room.database, name, room.mask, room.clock()) if room.mask else []
    enquiry = intent.enquiry
    return room.page(
        request,
        "enquiries/intent.html",
        me,
        status=status,
        working=working,
        intent=intent,
        enquiry=enquiry,
        demand=DEMANDS.get(enquiry.demand, "") if enquiry else "",
        phrases=content.phrases(name),
        replies=reply_rows(content, name, replied or {}),
        findings=warnings_of(content, name),
        article=content.article(enquiry.article) if enquiry and enquiry.article else None,
        titles=titles(content),
        others=others(content, name),
        score=score,
        taken_for=taken_for.most_common(),
        heard=heard,
        errors=errors or {},
        typed=typed,
        ticked=set(ticked),
    )


def titles(content: Content) -> dict[str, str]:
    """What each intent is called on a page."""
    return {intent.name: intent.shown for intent in content.intents()}


def others(content: Content, name: str) -> dict[str, str]:
    """Where phrases may be moved to, by title."""
    listed = sorted(titles(content).items(), key=lambda item: item[1].lower())
    return {other: title for other, title in listed if other != name}


def not_found(request: Request, room: Room, me: SignedIn) -> Response:
    return room.page(
        request,
        "not_found.html",
        me,
        status=404,
        working=Working.of(room, me),
        title="There is no such enquiry here",
        advice=("It may have been renamed or retired on this draft, or the address may be mistyped.",),
        back="/studio/enquiries",
    )


def add_routes(routes: APIRouter, room: Room, editor: Any) -> None:
    @routes.get("/enquiries/{name}")
    def intent(request: Request, name: str, me: SignedIn = editor, saved: str = "") -> Response:
        return show(request, room, me, name, saved=saved)
