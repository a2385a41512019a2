"""The resident's chat page, its widget and the articles it cites."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Protocol

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from contacts.events import Events
from contacts.turns import Turns
from pages.pages import Pages
from webchat import api

FOLDER = Path(__file__).resolve().parent


class Article(Protocol):
    """What an article page shows. `html` is made from an editor's Markdown and already cleaned."""

    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def html(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def review_by(self) -> date: ...


class Articles(Protocol):
    def get(self, name: str, /) -> Article | None:
        """The article at a path such as waste/missed-bins, or None."""


def router(turns: Turns, events: Events, pages: Pages, articles: Articles) -> APIRouter:
    """Everything of web chat: pages under /chat and the API under /chat/api."""
    pages.add_room("webchat", FOLDER)
    routes = APIRouter()
    routes.include_router(api.router(turns, events))

    @routes.get("/chat", include_in_schema=False)
    def chat(request: Request) -> HTMLResponse:
        return pages.render(request, "webchat/chat.html", embedded=False)

    @routes.get("/chat/embed", include_in_schema=False)
    def embedded_chat(request: Request) -> HTMLResponse:
        return pages.render_widget(request, "webchat/chat.html", embedded=True)

    @routes.get("/chat/articles/{service}/{slug}", include_in_schema=False)
    def article(request: Request, service: str, slug: str) -> HTMLResponse:
        name = f"{service}/{slug}"
        found = articles.get(name) if re.fullmatch(r"[a-z0-9_-]+/[a-z0-9_-]+", name) else None
        if found is None:
            advice = "If you typed the address, check it. You can ask the chat instead."
            return pages.problem(request, 404, "Page not found", advice)
        return pages.render(request, "webchat/article.html", article=found)

    return routes
