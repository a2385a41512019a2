"""Who is signed in: a signed cookie, the token in every form, and the dependency that guards a page."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from database.base import now
from staff.accounts import Accounts
from staff.errors import FormExpired, RoleRefused, SignInNeeded
from staff.models import Role, Staff

COOKIE = "frontdoor_staff"
LASTS = timedelta(hours=8)  # a shift; the account signs in afresh each day
SIGN_IN_PATH = "/staff/sign-in"
FORM_FIELD = "csrf_token"
FORM_HEADER = "X-CSRF-Token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SIGNER = {"digest_method": hashlib.sha256}


@dataclass(frozen=True)
class Session:
    """What the cookie holds. Without an account it only carries the token of the sign-in form."""

    id: str
    csrf_token: str
    account_id: int | None = None
    password_version: int = 0

    @classmethod
    def new(cls, account: Staff | None = None) -> Session:
        """Every sign-in is a session of its own, so that one planted beforehand is worth nothing."""
        mine = (account.id, account.password_version) if account else (None, 0)
        return cls(secrets.token_urlsafe(16), secrets.token_urlsafe(32), *mine)


@dataclass(frozen=True)
class SignedIn:
    """The person behind a request. `csrf_token` goes into every form they are shown."""

    id: int
    name: str
    email: str
    role: Role
    team: str
    csrf_token: str

    @classmethod
    def of(cls, account: Staff, session: Session) -> SignedIn:
        who = (account.id, account.name, account.email, Role(account.role), account.team)
        return cls(*who, session.csrf_token)


class Sessions:
    """Reads and writes the cookie.

    Args:
        secure: the service is reached over https, so the cookie is never to travel without it.
    """

    def __init__(self, accounts: Accounts, secret_key: str, *, secure: bool) -> None:
        self._accounts = accounts
        self._secure = secure
        self._serializer = URLSafeTimedSerializer(secret_key, salt="staff-session", signer_kwargs=SIGNER)

    def read(self, request: Request) -> Session | None:
        """The session of a request; none when the cookie is missing, forged or older than LASTS."""
        try:
            held = self._serializer.loads(request.cookies.get(COOKIE, ""), max_age=int(LASTS.total_seconds()))
            return Session(**held)
        except (BadData, TypeError):
            return None

    def write(self, response: Response, session: Session) -> None:
        response.set_cookie(
            COOKIE,
            self._serializer.dumps(vars(session)),
            max_age=int(LASTS.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=self._secure,
        )

    def end(self, response: Response, session: Session) -> None:
        """Sign out here and make any copy of the cookie worthless. Touches the database."""
        self._accounts.end_session(session.id, forget_after=now() + LASTS)
        response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=self._secure)

    def holder(self, session: Session | None) -> Staff | None:
        """The account of a session. Touches the database."""
        if session is None or session.account_id is None:
            return None
        return self._accounts.holder(session.account_id, session.password_version, session.id)

    def signed_in(self, *roles: Role) -> Callable[[Request], Awaitable[SignedIn]]:
        """A dependency that lets in the roles named, or everyone with an account when none is.

        Anything but a look (a POST) must carry the session's token too, so no form can forget to check it.

        Raises, in the request:
            SignInNeeded: a page is sent to sign-in (303), a fetch gets 401.
            RoleRefused: 403.
            FormExpired: 403, the token is missing or not this session's.
        """

        async def person(request: Request) -> SignedIn:
            session = self.read(request)
            account = await run_in_threadpool(self.holder, session)
            if session is None or account is None:
                raise sign_in_needed(request)
            me = SignedIn.of(account, session)
            if roles and me.role not in roles:
                raise RoleRefused(me)
            await check_form(request, session)
            return me

        return person


async def check_form(request: Request, session: Session | None) -> None:
    """Raises FormExpired unless the request only looks, or carries the session's token as header or field."""
    if request.method in SAFE_METHODS:
        return
    sent = request.headers.get(FORM_HEADER) or (await request.form()).get(FORM_FIELD)
    if session is None or not isinstance(sent, str) or not _same(sent, session.csrf_token):
        raise FormExpired


def sign_in_needed(request: Request) -> SignInNeeded:
    """Where to: back to this page afterwards, but a form that was being sent is not sent by a link."""
    if is_fetch(request):
        # htmx follows the header even on an error, so a page left open overnight says so by itself.
        return SignInNeeded(401, "Sign in to continue.", {"HX-Redirect": SIGN_IN_PATH})
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    after = f"?next={quote(here, safe='/')}" if request.method in SAFE_METHODS else ""
    return SignInNeeded(303, "Sign in to continue.", {"Location": SIGN_IN_PATH + after})


def is_fetch(request: Request) -> bool:
    """Whether a script asks, which wants a number, rather than a person, who wants a page."""
    if request.headers.get("HX-Request") or request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return True
    accepted = request.headers.get("Accept", "*/*")
    return "text/html" not in accepted and "*/*" not in accepted


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
