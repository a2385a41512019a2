"""A small council office: a database in a temporary file, quick password hashes and one page to guard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient

from database.engine import Database
from pages.masthead import Masthead
from pages.pages import Pages
from pages.security import SecurityHeaders
from staff import accounts_page, password_page, sign_in
from staff.accounts import Accounts
from staff.handlers import add_handlers
from staff.models import Role, Staff
from staff.sessions import Sessions, SignedIn
from tests.migrated import migrated_at

PASSWORD = "correct horse battery"
TEAMS = {"contact_centre": "Contact centre", "waste": "Waste and recycling"}
SECRET = "a-secret-of-the-tests"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_(self, time: timedelta) -> None:
        self.time += time


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.at(migrated_at(tmp_path / "staff.db"))
    yield database
    database.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(database: Database, clock: Clock) -> Accounts:
    return Accounts(database, demo=True, hasher=QUICK, clock=clock)


@pytest.fixture
def aisha(accounts: Accounts) -> Staff:
    return accounts.create("aisha@marlbury.example", "Aisha Rahman", Role.ADVISER, "contact_centre", PASSWORD)


@pytest.fixture
def app(accounts: Accounts) -> FastAPI:
    app = FastAPI()
    pages = Pages(Masthead.read(Path("council")))
    sessions = Sessions(accounts, SECRET, secure=False)
    app.include_router(sign_in.router(accounts, sessions, pages))
    app.include_router(accounts_page.router(accounts, sessions, pages, TEAMS))
    app.include_router(password_page.router(accounts, sessions, pages))
    add_handlers(app, pages)
    app.add_middleware(SecurityHeaders)

    adviser = Depends(sessions.signed_in(Role.ADVISER))

    @app.get("/desk")
    def desk(me: SignedIn = adviser) -> dict[str, str]:
        return {"name": me.name, "csrf_token": me.csrf_token}

    @app.post("/desk/change")
    def change(me: SignedIn = adviser) -> dict[str, str]:
        return {"changed_by": me.name}

    return app


@pytest.fixture
def browser(app: FastAPI) -> TestClient:
    return TestClient(app, headers={"Accept": "text/html"}, follow_redirects=False)
