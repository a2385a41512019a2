"""An editor trains a draft and reads its comparison by keyboard, at 320 pixels, with nothing axe minds."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Page, expect

from staff.accounts import DEMO_PASSWORD
from tests.browser.conftest import axe, picture
from tests.studio.drafts.browser import application
from tests.studio.workshop.conftest import small_repository
from tests.studio.workshop.parts import Bench, Studio, answer

NARROW = {"width": 320, "height": 640}
# What sticks out of the page; a region that scrolls by itself may be wider inside.
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll('body *')].filter((each) => each.getBoundingClientRect().right > innerWidth)
    .map((each) => each.outerHTML.slice(0, 150))"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    folder = tmp_path_factory.mktemp("studio")
    studio = Studio(folder, Bench(folder, small_repository(folder / "content")))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        studio.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = uvicorn.Server(
            uvicorn.Config(application(studio.office), log_level="warning", timeout_graceful_shutdown=1)
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield studio
        server.should_exit = True
        thread.join(timeout=10)
    studio.bench.database.close()


@pytest.fixture
def emma(page: Page, studio: Studio) -> Page:
    page.goto(f"{studio.address}/staff/sign-in?next={studio.train}")
    page.get_by_label("Email address").fill("emma@marlbury.example")
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Train and compare")).to_be_visible()
    return page


def looked_at(page: Page, name: str) -> None:
    """No violation, nothing to scroll sideways at 320 pixels, and a picture for a person."""
    assert axe(page) == []
    wide = page.viewport_size
    picture(page, f"workshop-{name}")
    page.set_viewport_size(NARROW)
    too_wide = page.evaluate(TOO_WIDE)
    assert too_wide == []
    assert axe(page) == []
    picture(page, f"workshop-{name}-narrow")
    assert wide is not None
    page.set_viewport_size(wide)


def _screens(page: Page) -> float:
    """How long the page is on a telephone."""
    wide = page.viewport_size
    page.set_viewport_size(NARROW)
    height = page.evaluate("document.documentElement.scrollHeight") / NARROW["height"]
    assert wide is not None
    page.set_viewport_size(wide)
    return float(height)


def test_a_draft_is_trained_watched_and_compared_by_keyboard(emma: Page, studio: Studio) -> None:
    bench = studio.bench
    looked_at(emma, "before")
    emma.get_by_role("button", name="Train and compare").press("Enter")
    expect(emma.get_by_text("Waiting to begin")).to_be_visible()
    (job,) = bench.jobs.of(studio.draft.id)
    live = bench.models.train(bench.content, lambda line: None, bench.leaving)
    bench.models.told[live.name] = lambda text: answer(
        "report_missed_bin", safety="emergency" if "fire" in text else "none"
    )
    bench.jobs.take("someone")
    bench.jobs.beat(job.id, "someone", "Learning the rules", 42, 33)
    expect(emma.get_by_role("progressbar")).to_have_attribute("value", "42")
    looked_at(emma, "during")
    bench.jobs.stopped(job.id, "someone")
    # The draft as it stands has the live content; one with other phrases shows what a comparison can.
    bench.work()
    expect(emma.get_by_role("link", name="See how the draft compares")).to_be_visible()
    commit = bench.draft()
    bench.rehearsals.problems["too_late"] = "after ('says', 'yes')\n  expected: too late\n  heard: Thanks"
    bench.rehearsals.problems["missed_bin"] = "after the greeting\n  expected: your bin\n  heard: A question"
    bench.rehearsals.in_live["missed_bin"] = "after the greeting\n  expected: your bin\n  heard: Call 999"
    bench.jobs.ask("compare", studio.draft.id, commit, "Emma")
    bench.work()
    emma.goto(f"{studio.address}{studio.comparison}?commit={commit}")
    expect(emma.get_by_role("heading", name="Comparison with the live assistant")).to_be_visible()
    expect(emma.locator("summary", has_text="Right before, wrong now")).to_be_visible()
    expect(emma.get_by_role("region", name="Right before, wrong now")).to_be_visible()
    looked_at(emma, "comparison-folded")
    assert _screens(emma) < 12, "folded away it is read on a telephone"
    for part, within in (
        ("Too late does not go as written", emma.get_by_role("region", name="What came in Too late")),
        (
            "Missed bin does not go as written",
            emma.get_by_role("region", name="What came in Missed bin with the live assistant"),
        ),
        ("As a picture", emma.get_by_role("region", name="Heat map of what the draft confuses")),
        ("Test messages as typed", emma.get_by_role("table", name="Test messages as typed, by service")),
    ):
        expect(within).to_be_hidden()
        emma.locator("summary", has_text=part).first.press("Enter")
        expect(within).to_be_visible()
    emma.locator("summary", has_text="The same as a table").press("Enter")
    expect(emma.get_by_role("table", name="What was taken for something else")).to_be_visible()
    looked_at(emma, "comparison")


def test_a_training_can_be_stopped_and_why_one_failed_is_told_first(emma: Page, studio: Studio) -> None:
    bench = studio.bench
    bench.jobs.ask("compare", studio.draft.id, "a" * 40, "Emma")
    emma.reload()
    emma.get_by_role("button", name="Stop").press("Enter")
    expect(emma.get_by_text("Stopped", exact=True).first).to_be_visible()
    bench.jobs.ask("train", studio.draft.id, studio.draft.head, "Emma")
    job = bench.jobs.take("someone")
    assert job is not None
    bench.jobs.fail(
        job.id, "someone", "data/nlu/waste.yml:3: this is not YAML. Check the quotes on this line"
    )
    emma.reload()
    expect(emma.get_by_role("alert")).to_contain_text("data/nlu/waste.yml:3")
    looked_at(emma, "failed")
