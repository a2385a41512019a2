"""Typing or speaking once, with both sides' answers and why."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from contacts.models import Channel
from staff.sessions import SignedIn
from studio.room import Room
from studio.sent import Sent, SentForm
from studio.trying import talk as talking
from studio.trying.pages.at_hand import about, home, ready, sides_of
from studio.trying.showing import exchanges
from studio.trying.talk import BOTH, Talk
from studio.trying.tryings import DRAFT, LIVE, TryingView

LONGEST = 500  # characters; a caller's words may be no longer, and what is typed to try things need not be
MOST_KEYS = 40
NO_WORDS = "Enter what a resident would say"
TOO_LONG = f"What a resident says must be {LONGEST} characters or fewer"
NO_KEYS = "Enter the keys that are pressed: 0 to 9, * and #"
NO_CONFIDENCE = "The recogniser’s confidence must be a whole number from 0 to 100"

Errors = dict[str, str]


class TalkPage:
    """The conversation as it stands, and the form for what comes next."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def show(
        self,
        request: Request,
        me: SignedIn,
        view: TryingView,
        *,
        form: SentForm | None = None,
        errors: Errors | None = None,
    ) -> Response:
        """`form`: what was sent and could not be used, with what is wrong by field."""
        talk = Talk.of(view.talk) if view.talk else None
        sides = talking.now(talk, sides_of(view)) if talk else {}
        nearest = self._room.trial.nearest
        return self._room.page(
            request,
            "trying/talk.html",
            me,
            status=422 if errors and "HX-Request" not in request.headers else 200,  # htmx shows no other
            talk=talk,
            sides=sides,
            exchanges=exchanges(talk, sides, view.sides, nearest) if talk else [],
            # A caller says or keys a choice; nobody can press a button on a telephone line.
            offered=talking.offered(sides) if talk and talk.channel is Channel.WEBCHAT else [],
            typed=form,
            errors=errors or {},
            **about(self._room, view),
        )


def add_routes(routes: APIRouter, room: Room, page: TalkPage, editor: Any) -> None:
    tryings = room.trial.tryings

    @routes.post("/try/begin")
    def begin(form: Sent, me: SignedIn = editor) -> Response:
        """A new conversation, in the chat or on the phone."""
        view = ready(room, me)
        if view:
            channel = Channel.PHONE if form.words("channel") == Channel.PHONE else Channel.WEBCHAT
            tryings.used(view.id, talking.begin(channel, sides_of(view)).as_json())
        return home()

    @routes.post("/try/say")
    def say(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        view = ready(room, me)
        if view is None or view.talk is None:
            return home()
        talk, errors = Talk.of(view.talk), Errors()
        if talk.channel is Channel.PHONE:
            who, what = BOTH, _on_the_phone(form, talk, errors)
        else:
            who, what = _in_the_chat(form, errors)
        if errors:
            return page.show(request, me, view, form=form, errors=errors)
        to = [side for side in sides_of(view) if who in (BOTH, side.name)]
        tryings.used(view.id, talking.take(talk, to, what).as_json())
        return home()


def _in_the_chat(form: SentForm, errors: Errors) -> tuple[str, dict[str, Any]]:
    """To whom it goes, and what is said or chosen."""
    who, _, value = form.words("choice").partition(":")
    if value and who in (BOTH, LIVE, DRAFT):
        return who, {"choice": value}
    return BOTH, {"words": _words(form, errors)}


def _on_the_phone(form: SentForm, talk: Talk, errors: Errors) -> dict[str, Any]:
    if "silence" in form:
        return {"silence": True}
    if "hang_up" in form:
        return {"hang_up": True}
    if "press" in form:
        keys = "".join(form.words("keys").split())
        if not keys or len(keys) > MOST_KEYS or set(keys) - set("0123456789*#"):
            errors["keys"] = NO_KEYS
        return {"keys": keys}
    sure = form.words("confidence")
    if sure and not (sure.isascii() and sure.isdecimal() and len(sure) <= 3 and int(sure) <= 100):
        errors["confidence"] = NO_CONFIDENCE
        sure = ""
    talk.confidence = int(sure) / 100 if sure else None
    words = _words(form, errors)
    return {"speech": words} if talk.confidence is None else {"speech": words, "confidence": talk.confidence}


def _words(form: SentForm, errors: Errors) -> str:
    words = form.line("words")
    if not words:
        errors["words"] = NO_WORDS
    elif len(words) > LONGEST:
        errors["words"] = TOO_LONG
    return words
