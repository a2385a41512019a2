"""The page of one intent: its phrases first, then what it leads to, what residents said, and how well it does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from staff.sessions import SignedIn, is_fetch
from studio.enquiries.besides import told_of
from studio.enquiries.gone import fate_of
from studio.enquiries.heard import heard_as
from studio.enquiries.looked import Looking, Remark
from studio.enquiries.reply_rows import reply_rows
from studio.enquiries.scores import scores_of
from studio.files.content import Content
from studio.files.edits.phrases import kept_for
from studio.files.unreadable import BrokenPlace, of_intent, of_phrases
from studio.room import Room
from studio.versions.followed import GONE
from studio.working import Working

NAME = re.compile(r"[a-z][a-z0-9_]{0,79}")
UNFOLDED = 20  # phrases that are seen at once; the others are a click away
DEMANDS = {
    "value": "Value: something residents want from us",
    "failure": "Failure: something went wrong",
    "chase": "Chase: they ask again about something",
    "signpost": "Signpost: another organisation does it",
}


@dataclass(frozen=True)
class IntentPage:
    room: Room
    looking: Looking

    def show(
        self,
        request: Request,
        me: SignedIn,
        name: str,
        *,
        errors: Mapping[str, str] | None = None,
        typed: str = "",
        ticked: Sequence[str] = (),
        replied: Mapping[tuple[str, str], str] | None = None,
        kept: str = "",
        saved: str = "",
        was: str = "",
        status: int = 200,
    ) -> Response:
        """The page, with what was sent and not saved; of an enquiry that has gone elsewhere, the way there.

        Args:
            typed: phrases to add, as they were typed.
            ticked: phrases that were chosen.
            replied: words of replies, by reply and channel.
            kept: a message to keep for testing.
            was: the name under which it was asked for.
        """
        room, working = self.room, Working.of(self.room, me, saved)
        content = working.content
        intent = content.intent(name)
        if intent is None:
            if not errors and (moved := moved_to(room, working, name, saved)):
                return moved
            return not_found(request, room, me, name)
        enquiry, unread = intent.enquiry, of_intent(content, name)
        return room.page(
            request,
            "enquiries/intent.html",
            me,
            status=status,
            working=working,
            intent=intent,
            enquiry=enquiry,
            demand=DEMANDS.get(enquiry.demand, "") if enquiry else "",
            besides=told_of(enquiry) if enquiry else (),
            phrases=content.phrases(name),
            unfolded=UNFOLDED,
            remarks=self._remarks(content, name, unread),
            unreadable=unread,
            was=fate_of(room, working, was) if was and content.intent(was) is None else None,
            was_name=was,
            replies=reply_rows(content, name, replied or {}),
            article=content.article(enquiry.article) if enquiry and enquiry.article else None,
            titles=titles(content),
            others=others(content, name),
            tests=kept_for(content, name) if enquiry else None,
            kept=kept,
            score=scores_of(room, working).get(name),
            heard=heard_as(room.database, name, room.mask, room.clock()) if room.mask else [],
            errors=errors or {},
            typed=typed,
            ticked=set(ticked),
        )

    def _remarks(self, content: Content, name: str, unread: Sequence[BrokenPlace]) -> list[Remark] | None:
        """None when they take time. Of phrases that are there and are not seen, nothing can be said."""
        if unread:
            return []
        return self.looking.remarks(content, name) if self.looking.ready(content) else None

    def remarks(self, request: Request, me: SignedIn, name: str) -> Response:
        """What there is to look at in its phrases, however long that takes: a part of the page, or a page."""
        working = Working.of(self.room, me)
        intent = working.content.intent(name)
        if intent is None:
            return not_found(request, self.room, me, name)
        template = "remarks" if is_fetch(request) else "remarks_page"
        remarks = self.looking.remarks(working.content, name)
        return self.room.page(
            request,
            f"enquiries/{template}.html",
            me,
            working=working,
            intent=intent,
            remarks=remarks,
            opened=not is_fetch(request),
        )


def titles(content: Content) -> dict[str, str]:
    """What each intent is called on a page."""
    return {intent.name: intent.shown for intent in content.intents()}


def others(content: Content, name: str) -> dict[str, str]:
    """Where phrases may be moved to, by title."""
    listed = sorted(titles(content).items(), key=lambda item: item[1].lower())
    return {other: title for other, title in listed if other != name}


def moved_to(room: Room, working: Working, name: str, saved: str = "") -> Response | None:
    """To the page of what an enquiry is now, where it was renamed or merged since somebody was there."""
    fate = fate_of(room, working, name)
    if fate is None or not fate.name or working.content.intent(fate.name) is None:
        return None
    query = {"was": name} | ({"saved": saved} if saved else {})
    return RedirectResponse(f"/studio/enquiries/{fate.name}?{urlencode(query)}", 303)


def not_found(request: Request, room: Room, me: SignedIn, name: str) -> Response:
    """Says what became of it, where that is known, and leads there. Nothing was saved."""
    working = Working.of(room, me)
    fate, there = fate_of(room, working, name), working.content.intent
    title, advice = "There is no such enquiry here", "The address may be mistyped."
    back, back_to = "/studio/enquiries", "Go back to the list"
    if fate == GONE:
        title, advice = (
            "This enquiry is no more",
            f"{name} was retired. Its article can still be found by search.",
        )
    elif fate and (now := there(fate.name)):
        what = "was renamed to" if fate.kind == "renamed" else "was merged into"
        title, advice = "This enquiry is elsewhere now", f"{name} {what} {fate.name}: {now.shown}."
        back, back_to = f"/studio/enquiries/{fate.name}", f"Go to {now.shown}"
    elif places := of_phrases(working.content):
        advice = "It may be in a file that cannot be read. " + " ".join(one.sentence() for one in places[:3])
    lines = [advice]
    if request.method == "POST":
        lines.append("Nothing was saved. Your browser’s Back brings back what you wrote.")
    return room.page(
        request,
        "not_found.html",
        me,
        status=404,
        working=working,
        title=title,
        advice=lines,
        back=back,
        back_to=back_to,
    )


def add_routes(routes: APIRouter, page: IntentPage, editor: Any) -> None:
    @routes.get("/enquiries/{name}")
    def intent(
        request: Request, name: str, me: SignedIn = editor, saved: str = "", was: str = ""
    ) -> Response:
        return page.show(request, me, name, saved=saved, was=was if NAME.fullmatch(was) else "")

    @routes.get("/enquiries/{name}/remarks")
    def remarks(request: Request, name: str, me: SignedIn = editor) -> Response:
        return page.remarks(request, me, name)
