"""The service's own sentences: a list to search, and one with its words for chat, phone and text messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from council.sentences import SENTENCES
from staff.sessions import SignedIn
from studio.council import rows
from studio.council.pages.missing import not_found
from studio.files.edits.words import WAYS, ChangeWords
from studio.files.warnings import about_reply
from studio.room import Room
from studio.sent import Sent
from studio.working import Working, answer

HOME = "/studio/council/sentences"
LONGEST = 1_000  # characters
LONGEST_SEARCH = 300


def add_routes(routes: APIRouter, room: Room, editor: Any) -> None:
    def page(
        request: Request,
        me: SignedIn,
        name: str,
        typed: Mapping[str, str] | None = None,
        errors: Mapping[str, str] | None = None,
        saved: str = "",
        status: int = 200,
    ) -> Response:
        working = Working.of(room, me, saved)
        sentence = next((one for one in rows.sentences(working.content) if one.name == name), None)
        if sentence is None:
            return not_found(request, room, me, "sentence", HOME)
        filled = {way: getattr(sentence, way) for way in WAYS} | dict(typed or {})
        return room.page(
            request,
            "council/sentence.html",
            me,
            status=status,
            working=working,
            sentence=sentence,
            filled=filled,
            blanks=SENTENCES.get(name, ()),
            warned=about_reply(working.content, name, filled["text"], filled["spoken"]),
            errors=errors or {},
        )

    @routes.get("/council/sentences")
    def sentences(request: Request, me: SignedIn = editor, q: str = "", saved: str = "") -> Response:
        working, q = Working.of(room, me, saved), q[:LONGEST_SEARCH]
        listed = rows.sentences(working.content)
        template = "sentence_rows" if request.headers.get("HX-Target") == "rows" else "sentences"
        return room.page(
            request,
            f"council/{template}.html",
            me,
            working=working,
            sentences=[one for one in listed if one.has(q.lower().split())],
            total=len(listed),
            q=q,
        )

    @routes.get("/council/sentences/{name}")
    def sentence(request: Request, name: str, me: SignedIn = editor, saved: str = "") -> Response:
        return page(request, me, name, saved=saved)

    @routes.post("/council/sentences/{name}/check")
    def check(request: Request, name: str, form: Sent, me: SignedIn = editor) -> Response:
        """What there is to say about the words while they are typed; nothing is saved."""
        text, spoken = (form.line(way)[:LONGEST] for way in ("text", "spoken"))
        warned = about_reply(Working.of(room, me).content, name[:LONGEST_SEARCH], text, spoken)
        return room.page(request, "council/warned.html", me, warned=warned)

    @routes.post("/council/sentences/{name}")
    def change(request: Request, name: str, form: Sent, me: SignedIn = editor) -> Response:
        typed = {way: form.line(way) for way in WAYS if way in form}

        def again(errors: dict[str, str], status: int) -> Response:
            return page(request, me, name, typed, errors, status=status)

        for way, words in typed.items():
            if len(words) > LONGEST:
                return again({way: f"This must be {LONGEST:,} characters or fewer"}, 422)
        there = next((one for one in rows.sentences(Working.of(room, me).content) if one.name == name), None)
        if there and all(getattr(there, way) == words for way, words in typed.items()):
            return again({"form": "Nothing was changed"}, 422)
        edit = ChangeWords(name, **typed)
        return answer(request, room, me, form, edit, after=f"{HOME}/{name}", again=again)
