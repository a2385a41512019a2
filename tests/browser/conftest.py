"""A real Chromium and the web chat served from a thread, for the tests of one file at a time."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from setup import parts
from tests.webchat.parts import ROOT, Reception, an_article

QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
)
SHOTS = ROOT / "tests" / "screenshots"  # for a person to look at
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
START_SECONDS = 20
# What is wrong, told in the page: all that axe looked at is fifty times as much to carry out of the browser.
FOUND = """(rules) => axe.run(document, rules).then(({violations}) => violations.flatMap(
    ({id, nodes}) => nodes.map(({html}) => `${id}: ${html.slice(0, 150)}`)))"""
# A line that is still fading in has too little contrast for a moment; what blinks for ever is not waited for.
SETTLED = """() => Promise.allSettled(document.getAnimations()
    .filter((each) => each.effect.getTiming().iterations !== Infinity).map((each) => each.finished))"""

expect.set_options(timeout=60_000)  # milliseconds; how long a busy machine may take is not what is tested


@dataclass
class Served:
    """The web chat on an address of its own. `elsewhere` is the same server as another origin."""

    reception: Reception
    port: int

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def elsewhere(self) -> str:
        return f"http://localhost:{self.port}"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=parts.browser(), args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    reception = Reception(tmp_path_factory.mktemp("chat"))
    reception.articles._articles["waste/every-markup"] = an_article()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(reception.app, log_level="warning", timeout_graceful_shutdown=1)
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + START_SECONDS
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.05)
        yield Served(reception, listener.getsockname()[1])
        server.should_exit = True
        thread.join(timeout=10)
    reception.database.close()


@pytest.fixture
def resident(chromium: Browser) -> Iterator[BrowserContext]:
    """A resident's browser: nothing kept from before."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.fixture
def page(resident: BrowserContext) -> Iterator[Page]:
    """A tab in which no script may fail."""
    page, failures = resident.new_page(), []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on(
        "console", lambda line: failures.append(line.text) if "Content Security Policy" in line.text else None
    )
    yield page
    assert failures == []


def axe(page: Page, rules: Mapping[str, list[str]] = AXE_RULES) -> list[str]:
    """What axe-core finds wrong with a page, one line for each element."""
    page.evaluate(SETTLED)
    if not page.evaluate("'axe' in window"):  # it is there from an earlier look at the same page
        page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(FOUND, rules)
    return found


def picture(
    page: Page, name: str, *, full_page: bool = True, caret: Literal["hide", "initial"] = "hide"
) -> None:
    """A picture for a person to look at. In CI there is nobody, and a long page takes as long to draw as to test."""
    if parts.in_ci():
        return
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=full_page, caret=caret)
