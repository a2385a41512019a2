"""Everybody changes their own password."""

from __future__ import annotations

from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from pages.pages import Pages
from staff.accounts import LONGEST_PASSWORD, SHORTEST_PASSWORD, Accounts
from staff.errors import Locked, UnfitPassword, WrongCredentials
from staff.sessions import Session, Sessions, SignedIn

LARGEST_FORM = 16 * 1024  # bytes

log = structlog.get_logger(__name__)


def router(accounts: Accounts, sessions: Sessions, pages: Pages) -> APIRouter:
    """/staff/password, for everybody with an account."""
    routes = APIRouter(prefix="/staff", include_in_schema=False, max_body_size=LARGEST_FORM)
    anybody = Depends(sessions.signed_in())

    def page(request: Request, name: str, me: SignedIn, *, status: int = 200, **context: Any) -> Response:
        shown = pages.render(request, f"staff/{name}", status=status, me=me, **context)
        shown.headers["Cache-Control"] = "no-store"
        return shown

    @routes.get("/password")
    def password_form(request: Request, me: SignedIn = anybody) -> Response:
        return page(request, "password.html", me, errors={}, shortest=SHORTEST_PASSWORD)

    @routes.post("/password")
    def change_password(
        request: Request,
        present: Annotated[str, Form()] = "",
        new: Annotated[str, Form()] = "",
        me: SignedIn = anybody,
    ) -> Response:
        errors: dict[str, str] = {}
        try:
            accounts.check(me.email, present)
            accounts.set_password(me.id, new)
        except WrongCredentials:
            errors["present"] = "This is not your present password"
        except Locked:
            errors["present"] = "There were too many wrong passwords. Wait a quarter of an hour"
        except UnfitPassword:
            errors["new"] = f"The new password must have {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters"
        if errors:
            return page(request, "password.html", me, status=422, errors=errors, shortest=SHORTEST_PASSWORD)
        log.info("staff_password_changed", account=me.id)
        # Every session under the old password has ended; this one goes on under the new.
        response = RedirectResponse("/staff/password/changed", 303)
        sessions.write(response, Session.new(accounts.get(me.id)))
        return response

    @routes.get("/password/changed")
    def changed(request: Request, me: SignedIn = anybody) -> Response:
        return page(request, "password_changed.html", me)

    return routes
