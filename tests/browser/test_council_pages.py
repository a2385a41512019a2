"""The council's own words, import and export in a browser: axe, a narrow screen, keys, and an alert that goes live."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from studio.council.alerts import alerts_of
from studio.files.content import Content
from tests.browser.test_studio_pages import NARROW, WIDE, context, look, page, pytestmark, served, signed_in
from tests.studio.council.test_alerts import LiveRoom
from tests.studio.exchange.test_import import PASTED
from tests.studio.parts import content_repository

__all__ = ["context", "page", "pytestmark", "signed_in"]

HOME = "/studio/council"
PAGES = {
    "council": HOME,
    "about": f"{HOME}/about",
    "sentences": f"{HOME}/sentences",
    "sentence": f"{HOME}/sentences/passing_on",
    "alerts": f"{HOME}/alerts",
    "alert": f"{HOME}/alerts/new",
    "hours": f"{HOME}/hours",
    "week": f"{HOME}/hours/libraries",
    "promises": f"{HOME}/promises",
    "promise": f"{HOME}/promises/missed_bin",
    "directory": f"{HOME}/directory",
    "person": f"{HOME}/directory/person?name=Clare Reid",
    "remove-person": f"{HOME}/directory/person/remove?name=Kwame Boateng",
    "team": f"{HOME}/directory/teams/waste",
    "import": "/studio/phrases/import",
    "export": "/studio/export",
}


@pytest.fixture(scope="module")
def workroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveRoom]:
    folder = tmp_path_factory.mktemp("council")
    with served(LiveRoom(content_repository(folder / "content"), folder)) as workroom:
        yield workroom


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everybody_and_fits_a_narrow_screen(page: Page, name: str) -> None:
    page.goto(PAGES[name])
    page.wait_for_load_state("networkidle")
    for size in (WIDE, NARROW):  # styles alone know the width, so the page need not come twice
        page.set_viewport_size(size)
        look(page, name)


def test_an_alert_is_previewed_as_it_is_typed_and_goes_live_at_once(page: Page, workroom: LiveRoom) -> None:
    page.goto(f"{HOME}/alerts/new")
    page.get_by_label("What has happened, and what to do").press_sequentially(
        "Ice on Mill Bridge. Please walk."
    )
    expect(page.locator("#preview .chat-card")).to_contain_text("Ice on Mill Bridge. Please walk.")
    page.get_by_label("Riverside").focus()
    page.keyboard.press("Space")
    expect(page.locator("#preview .chat-card")).to_contain_text("Riverside")
    page.get_by_role("button", name="Publish now").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Live now. Alert: ‘Ice on Mill Bridge.")
    look(page, "alerts-live")
    [alert] = alerts_of(Content(workroom.content))
    assert alert.areas == ("Riverside",)
    page.get_by_role("button", name="End it now").click()
    expect(page.get_by_role("alert")).to_contain_text("ended")


def test_a_problem_takes_the_editor_to_the_time_it_is_about(page: Page) -> None:
    page.goto(f"{HOME}/alerts/new")
    page.locator("#ends").fill("31")
    page.locator("#ends-month").fill("2")
    page.get_by_role("button", name="Publish now").click()
    page.get_by_role("alert").get_by_role("link", name="Enter a real date").click()
    expect(page.locator("#ends")).to_be_focused()
    look(page, "alert-errors")


def test_the_day_that_is_wrong_is_a_key_away(page: Page) -> None:
    page.goto(f"{HOME}/hours")
    page.get_by_role("button", name="Add the day").click()
    page.get_by_role("alert").get_by_role("link", name="Enter a real date").click()
    expect(page.get_by_label("Day", exact=True)).to_be_focused()
    look(page, "hours-errors")


def test_phrases_are_pasted_looked_at_and_added(page: Page) -> None:
    page.goto("/studio/phrases/import")
    page.get_by_label("Or paste the rows here").fill(PASTED)
    page.get_by_role("button", name="See what is in it").click()
    expect(page.get_by_role("table", name="What is in it")).to_contain_text("New")
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        look(page, "import-preview")
    page.get_by_role("button", name="Add 2 new phrases").click()
    expect(page.get_by_role("alert")).to_contain_text("2 phrases imported to Report a missed bin")
