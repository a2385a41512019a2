"""Signing in and out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import anyio.to_thread
import structlog
from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from database.base import now
from pages.pages import Pages
from staff.accounts import Accounts
from staff.errors import Locked, WrongCredentials
from staff.models import Role
from staff.sessions import SIGN_IN_PATH, Session, Sessions, check_form

HASHES_AT_ONCE = 2  # each takes 64 MiB and a core for a moment, and the public's chat shares this machine
LARGEST_FORM = 16 * 1024  # bytes
HOME = "/desk"

WRONG = "The email address or password is not right. Check both and try again"

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Errors:
    """What is wrong with each field; false when nothing is."""

    email: str = ""
    password: str = ""

    def __bool__(self) -> bool:
        return bool(self.email or self.password)

    @property
    def summary(self) -> list[dict[str, str]]:
        """For the list at the top of the page, each with a link to its field."""
        return [{"text": text, "href": f"#{field}"} for field, text in vars(self).items() if text]


NO_ERRORS = Errors()


def router(
    accounts: Accounts, sessions: Sessions, pages: Pages, homes: Mapping[Role, str] | None = None
) -> APIRouter:
    """GET and POST /staff/sign-in, POST /staff/sign-out.

    Args:
        homes: where each role starts when it asked for no page; the desk otherwise.
    """
    pages.add_room("staff", Path(__file__).resolve().parent)
    routes = APIRouter(prefix="/staff", include_in_schema=False, max_body_size=LARGEST_FORM)
    hashing = anyio.CapacityLimiter(HASHES_AT_ONCE)

    def form(
        request: Request,
        session: Session,
        after: str,
        *,
        email: str = "",
        errors: Errors = NO_ERRORS,
        status: int = 200,
    ) -> Response:
        page = pages.render(
            request,
            "staff/sign_in.html",
            status=status,
            csrf_token=session.csrf_token,
            next=after,
            email=email,
            errors=errors,
        )
        page.headers["Cache-Control"] = "no-store"
        return page

    @routes.get("/sign-in")
    def sign_in_form(request: Request, next: str = "") -> Response:
        session = sessions.read(request)
        if account := sessions.holder(session):
            return RedirectResponse(_local(next) or _home(homes, account.role), 303)
        if session is None or session.account_id is not None:
            session = Session.new()
        page = form(request, session, _local(next))
        sessions.write(page, session)
        return page

    @routes.post("/sign-in")
    async def sign_in(
        request: Request,
        email: Annotated[str, Form()] = "",
        password: Annotated[str, Form()] = "",
        next: Annotated[str, Form()] = "",
    ) -> Response:
        session = sessions.read(request)
        await check_form(request, session)
        assert session is not None  # noqa: S101 check_form refuses a request without one
        after = _local(next)
        missing = Errors(
            "" if email.strip() else "Enter your email address", "" if password else "Enter your password"
        )
        if missing:
            return form(request, session, after, email=email, errors=missing, status=422)
        try:
            account = await anyio.to_thread.run_sync(accounts.check, email, password, limiter=hashing)
        except WrongCredentials:
            log.info("staff_sign_in_refused")
            return form(request, session, after, email=email, errors=Errors(password=WRONG), status=401)
        except Locked as locked:
            log.warning("staff_account_locked")
            return form(
                request, session, after, email=email, errors=Errors(password=_wait(locked.until)), status=429
            )
        log.info("staff_signed_in", account=account.id)
        response = RedirectResponse(after or _home(homes, account.role), 303)
        sessions.write(response, Session.new(account))
        return response

    @routes.post("/sign-out")
    async def sign_out(request: Request) -> Response:
        session = sessions.read(request)
        response = RedirectResponse(SIGN_IN_PATH, 303)
        if session is not None:  # otherwise the session ran out, and they are signed out already
            await check_form(request, session)
            await run_in_threadpool(sessions.end, response, session)
        return response

    return routes


def _home(homes: Mapping[Role, str] | None, role: str) -> str:
    return (homes or {}).get(Role(role), HOME)


def _wait(until: datetime) -> str:
    minutes = max(1, ceil((until - now()).total_seconds() / 60))
    wait = "1 minute" if minutes == 1 else f"{minutes} minutes"
    return f"There were too many wrong passwords. Wait {wait} and try again, or ask an administrator"


def _local(path: str) -> str:
    """A path on this site, or nothing: a link must not send people on to another site after sign-in.

    Browsers read // and /\\ as the start of another site's address and skip tabs and line ends inside one.
    """
    if not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable():
        return ""
    try:
        parts = urlsplit(path)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else path
