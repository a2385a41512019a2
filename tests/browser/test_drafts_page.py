"""Drafts in a browser: started, undone, a conflict settled, discarded; wide and narrow, with axe on each page."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from staff.accounts import DEMO_PASSWORD
from studio.drafts.views import DraftView
from tests.browser.conftest import axe, picture
from tests.studio.drafts.browser import application
from tests.studio.drafts.parts import ARTICLE, ED, EMMA, NLU, REPLIES, Office, SetReply, Swap, phrase

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}

pytestmark = pytest.mark.browser


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    office.database.close()


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(application(office), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def page(chromium: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """An approver signed in; fails on what our own policy or scripts complain of."""
    context = chromium.new_context(viewport=request.param, base_url=address)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    page.goto("/studio/drafts")
    page.get_by_label("Email address").fill("ravi@marlbury.example")
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Drafts")).to_be_visible()
    yield page
    context.close()
    assert complaints == []


def look(page: Page, shot: str) -> None:
    """Takes a picture, and fails on what axe finds and on a page wider than its window."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    picture(page, f"drafts-{shot}-{width}")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def a_draft_with_everything(office: Office) -> DraftView:
    """Phrases moved and added, a reply, an article, a plain file; live has changed the reply and the article too."""
    draft = office.drafts.open("Christmas bin days and what to do when a collection is late", EMMA)
    line, day = "    - when do you come\n", "    - when is bin day\n"
    for edit in (
        phrase("the lorry drove straight past"),
        Swap(NLU, line, "", "1 phrase taken out"),
        Swap(NLU, day, f"{day}{line}", "1 phrase put in"),
        SetReply("utter_ask_bin_type", "Which of your bins was it?"),
        Swap(ARTICLE, "2 working days", "5 working days", "Article changed: Missed bins"),
        Swap("config.yml", "language: en", "language: en  # British", "File changed: config.yml"),
    ):
        office.drafts.edit(draft.id, edit, ED)
    office.programmer_commits(REPLIES, "Which bin was it?", "Which colour is the bin?")
    office.programmer_commits(ARTICLE, "2 working days", "3 working days")
    return draft


def test_a_draft_from_its_start_to_its_discard(page: Page, office: Office) -> None:
    look(page, "none")
    page.get_by_role("button", name="Start a new draft").click()
    page.get_by_role("button", name="Start draft").click()
    look(page, "new-error")
    page.get_by_label("What is it about?").fill("Christmas")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The draft is started.")).to_be_visible()
    look(page, "empty")
    office.drafts.edit(1, phrase("the lorry drove straight past"), EMMA)
    page.reload()
    page.get_by_role("button", name="1 phrase added").click()
    expect(page.get_by_role("button", name="Put back")).to_be_visible()
    page.get_by_role("link", name="Discard this draft").click()
    look(page, "discard")
    page.get_by_role("button", name="Discard draft").click()
    expect(page.get_by_text("The draft is discarded.")).to_be_visible()
    look(page, "closed")


def test_a_conflict_is_settled_by_reading_and_choosing(page: Page, office: Office) -> None:
    draft = a_draft_with_everything(office)
    page.goto("/studio/drafts")
    look(page, "list")
    page.get_by_role("link", name="Christmas bin days").click()
    for part in page.locator("details").all():
        part.locator("summary").click()
    look(page, "draft")
    page.get_by_role("button", name="Work on this draft").click()
    page.get_by_role("button", name="Bring up to date").click()
    look(page, "conflicts")
    page.get_by_role("button", name="Bring up to date").click()
    expect(page.get_by_role("alert")).to_contain_text("Select which to keep")
    look(page, "conflicts-error")
    for group in page.get_by_role("group", name="Which to keep?").all():
        group.get_by_label("What this draft has").check()
    page.get_by_role("button", name="Bring up to date").click()
    expect(page.get_by_text("The draft has everything that is live.")).to_be_visible()
    assert "Which of your bins was it?" in office.text(draft.id, REPLIES)
    assert "5 working days" in office.text(draft.id, ARTICLE)


def test_the_record_is_narrowed_to_one_person(page: Page, office: Office) -> None:
    a_draft_with_everything(office)
    page.goto("/studio/drafts/changes")
    look(page, "record")
    page.get_by_label("By", exact=True).select_option("Emma Whitlock")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("row")).to_have_count(2)  # the head of the table, and her one change
