"""The web application under a roof of its own: behind it, one application takes the place of another."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from server.app import create_app
from server.live.content import LiveContent
from server.settings import settings
from server.wiring import Wiring


class Roof:
    """Each request goes to the application that is current when it begins, and ends there, open streams as well.

    Starting and stopping are the first one's: what has to be closed, such as the database, all of them share.
    """

    def __init__(self, first: FastAPI, current: Callable[[], FastAPI]) -> None:
        self._first, self._current = first, current

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        application = self._first if scope["type"] == "lifespan" else self._current()
        await application(scope, receive, send)


def create_live_app() -> Roof:
    """What uvicorn calls."""
    content = LiveContent(
        "web", Wiring(settings()), lambda wiring: create_app(wiring.settings, wiring)
    ).start()
    return Roof(content.current, lambda: content.current)
