"""What the second of two editors meets: the choice between two wordings, and work that was taken back and taken up."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from staff.accounts import DEMO_PASSWORD
from tests.browser.test_studio_pages import BIN, NARROW, WIDE, look, served
from tests.studio.drafts.browser import application
from tests.studio.parts import content_repository
from tests.studio.releasing.conftest import house
from tests.studio.releasing.parts import OLIVE, House
from tests.studio.workroom import Workroom

__all__ = ["house"]

pytestmark = pytest.mark.browser


@contextmanager
def at_an_address(app: FastAPI) -> Iterator[str]:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


def signed_in(chromium: Browser, address: str, name: str, size: dict[str, int]) -> Page:
    context = chromium.new_context(viewport=size, base_url=address, locale="en-GB")  # type: ignore[arg-type]
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto("/staff/sign-in?next=/studio/drafts")
    page.get_by_label("Email address").fill(f"{name}@marlbury.example")
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Drafts")).to_be_visible()
    return page


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_work_that_was_taken_back_is_taken_up_once_by_keyboard(
    chromium: Browser, house: House, size: dict[str, int]
) -> None:
    release = house.release(
        house.approved(title="Christmas bin days, and what to do when a collection is late")
    )
    house.releases.take_back(release.id, OLIVE, "Residents who asked about Christmas were told of the summer")
    house.releases.carry_out_due()
    at, draft_page = f"/studio/releases/{release.id}", f"/studio/drafts/{release.draft_id}"
    with at_an_address(application(house, house.releases)) as address:
        emma, ravi = (signed_in(chromium, address, name, size) for name in ("emma", "ravi"))
        for name, page in (("release", at), ("draft", draft_page)):
            emma.goto(page)
            expect(emma.get_by_text("residents do not meet it any more")).to_be_visible()
            look(emma, f"taken-back-{name}")
        ravi.goto(at)
        emma.get_by_role("button", name="Open a new draft with the same changes").press("Enter")
        expect(emma.get_by_text("The draft is started, with the same changes as before.")).to_be_visible()
        ravi.get_by_role("button", name="Open a new draft with the same changes").press("Enter")
        expect(
            ravi.get_by_text("Somebody has opened this draft with the same changes already")
        ).to_be_visible()
        look(ravi, "taken-up-already")
        for name, page in (("release", at), ("draft", draft_page)):
            ravi.goto(page)
            expect(ravi.get_by_text("Emma Whitlock has opened a draft with the same changes")).to_be_visible()
            look(ravi, f"taken-up-{name}")
        for page in (emma, ravi):
            page.context.close()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_of_two_editors_of_one_phrase_the_second_chooses_by_keyboard(
    chromium: Browser, tmp_path: Path, size: dict[str, int]
) -> None:
    with served(Workroom(content_repository(tmp_path / "content"), tmp_path)) as workroom:
        phrase = workroom.drafts.live_content().phrases("report_missed_bin")[0]
        emma = signed_in(chromium, workroom.address, "emma", size)
        emma.goto(BIN)
        emma.get_by_label("Add phrases").fill("the wagon drove by and never touched mine")
        emma.get_by_role("button", name="Add phrases").press("Enter")
        expect(emma.get_by_role("alert")).to_contain_text("1 phrase added")
        workroom.share("ed")
        ed = signed_in(chromium, workroom.address, "ed", size)
        for page, new in (
            (emma, "nobody has been to empty my bin this week"),
            (ed, "a very long way of saying that the crew went past my house without a thought for my bin"),
        ):
            page.goto(f"{BIN}/phrases/change?phrase={phrase}")
            page.locator("#new").fill(new)
        emma.get_by_role("button", name="Save the phrase").press("Enter")
        expect(emma.get_by_role("alert")).to_contain_text("now reads")
        ed.get_by_role("button", name="Save the phrase").press("Enter")
        expect(ed.get_by_role("heading", name="Somebody changed this while you were editing")).to_be_visible()
        look(ed, "choice")
        ed.get_by_role("button", name="Keep both").press("Enter")
        expect(ed.get_by_role("alert")).to_contain_text("1 phrase added")
        said = workroom.draft().phrases("report_missed_bin")
        assert "nobody has been to empty my bin this week" in said
        assert any(one.startswith("a very long way") for one in said)
        for page in (emma, ed):
            page.context.close()
