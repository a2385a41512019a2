"""The studio's pages on a content repository of a test's own, and editors in their browsers."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import select

from contacts.models import Channel, Contact, Turn
from council.council import load_council
from database.engine import Database
from pages.masthead import Masthead
from pages.pages import Pages
from pages.security import SecurityHeaders
from staff import sign_in
from staff.accounts import DEMO_PASSWORD, Accounts
from staff.handlers import add_handlers
from staff.models import Role, Staff
from staff.sessions import Sessions, SignedIn
from studio.articles.searching import Searches
from studio.drafts.drafts import Drafts
from studio.enquiries.looked import Looking
from studio.enquiries.scores import ComparedScores
from studio.files.content import Content
from studio.releasing.releases import Releases
from studio.router import router
from studio.trying.trial import Trial
from tests.desk.parts import QUICK, ROOT, hidden, plain
from tests.migrated import migrated_at
from tests.mounting import mount

MONDAY = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
EDITORS = {"emma": "Emma Whitlock", "ed": "Ed Editor"}

__all__ = ["MONDAY", "Editor", "Workroom", "hidden", "plain", "sent_again"]


class Workroom:
    """`address` is where a test serves it, if it does."""

    address = ""

    def __init__(self, content: Path, folder: Path) -> None:
        self.content = content
        self.database = Database.at(migrated_at(folder / "studio.db"))
        self.accounts = Accounts(self.database, demo=True, hasher=QUICK)
        for name, title in EDITORS.items():
            self.accounts.create(f"{name}@marlbury.example", title, Role.EDITOR, "waste", DEMO_PASSWORD)
        self.drafts = Drafts(content, folder / "drafts", self.database, self.clock)
        self.looking, self.searches = Looking(), Searches()
        pages = Pages(Masthead.of(load_council(ROOT / "council")))
        sessions = Sessions(self.accounts, "a secret of the tests", secure=False)
        self.app = FastAPI(title="The studio under test")
        self.app.add_middleware(SecurityHeaders)
        self.app.include_router(sign_in.router(self.accounts, sessions, pages))
        add_handlers(self.app, pages)
        rooms = router(
            content,
            database=self.database,
            pages=pages,
            sessions=sessions,
            drafts=self.drafts,
            clock=self.clock,
            scores=ComparedScores(self.database),
            mask=lambda words, entities: re.sub(r"\d{5,}", "[number]", words),
            releases=self.releases(folder),
            trial=self.trial(),
            looking=self.looking,
            searches=self.searches,
        )
        mount(self.app, rooms)
        pages.mount_assets(self.app)

    def clock(self) -> datetime:
        return MONDAY

    def releases(self, folder: Path) -> Releases | None:
        """Nothing goes live from here."""
        return None

    def trial(self) -> Trial | None:
        """What "Try it" works with, where a test tries it."""
        return None

    def editor(self, name: str = "emma") -> Editor:
        return Editor(self, name)

    def browser(self, name: str) -> TestClient:
        """Somebody signed in, whatever they may open."""
        browser = TestClient(self.app, headers={"Accept": "text/html"}, follow_redirects=False)
        token = hidden(browser.get("/staff/sign-in"), "csrf_token")
        form = {"csrf_token": token, "email": f"{name}@marlbury.example", "password": DEMO_PASSWORD}
        assert browser.post("/staff/sign-in", data=form).status_code == 303
        return browser

    def account(self, name: str) -> SignedIn:
        """As Drafts knows an editor."""
        with self.database.reading() as session:
            found = session.scalars(select(Staff).where(Staff.email == f"{name}@marlbury.example")).one()
        return SignedIn(found.id, found.name, found.email, Role(found.role), found.team, "")

    def share(self, name: str) -> None:
        """An editor works on the only draft from now on."""
        [draft] = self.drafts.all()
        self.drafts.choose(self.account(name), draft.id)

    def draft(self) -> Content:
        """The files of the only draft."""
        [draft] = self.drafts.all()
        return Content(draft.root)

    def heard(self, words: str, intent: str, sure: float = 0.9) -> None:
        """A resident says something, which is taken for an intent."""
        with self.database.session() as session:
            contact = Contact(channel=Channel.WEBCHAT)
            session.add(contact)
            session.flush()
            understanding = {"intent": intent, "confidence": sure}
            turn = Turn(
                contact_id=contact.id,
                number=1,
                words=words,
                digest=words[:60],
                received_at=MONDAY,
                understanding=understanding,
            )
            session.add(turn)


class Editor:
    """A browser in which an editor is signed in. Forms carry their token and what the page was made from."""

    def __init__(self, workroom: Workroom, name: str) -> None:
        self.browser = workroom.browser(name)
        self.token = hidden(self.see("/studio/enquiries/new"), "csrf_token")

    def see(self, address: str, **headers: str) -> Response:
        return self.browser.get(address, follow_redirects=True, headers=headers)

    def send(self, address: str, **fields: str | list[str]) -> Response:
        return self.browser.post(address, data={"csrf_token": self.token, **fields})

    def does(self, address: str, **fields: str | list[str]) -> Response:
        """Send a form that is saved, and see the page it leads to."""
        answer = self.send(address, **fields)
        assert answer.status_code == 303, plain(answer)
        return self.see(answer.headers["location"])


def sent_again(page: Response) -> dict[str, str]:
    """The hidden fields of a page that asks before it saves, but the token."""
    fields = re.findall(
        r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page.text.partition("<h1")[2]
    )
    return {name: html.unescape(value) for name, value in fields if name != "csrf_token"}
