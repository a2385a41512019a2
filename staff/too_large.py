"""A form that is larger than may be sent is answered with a page, which the routes' own limit knows nothing of."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.pages import Pages
from staff.sessions import is_fetch

ADVICE = (
    "That is too large to send at once",
    "A form, with its file, may have 2 MB. Nothing was saved.",
    "Go back, and send the file in several parts.",
)


class TooLargePage:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, pages: Pages) -> None:
        self._app, self._pages = app, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answered = False

        async def instead(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start" and _is_the_limits(message):
                request = Request(scope)
                if not is_fetch(request):
                    answered = True
                    await self._pages.problem(request, 413, *ADVICE)(scope, receive, send)
            if not answered:
                await send(message)

        await self._app(scope, receive, instead)


def _is_the_limits(message: Message) -> bool:
    kind = Headers(raw=message["headers"]).get("content-type", "")
    return bool(message["status"] == 413) and kind.startswith("text/plain")
