"""Editors teach enquiries and write articles in a browser: with a mouse, with keys alone, and on a narrow screen."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect

from staff.accounts import DEMO_PASSWORD
from tests.browser.conftest import SETTLED, axe, picture
from tests.studio.enquiries.test_new import PHRASES
from tests.studio.parts import content_repository
from tests.studio.workroom import Workroom

Room = TypeVar("Room", bound=Workroom)
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}
BIN = "/studio/enquiries/report_missed_bin"
MISSED = "/studio/articles/waste/missed-bins"
# What stands out of the window to the right, where the page scrolls sideways.
TOO_WIDE = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
    [...document.querySelectorAll("main *")].filter((one) => one.getBoundingClientRect().right > innerWidth)
    .map((one) => one.outerHTML.slice(0, 120))"""
PAGES = {
    "enquiries": "/studio/enquiries",
    "enquiry": BIN,
    "phrase": f"{BIN}/phrases/change?phrase=missed garden waste",
    "remarks": f"{BIN}/remarks",
    "details": f"{BIN}/details",
    "new-enquiry": "/studio/enquiries/new",
    "rename": "/studio/enquiries/book_bulky_waste/rename?new=collect_large_item",
    "rename-refused": f"{BIN}/rename",
    "import": "/studio/phrases/import",
    "merge": "/studio/enquiries/book_bulky_waste/merge?target=query_recycling_centre",
    "retire": "/studio/enquiries/book_bulky_waste/retire",
    "articles": "/studio/articles?ask=my bin was missed",
    "article": MISSED,
    "new-article": "/studio/articles/new",
    "move": f"{MISSED}/move?to=waste&name=bins-missed",
    "retire-article": f"{MISSED}/retire?instead=waste/new-bins",
    "none": "/studio/articles/waste/none",
}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def workroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workroom]:
    folder = tmp_path_factory.mktemp("studio")
    with served(Workroom(content_repository(folder / "content"), folder)) as workroom:
        yield workroom


@contextmanager
def served(workroom: Room) -> Iterator[Room]:
    """A workroom whose pages a browser can open, at its address."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(workroom.app, port=port, log_level="warning", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    workroom.address = f"http://127.0.0.1:{port}"
    yield workroom
    server.should_exit = True
    thread.join(timeout=10)
    workroom.database.close()


@pytest.fixture(scope="module")
def signed_in(chromium: Browser, workroom: Workroom) -> StorageState:
    """What Emma's browser keeps once she has signed in, which she does once for all the tests of a file."""
    context = chromium.new_context(base_url=workroom.address, locale="en-GB")
    page = context.new_page()
    page.goto("/staff/sign-in?next=/studio/drafts")
    page.get_by_label("Email address").fill("emma@marlbury.example")
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Drafts")).to_be_visible()
    kept = context.storage_state()
    context.close()
    return kept


@pytest.fixture
def context(chromium: Browser, workroom: Workroom, signed_in: StorageState) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        viewport=WIDE, base_url=workroom.address, locale="en-GB", storage_state=signed_in
    )
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Emma's tab, which fails the test when our own policy or scripts complain."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    yield page
    assert complaints == []


