"""The editor of one article: words on one side, how the chat and the phone would give them on the other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from council.hours import LONDON
from staff.sessions import SignedIn
from studio import known
from studio.articles import reading
from studio.articles.filled import ASIDE_LABELS, FilledArticle
from studio.enquiries.names import slug_of, slugs
from studio.files.article_files import ArticleFile
from studio.files.content import Content
from studio.files.edits.articles import SaveArticle
from studio.room import Room
from studio.sent import Sent, SentForm
from studio.working import Working, answer

KEY = re.compile(r"[a-z0-9_-]+/[a-z0-9_-]+")


def preview(room: Room, working: Working, filled: FilledArticle, key: str) -> dict[str, Any]:
    """What the preview shows of words that may not be saved yet."""
    today = room.clock().astimezone(LONDON).date()
    article = filled.article(key, today)
    return {
        "article": article,
        "dated": filled.review_by is not None,
        "reading": reading.read(article, working.content, today),
    }


def show(
    request: Request,
    room: Room,
    me: SignedIn,
    working: Working,
    key: str,
    filled: FilledArticle,
    *,
    errors: Mapping[str, str] | None = None,
    service: str = "",
    status: int = 200,
) -> Response:
    """`key` is empty for a new article, which then has a `service` to choose."""
    content = working.content
    return room.page(
        request,
        "articles/editor.html",
        me,
        status=status,
        working=working,
        key=key,
        filled=filled,
        errors=errors or {},
        aside_labels=ASIDE_LABELS,
        teams=known.teams(content.root),
        services=known.services(content.root),
        service=service,
        related=[intent for intent in content.intents() if intent.enquiry and intent.enquiry.article == key]
        if key
        else [],
        **preview(room, working, filled, key or "new/article"),
    )


def add_routes(routes: APIRouter, room: Room, editor: Any) -> None:
    @routes.get("/articles/new")
    def new(request: Request, me: SignedIn = editor, service: str = "", title: str = "") -> Response:
        working = Working.of(room, me)
        return show(request, room, me, working, "", FilledArticle(title=title[:300]), service=service)

    @routes.post("/articles/new")
    def make(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        filled, service = FilledArticle.sent(form), form.words("service")
        working = Working.of(room, me)
        slug = slug_of(filled.title, slugs(working.content, service))
        errors = filled.errors(known.teams(working.content.root))
        if service not in known.services(working.content.root):
            errors["service"] = "Select the service it belongs to"
        if filled.title and not slug:
            errors["title"] = "Use some letters in the title"
        return _save(request, room, me, form, f"{service}/{slug}", filled, errors, new=True)

    @routes.post("/articles/preview")
    def previewed(request: Request, form: Sent, me: SignedIn = editor) -> Response:
        key = form.words("key")
        key = key if KEY.fullmatch(key) else "new/article"
        context = preview(room, Working.of(room, me), FilledArticle.sent(form), key)
        return room.page(request, "articles/preview.html", me, **context)

    @routes.get("/articles/{service}/{slug}")
    def article(
        request: Request, service: str, slug: str, me: SignedIn = editor, saved: str = ""
    ) -> Response:
        working, key = Working.of(room, me, saved), f"{service}/{slug}"
        file = _file(working.content, key)
        if file is None:
            return not_found(request, room, me, working)
        if file.article is None:
            return room.page(request, "articles/broken.html", me, working=working, file=file)
        return show(request, room, me, working, key, FilledArticle.of(file.article))

    @routes.post("/articles/{service}/{slug}")
    def change(request: Request, service: str, slug: str, form: Sent, me: SignedIn = editor) -> Response:
        working, key = Working.of(room, me), f"{service}/{slug}"
        if _file(working.content, key) is None:
            return not_found(request, room, me, working)
        filled = FilledArticle.sent(form)
        return _save(
            request, room, me, form, key, filled, filled.errors(known.teams(working.content.root)), new=False
        )


def _save(
    request: Request,
    room: Room,
    me: SignedIn,
    form: SentForm,
    key: str,
    filled: FilledArticle,
    errors: dict[str, str],
    *,
    new: bool,
) -> Response:
    def again(errors: dict[str, str], status: int) -> Response:
        working = Working.of(room, me)
        shown, service = ("", form.words("service")) if new else (key, "")
        return show(request, room, me, working, shown, filled, errors=errors, service=service, status=status)

    if errors:
        return again(errors, 422)
    edit = SaveArticle(key, filled.front(), filled.body)
    return answer(request, room, me, form, edit, after=f"/studio/articles/{key}", again=again)


def _file(content: Content, key: str) -> ArticleFile | None:
    return content.article(key) if KEY.fullmatch(key) else None


def not_found(request: Request, room: Room, me: SignedIn, working: Working) -> Response:
    advice = ("It may have been moved or retired on this draft, or the address may be mistyped.",)
    return room.page(
        request,
        "not_found.html",
        me,
        status=404,
        working=working,
        title="There is no such article here",
        advice=advice,
        back="/studio/articles",
    )
