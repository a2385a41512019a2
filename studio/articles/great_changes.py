"""Moving and retiring an article: each says first all that it will change, and asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from staff.sessions import SignedIn
from studio import known
from studio.articles.editor_page import KEY, not_found
from studio.enquiries.consequences import Consequence, consequences
from studio.files.edits.articles import MoveArticle, RetireArticle
from studio.files.edits.base import Edit
from studio.files.refused import EditRefused
from studio.room import Room
from studio.sent import Sent
from studio.working import Working, answer

TITLES = {"move": "Move an article", "retire": "Retire an article"}


def add_routes(routes: APIRouter, room: Room, editor: Any) -> None:
    @routes.get("/articles/{service}/{slug}/move")
    def ask_move(
        request: Request, service: str, slug: str, to: str = "", name: str = "", me: SignedIn = editor
    ) -> Response:
        """With where it goes in the address, the page says what will change."""
        return page(
            request, me, "move", f"{service}/{slug}", f"{to.strip()}/{name.strip()}" if to or name else ""
        )

    @routes.post("/articles/{service}/{slug}/move")
    def move(request: Request, service: str, slug: str, form: Sent, me: SignedIn = editor) -> Response:
        return do(request, me, form, "move", f"{service}/{slug}", form.words("target"))

    @routes.get("/articles/{service}/{slug}/retire")
    def ask_retire(
        request: Request, service: str, slug: str, instead: str = "", me: SignedIn = editor
    ) -> Response:
        return page(request, me, "retire", f"{service}/{slug}", instead)

    @routes.post("/articles/{service}/{slug}/retire")
    def retire(request: Request, service: str, slug: str, form: Sent, me: SignedIn = editor) -> Response:
        return do(request, me, form, "retire", f"{service}/{slug}", form.words("target"))

    def do(request: Request, me: SignedIn, form: Sent, kind: str, key: str, target: str = "") -> Response:
        def again(errors: dict[str, str], status: int) -> Response:
            return page(request, me, kind, key, target, errors, status)

        if _article(room, me, key) is None:
            return not_found(request, room, me, Working.of(room, me))
        if kind == "move" and not KEY.fullmatch(target):
            return again({}, 422)
        after = f"/studio/articles/{target}" if kind == "move" else "/studio/articles"
        return answer(request, room, me, form, _edit(kind, key, target), after=after, again=again)

    def page(
        request: Request,
        me: SignedIn,
        kind: str,
        key: str,
        target: str = "",
        errors: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        working = Working.of(room, me)
        file = _article(room, me, key)
        if file is None:
            return not_found(request, room, me, working)
        users = [enquiry for enquiry in working.content.catalogue() if enquiry.article == key]
        wrong, found, describes = dict(errors or {}), list[Consequence](), ""
        if kind == "move" and target and not KEY.fullmatch(target):
            wrong, status = (
                {"name": "Enter a name in small letters with - between the words, such as missed-bins"},
                422,
            )
        elif target or (kind == "retire" and not users):
            try:
                edit = _edit(kind, key, target)
                found, describes = consequences(working.content, edit), edit.describe(working.content)
            except EditRefused as refused:
                wrong, status = {"name" if kind == "move" else "instead": refused.message}, 422
        to, _, name = (target or key).partition("/")
        return room.page(
            request,
            "articles/great_change.html",
            me,
            status=status,
            working=working,
            kind=kind,
            heading=TITLES[kind],
            key=key,
            file=file,
            target=target,
            to=to,
            called=name,
            users=users,
            articles={file.key: file.title for file in working.content.articles() if file.key != key},
            services=known.services(working.content.root),
            found=found,
            describes=describes,
            errors=wrong,
        )


def _edit(kind: str, key: str, target: str) -> Edit:
    return MoveArticle(key, target) if kind == "move" else RetireArticle(key, target or None)


def _article(room: Room, me: SignedIn, key: str) -> Any:
    return Working.of(room, me).content.article(key) if KEY.fullmatch(key) else None
