"""One visitor plays both sides of a call on the phone page: the caller, and the adviser whose telephone rings."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import axe
from tests.server.demo import demo_without_assistant

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with demo_without_assistant(tmp_path_factory.mktemp("demo")) as address:
        yield address


@pytest.mark.parametrize("width", [320, 1100])
def test_a_visitor_waits_answers_and_talks_without_leaving_the_page(
    page: Page, home: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{home}/phone")
    page.get_by_role("button", name="Call 01632 960001").click()
    page.get_by_role("button", name="0", exact=True).click()
    expect(page.locator("#status")).to_contain_text("An adviser’s telephone rings on this page")
    expect(page.locator("#log")).to_contain_text("You are next in the queue")
    telephones = page.get_by_role("region", name="Telephones the council rings")
    expect(telephones).to_contain_text("Contact centre, +441632960021")
    assert axe(page) == []
    telephones.get_by_role("button", name=re.compile("^Answer")).click()
    expect(telephones).to_contain_text("A caller. Asked for a person. Press 1 to take it.")
    expect(page.locator("#log")).not_to_contain_text("Press 1 to take it")
    telephones.get_by_role("button", name="Press 1 on").click()
    expect(page.locator("#status")).to_have_text("You are through to an adviser")
    assert axe(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    telephones.get_by_role("button", name="Hang up on").click()
    expect(page.locator("#log")).to_contain_text("Thank you for calling. Goodbye.")
    expect(page.locator("#status")).to_have_text("The line hung up")