def look(page: Page, shot: str) -> None:
    """Takes a picture, and fails on what axe finds and on a page wider than its window."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.evaluate(SETTLED)
    picture(page, f"studio-{shot}-{width}")
    assert axe(page) == []
    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everybody_and_fits_a_narrow_screen(page: Page, name: str) -> None:
    page.goto(PAGES[name])
    page.wait_for_load_state("networkidle")
    for size in (WIDE, NARROW):  # styles alone know the width, so the page need not come twice
        page.set_viewport_size(size)
        look(page, name)


def test_warnings_come_while_phrases_are_typed_and_what_was_added_can_be_undone(page: Page) -> None:
    page.goto(BIN)
    page.get_by_label("Add phrases").press_sequentially("my bin was mised on thrusday morning")
    expect(page.get_by_role("status").filter(has_text="did you mean ‘missed’")).to_be_visible()
    look(page, "typing")
    page.get_by_label("Add phrases").fill("the wagon drove by and never touched mine")
    expect(page.locator("#typed-warnings")).to_contain_text("1 phrase, nothing to look at")
    page.get_by_role("button", name="Add phrases").click()
    done = page.get_by_role("alert")
    expect(done).to_contain_text("1 phrase added to Report a missed bin")
    look(page, "saved")
    done.get_by_role("button", name="Undo this").click()
    expect(page.get_by_role("alert")).to_contain_text("Undone: 1 phrase added")


def test_where_a_phrase_belongs_and_that_nobody_is_in_it_is_answered_by_keyboard_before_it_is_saved(
    page: Page, workroom: Workroom
) -> None:
    page.goto("/studio/enquiries/query_bin_collection_day")
    page.get_by_label("Add phrases").fill("missed garden waste\nits sandra lee, which colour goes out then")
    page.get_by_role("button", name="Add phrases").press("Enter")
    expect(page.get_by_role("heading", name="Before this is saved")).to_be_visible()
    both = page.get_by_role("group", name="“missed garden waste”")
    expect(both.get_by_label("Leave it with Report a missed bin")).to_be_visible()
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Select where ‘missed garden waste’ belongs")
    for width in (WIDE, NARROW):
        page.set_viewport_size(width)
        look(page, "asked-first")
    page.get_by_role("link", name="Select where").press("Enter")
    expect(both.get_by_label("Move it here")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.get_by_label("I have read it, and nobody is in it").press("Space")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_text("1 phrase added to Find out your bin day")).to_be_visible()
    page.get_by_role("link", name="Emma Whitlock,").click()
    expect(page.get_by_role("heading", name="1 line it adds may hold personal data")).to_be_visible()
    look(page, "draft-personal")


def test_phrases_are_ticked_and_moved_with_keys_alone(page: Page, workroom: Workroom) -> None:
    page.goto(BIN)
    phrase = page.get_by_role("checkbox").first
    words = phrase.get_attribute("value") or ""
    page.get_by_label("Add phrases").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        if phrase.evaluate("one => one === document.activeElement"):
            break
    expect(phrase).to_be_focused()
    page.keyboard.press("Space")
    expect(phrase).to_be_checked()
    page.get_by_role("link", name="Go to the end of the list").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    target = page.get_by_label("Where ticked phrases belong")
    expect(target).to_be_focused()
    page.keyboard.type("Find out your bin day")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Move ticked", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(
        "1 phrase moved from Report a missed bin to Find out your bin day"
    )
    assert words in workroom.draft().phrases("query_bin_collection_day")


def test_a_problem_takes_the_editor_to_its_field(page: Page) -> None:
    page.goto(BIN)
    page.get_by_role("button", name="Remove ticked").click()
    page.get_by_role("alert").get_by_role("link", name="Tick the phrases you mean").click()
    expect(page.get_by_role("checkbox").first).to_be_focused()
    look(page, "enquiry-errors")


def test_the_list_is_searched_while_somebody_types(page: Page) -> None:
    page.goto("/studio/enquiries")
    expect(page.locator("#rows")).not_to_contain_text("counting")
    page.get_by_label("Search names, hints and phrases").press_sequentially("mattress")
    expect(page.locator("#rows")).not_to_contain_text("Renew a library book")
    expect(page.get_by_role("link", name="Have a large item collected")).to_be_visible()
    expect(page).to_have_url(re.compile("q=mattress"))
    expect(page.get_by_label("Search names, hints and phrases")).to_be_focused()


def test_the_preview_follows_what_is_typed(page: Page) -> None:
    page.goto(MISSED)
    page.get_by_label("Summary").fill("Tell us at once, and leave the bin out.")
    page.get_by_label("Summary").press("End")
    page.keyboard.type(" Please utilise the form.")
    expect(page.locator(".chat-card")).to_contain_text("leave the bin out. Please utilise the form.")
    expect(page.locator("#preview")).to_contain_text("Say instead: use")
    page.get_by_role("textbox", name="Whole answer").fill("## When\n\nSee [the form](http://old.example).")
    expect(page.locator("#preview")).to_contain_text("Residents do not see links that begin with http")
    look(page, "article-typing")
    expect(page.get_by_label("Summary")).to_have_value(
        "Tell us at once, and leave the bin out. Please utilise the form."
    )


def test_the_spoken_answer_is_heard_in_a_british_voice_where_the_browser_has_one(page: Page) -> None:
    page.add_init_script(
        """window.said = [];
        window.SpeechSynthesisUtterance = class { constructor(words) { this.words = words; } };
        Object.defineProperty(window, "speechSynthesis", { value: {
          cancel() {}, getVoices: () => [{ lang: "en-US" }, { lang: "en-GB", name: "Ada" }],
          speak: (one) => window.said.push([one.words, one.lang, one.voice && one.voice.name]) } });"""
    )
    page.goto(MISSED)
    spoken = page.locator("#spoken-words").inner_text()
    page.get_by_role("button", name="Hear it").click()
    assert page.evaluate("window.said") == [[spoken, "en-GB", "Ada"]]


def test_nothing_is_offered_to_be_heard_where_the_browser_cannot_speak(page: Page) -> None:
    page.add_init_script("Object.defineProperty(window, 'speechSynthesis', { value: undefined })")
    page.goto(MISSED)
    expect(page.locator("#spoken-words")).to_be_visible()
    expect(page.get_by_role("button", name="Hear it")).to_have_count(0)


def test_a_new_enquiry_is_taught_on_one_page(page: Page, workroom: Workroom) -> None:
    page.goto("/studio/enquiries/new")
    page.get_by_role("button", name="Teach it").click()
    page.get_by_role("alert").get_by_role("link", name="Enter a title").click()
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    look(page, "new-enquiry-errors")
    page.keyboard.type("Borrow a noise recorder")
    page.get_by_label("Spoken name").fill("borrowing a noise recorder")
    page.get_by_label("Service").select_option("environment")
    page.get_by_label("Phrases").fill(PHRASES)
    expect(page.locator("#typed-warnings")).to_contain_text("10 phrases")
    page.get_by_label("No, write it now").check()
    page.get_by_label("Summary").fill("You can borrow a noise recorder for two weeks. It is free.")
    page.get_by_label("Spoken answer").fill("You can borrow a noise recorder for two weeks. It is free.")
    page.get_by_role("textbox", name="Whole answer").fill("## How\n\nAsk at any library.")
    page.get_by_label("Source").fill("Noise policy 2026, section 2")
    look(page, "new-enquiry-filled")
    page.get_by_role("button", name="Teach it").click()
    expect(page.get_by_role("alert")).to_contain_text("New enquiry: Borrow a noise recorder, with 10 phrases")
    expect(page.get_by_role("heading", name="Borrow a noise recorder", level=1)).to_be_visible()
    assert "borrow_noise_recorder" in workroom.draft().catalogue()


def test_everything_works_without_scripts(chromium: Browser, workroom: Workroom) -> None:
    context = chromium.new_context(viewport=NARROW, base_url=workroom.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/staff/sign-in?next=/studio/enquiries")
    page.get_by_label("Email address").fill("emma@marlbury.example")
    page.locator("#password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto("/studio/enquiries/query_recycling_centre")
    page.get_by_label("Add phrases").fill("where do i take my old bathroom to")
    page.get_by_role("button", name="Add phrases").click()
    expect(page.get_by_role("alert")).to_contain_text("1 phrase added to Use the tip")
    page.goto(MISSED)
    page.get_by_label("Source").fill("Waste policy 2027")
    page.get_by_role("button", name="Save the article").click()
    expect(page.get_by_role("alert")).to_contain_text("Article: Missed bins")
    expect(page.locator(".chat-card")).to_contain_text("Source: Waste policy 2027.")
    context.close()
