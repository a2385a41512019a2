"""What somebody sees who may not come in: plain words for a page, a number for a script."""

from __future__ import annotations

import structlog
from fastapi import FastAPI
from sqlalchemy.exc import DBAPIError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from database.disk import is_full
from pages.pages import Pages
from staff.errors import FormExpired, RoleRefused
from staff.sessions import SignedIn, is_fetch

log = structlog.get_logger(__name__)


def add_handlers(app: FastAPI, pages: Pages) -> None:
    """Give an application the pages for RoleRefused and FormExpired; SignInNeeded is only a redirect."""

    def refusal(request: Request, title: str, *advice: str, me: SignedIn | None = None) -> Response:
        return pages.render(request, "staff/notice.html", status=403, title=title, advice=advice, me=me)

    def role_refused(request: Request, refused: Exception) -> Response:
        if is_fetch(request):
            return JSONResponse({"error": "role_refused", "message": "Your account cannot do this."}, 403)
        return refusal(
            request,
            "Your account cannot open this page",
            "You are signed in, but this page is for people with another role.",
            "If you need it for your work, ask an administrator to change your role.",
            me=refused.me if isinstance(refused, RoleRefused) else None,
        )

    def form_expired(request: Request, _expired: Exception) -> Response:
        if is_fetch(request):
            message = "This page has expired. Refresh it and try again."
            return JSONResponse({"error": "form_expired", "message": message}, 403)
        return refusal(
            request,
            "This form has expired",
            "You may have signed in or out in another tab since the page was opened, or been away for a day.",
            "Nothing was saved. Go back, refresh the page and try again.",
        )

    def no_room(request: Request, error: Exception) -> Response:
        if not is_full(error):
            raise error
        log.error("disk_full", path=request.url.path, reason=str(error))
        if is_fetch(request):
            message = "The disk of the machine is full, so nothing was saved."
            return JSONResponse({"error": "disk_full", "message": message}, 503)
        return pages.problem(
            request,
            503,
            "The disk is full",
            "Nothing was saved; what was saved before is there.",
            "Ask whoever looks after the machine to make space. Then go back and send the form again.",
        )

    app.add_exception_handler(OSError, no_room)
    app.add_exception_handler(DBAPIError, no_room)
    app.add_exception_handler(RoleRefused, role_refused)
    app.add_exception_handler(FormExpired, form_expired)
