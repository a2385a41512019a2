"""The pages of drafts in an application of their own, as somebody at a browser sees them."""

from __future__ import annotations

import re
from functools import cache

from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from council.council import load_council
from pages.masthead import Masthead
from pages.pages import Pages
from pages.security import SecurityHeaders
from server.settings import ROOT
from staff import sign_in
from staff.accounts import DEMO_PASSWORD, Accounts
from staff.handlers import add_handlers
from staff.sessions import Sessions
from studio.releasing.releases import Releases
from studio.router import router
from tests.mounting import mount
from tests.studio.drafts.parts import Office

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@cache
def pages() -> Pages:
    return Pages(Masthead.of(load_council(ROOT / "council")))


def application(office: Office, releases: Releases | None = None) -> FastAPI:
    accounts = Accounts(office.database, demo=True, hasher=QUICK)
    accounts.seed_demo()
    sessions = Sessions(accounts, "a secret of the tests", secure=False)
    app = FastAPI(title="The studio under test")
    app.add_middleware(SecurityHeaders)
    app.include_router(sign_in.router(accounts, sessions, pages()))
    add_handlers(app, pages())
    mount(
        app,
        router(
            office.live,
            database=office.database,
            pages=pages(),
            sessions=sessions,
            drafts=office.drafts,
            releases=releases,
        ),
    )
    pages().mount_assets(app)
    return app


class Editor:
    """Somebody signed in. Pages are asked for as a person does, and forms carry their token."""

    def __init__(self, app: FastAPI, name: str = "emma") -> None:
        self.browser = TestClient(app, headers={"Accept": "text/html"}, follow_redirects=False)
        self._token = hidden(self.browser.get("/staff/sign-in"), "csrf_token")
        answer = self.send("/staff/sign-in", email=f"{name}@marlbury.example", password=DEMO_PASSWORD)
        assert answer.status_code == 303, answer.text
        signed_in = self.browser.get("/studio/drafts")
        if found := re.search(r'name="csrf_token" value="([^"]+)"', signed_in.text):
            self._token = found[1]

    def see(self, address: str) -> Response:
        return self.browser.get(address, follow_redirects=True)

    def send(self, address: str, **fields: str) -> Response:
        return self.browser.post(address, data={"csrf_token": self._token, **fields})

    def does(self, address: str, **fields: str) -> Response:
        """Sends a form and gives the page it leads to."""
        answer = self.send(address, **fields)
        assert answer.status_code == 303, answer.text
        return self.see(answer.headers["location"])


def hidden(page: Response, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def plain(page: Response) -> str:
    """The words of a page, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())
