"""Who may come in: administrators open and close accounts, give roles and make new passwords."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Depends, Form, Path, Request
from fastapi.responses import Response

from pages.pages import Pages
from staff.accounts import Accounts
from staff.errors import AccountExists, LastAdministrator, UnknownAccount
from staff.models import Role
from staff.sessions import Sessions, SignedIn

LARGEST_FORM = 16 * 1024  # bytes
ROLES = {
    Role.ADVISER: "Adviser: takes chats and calls",
    Role.EDITOR: "Editor: teaches the assistant on drafts",
    Role.APPROVER: "Approver: an editor who may let a draft go live",
    Role.MANAGER: "Manager: sees how it is going",
    Role.ADMINISTRATOR: "Administrator: everything, and accounts",
}
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LONGEST_EMAIL = 254  # characters. Source: RFC 5321, section 4.5.3.1.3
LONGEST_NAME = 100  # characters
AccountId = Annotated[int, Path(ge=0, lt=2**31)]

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Filled:
    """The form for a new account as it was sent."""

    name: str = ""
    email: str = ""
    role: str = ""
    team: str = ""

    def errors(self, teams: Mapping[str, str]) -> dict[str, str]:
        """What is wrong, by field."""
        found = {}
        if not self.name.strip():
            found["name"] = "Enter their name"
        elif len(self.name.strip()) > LONGEST_NAME or not self.name.isprintable():
            found["name"] = f"The name must be {LONGEST_NAME} ordinary characters or fewer"
        email = self.email.strip()
        if not EMAIL.fullmatch(email) or len(email) > LONGEST_EMAIL:
            found["email"] = "Enter an email address, like name@council.gov.uk"
        if self.role not in set(Role):
            found["role"] = "Select what they do"
        if self.team not in teams:
            found["team"] = "Select their team"
        return found


def router(accounts: Accounts, sessions: Sessions, pages: Pages, teams: Mapping[str, str]) -> APIRouter:
    """/staff/accounts, for administrators.

    Args:
        teams: each team's title by its key in council/teams.yml.
    """
    routes = APIRouter(prefix="/staff", include_in_schema=False, max_body_size=LARGEST_FORM)
    administrator = Depends(sessions.signed_in(Role.ADMINISTRATOR))

    def page(request: Request, name: str, me: SignedIn, *, status: int = 200, **context: Any) -> Response:
        shown = pages.render(request, f"staff/{name}", status=status, me=me, **context)
        shown.headers["Cache-Control"] = "no-store"
        return shown

    def listed(
        request: Request,
        me: SignedIn,
        filled: Filled | None = None,
        errors: Mapping[str, str] | None = None,
        **news: Any,
    ) -> Response:
        return page(
            request,
            "accounts.html",
            me,
            status=422 if errors else 200,
            accounts=accounts.all(),
            roles=ROLES,
            teams=teams,
            filled=filled or Filled(),
            errors=errors or {},
            **{"opened": None, "password": None, **news},
        )

    def one(request: Request, me: SignedIn, account_id: int, **context: Any) -> Response:
        try:
            account = accounts.get(account_id)
        except UnknownAccount:
            return pages.problem(request, 404, "Account not found", "The address may be mistyped.")
        known = {"error": "", "saved": False, "password": None, **context}
        return page(
            request,
            "account_page.html",
            me,
            status=422 if known["error"] else 200,
            account=account,
            roles=ROLES,
            teams=teams,
            **known,
        )

    @routes.get("/accounts")
    def everybody(request: Request, me: SignedIn = administrator) -> Response:
        return listed(request, me)

    @routes.post("/accounts")
    def open_account(
        request: Request,
        name: Annotated[str, Form()] = "",
        email: Annotated[str, Form()] = "",
        role: Annotated[str, Form()] = "",
        team: Annotated[str, Form()] = "",
        me: SignedIn = administrator,
    ) -> Response:
        filled = Filled(name, email, role, team)
        if errors := filled.errors(teams):
            return listed(request, me, filled, errors)
        password = secrets.token_urlsafe(12)
        try:
            account = accounts.create(email, name, role, team, password)
        except AccountExists:
            taken = "There is already an account with this email address or this name"
            return listed(request, me, filled, {"email": taken})
        log.info("staff_account_opened", account=account.id, by=me.id)
        return listed(request, me, opened=account.name, password=password)

    @routes.get("/accounts/{account_id}")
    def account_page(request: Request, account_id: AccountId, me: SignedIn = administrator) -> Response:
        return one(request, me, account_id)

    @routes.post("/accounts/{account_id}")
    def change(
        request: Request,
        account_id: AccountId,
        role: Annotated[str, Form()] = "",
        team: Annotated[str, Form()] = "",
        closed: Annotated[str, Form()] = "",
        me: SignedIn = administrator,
    ) -> Response:
        if role not in set(Role) or team not in teams:
            return one(request, me, account_id, error="Select a role and a team from the lists")
        try:
            accounts.change(account_id, Role(role), team, active=not closed)
        except UnknownAccount:
            return one(request, me, account_id)
        except LastAdministrator:
            alone = "This is the only open administrator account. Give somebody else the role first"
            return one(request, me, account_id, error=alone)
        log.info("staff_account_changed", account=account_id, role=role, closed=bool(closed), by=me.id)
        return one(request, me, account_id, saved=True)

    @routes.post("/accounts/{account_id}/password")
    def new_password(request: Request, account_id: AccountId, me: SignedIn = administrator) -> Response:
        try:
            accounts.get(account_id)
        except UnknownAccount:
            return one(request, me, account_id)
        password = secrets.token_urlsafe(12)
        accounts.set_password(account_id, password)
        log.info("staff_password_reset", account=account_id, by=me.id)
        return one(request, me, account_id, password=password)

    return routes
