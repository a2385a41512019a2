"""An editor goes through the inbox in a browser: by keys, with and without a script, at both widths, with axe."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect

from staff.accounts import DEMO_PASSWORD
from tests.browser.conftest import axe, picture
from tests.browser.test_desk_page import EVERY_RULE, NARROW, WIDE
from tests.studio.inbox.parts import DAY, MISSED, WHICH, Council, Ears

pytestmark = pytest.mark.browser


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    council = Council(tmp_path, live_ears=Ears(DAY, 0.31))
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(council.app, port=port, log_level="warning", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    council.address = f"http://127.0.0.1:{port}"
    yield council
    server.should_exit = True
    thread.join(timeout=10)
    council.database.close()


def opened(chromium: Browser, council: Council, size: dict[str, int], **options: bool) -> BrowserContext:
    context = chromium.new_context(viewport=size, base_url=council.address, **options)  # type: ignore[arg-type]
    context.set_default_timeout(60_000)
    return context


def sign_in(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/studio/inbox")
    page.get_by_label("Email address").fill("ed@marlbury.example")
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Inbox", exact=True)).to_be_visible()
    return page


def look(page: Page, shot: str) -> None:
    """Takes a picture, and fails on what axe finds and on a page wider than its window."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    picture(page, f"studio-{shot}-{width}")
    assert axe(page, EVERY_RULE) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def filled(council: Council) -> None:
    council.says("the hedgehog house at 14 Mill Lane is broken, I am Sandra Lee")
    council.says("the hedgehog house is broken again")
    council.says("the wagon went by", WHICH.choices[1])
    council.says("the wagon went by once more", WHICH.choices[1])
    council.says("my bin was missed").rates(helped=False)
    council.gathering.gather()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_page_passes_axe_and_fits_its_window(
    chromium: Browser, council: Council, size: dict[str, int]
) -> None:
    page = sign_in(opened(chromium, council, size))
    look(page, "inbox-empty")
    page.goto("/studio")
    look(page, "today-empty")
    filled(council)
    page.goto("/studio")
    look(page, "today")
    page.goto("/studio/inbox")
    look(page, "inbox")
    page.goto("/studio/inbox/groups/1")
    expect(page.locator("#heard")).to_contain_text("Live now: Find out your bin day (31%)")
    look(page, "group")
    page.get_by_label("Another enquiry").fill("no such thing")
    page.get_by_role("button", name="Choose this enquiry").click()
    expect(page.get_by_role("alert")).to_contain_text("There is no enquiry called")
    look(page, "group-error")
    page.get_by_role("button", name="Nothing we do").click()
    expect(page.get_by_role("alert")).to_contain_text("settled as nothing we do")
    look(page, "group-next")
    page.goto("/studio/inbox/decided")
    look(page, "decided")


def test_a_group_is_settled_by_one_key_and_undone(chromium: Browser, council: Council) -> None:
    filled(council)
    page = sign_in(opened(chromium, council, WIDE))
    page.goto("/studio/inbox/groups/1")
    page.keyboard.press("2")
    expect(page.get_by_role("alert")).to_contain_text("2 phrases added to Report a missed bin")
    page.get_by_role("button", name="Undo this decision").click()
    expect(page.get_by_role("alert")).to_contain_text("Undone by Ed Editor")
    assert council.inbox.decided()[0].intent == MISSED


def test_keys_are_only_keys_while_somebody_writes_and_can_be_turned_off(
    chromium: Browser, council: Council
) -> None:
    filled(council)
    page = sign_in(opened(chromium, council, WIDE))
    page.goto("/studio/inbox/groups/1")
    page.keyboard.press("/")
    expect(page.get_by_label("Another enquiry")).to_be_focused()
    page.keyboard.type("1d")
    expect(page.get_by_label("Another enquiry")).to_have_value("1d")
    page.get_by_label("Another enquiry").fill("Find out your bin day")
    page.get_by_role("button", name="Keyboard shortcuts: on").click()
    page.keyboard.press("d")
    page.reload()
    expect(page.get_by_role("button", name="Keyboard shortcuts: off")).to_be_visible()
    page.keyboard.press("1")
    page.get_by_label("Another enquiry").fill("Find out your bin day")
    page.keyboard.press("Enter")  # chooses what was written, and no guess
    expect(page.get_by_role("alert")).to_contain_text("added to Find out your bin day")
    assert len(council.inbox.decided()) == 1


def test_without_a_script_everything_is_there(chromium: Browser, council: Council) -> None:
    filled(council)
    page = sign_in(opened(chromium, council, WIDE, java_script_enabled=False))
    page.get_by_role("link", name="hedgehog").click()
    expect(page.get_by_role("heading", name="What are they about?")).to_be_visible()
    page.get_by_role("link", name="Ask it now").click()
    expect(page.locator("#heard")).to_contain_text("Live now: Find out your bin day (31%)")
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_role("alert")).to_contain_text("2 messages dismissed")
