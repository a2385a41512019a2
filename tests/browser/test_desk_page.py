"""Advisers work the desk in a browser: a contact appears by itself, is taken, talked to and finished."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect

from cases.models import OutboxMessage
from contacts.models import Channel
from ivr.calls import Calls
from ivr.state import CallState
from staff.accounts import DEMO_PASSWORD
from tests.browser.conftest import axe, picture
from tests.desk.parts import TUESDAY, Office

EVERY_RULE: dict[str, list[str]] = {}  # axe-core's own choice
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = Office(tmp_path_factory.mktemp("desk"))
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(office.app, port=port, log_level="warning", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    office.address = f"http://127.0.0.1:{port}"
    yield office
    server.should_exit = True
    thread.join(timeout=10)
    office.database.close()


@pytest.fixture
def context(chromium: Browser, office: Office) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=WIDE, base_url=office.address)
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test when our own policy or scripts complain."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    yield page
    assert complaints == []


def sign_in(page: Page, name: str = "aisha") -> None:
    page.goto("/desk")
    page.get_by_label("Email address").fill(f"{name}@marlbury.example")
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Queue", exact=True)).to_be_visible()


def look(page: Page, shot: str) -> None:
    """Takes a picture, and fails on what axe finds and on a page wider than its window."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    picture(page, f"desk-{shot}-{width}")
    assert axe(page, EVERY_RULE) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_contact_appears_by_itself_is_accepted_talked_to_and_finished(page: Page, office: Office):
    sign_in(page)
    look(page, "queue-empty")
    resident = office.resident("my bin was missed", "a person please")
    expect(page.locator(".waiting--new")).to_contain_text("New")
    expect(page.get_by_role("status")).to_contain_text("New contact waiting. Report a missed bin, web chat")
    expect(page).to_have_title(re.compile(r"^\(1\) Queue"))
    look(page, "queue-new")

    page.get_by_role("button", name="Accept Report a missed bin").click()
    expect(page.get_by_role("heading", name="What you need to know")).to_be_visible()
    log = page.get_by_role("log")
    expect(log).to_contain_text("Aisha Rahman has joined the chat.")
    page.get_by_label("Your reply").fill("Hello Sam, I see it is about a bin.")
    page.keyboard.press("Enter")
    page.keyboard.type("Shall I")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("send the crew?")
    page.keyboard.press("Enter")
    expect(log).to_contain_text("send the crew?")
    expect(page.get_by_label("Your reply")).to_have_value("")
    assert resident.heard()[-2:] == [
        ("Aisha Rahman", "Hello Sam, I see it is about a bin."),
        ("Aisha Rahman", "Shall I\nsend the crew?"),
    ]
    resident.says("yes please <b>today</b>")
    expect(log).to_contain_text("yes please <b>today</b>")
    assert [int(line.get_attribute("data-message") or 0) for line in log.get_by_role("listitem").all()] == [
        line.id for line in office.turns.read(resident.key).messages
    ]
    look(page, "contact")

    page.get_by_role("button", name="Finish contact").click()
    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    summary.get_by_role("link", name="Select how the contact ended").click()
    expect(page.get_by_label("Answered there and then")).to_be_focused()
    look(page, "contact-errors")
    page.keyboard.press("Space")
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Finish contact").click()
    expect(page.get_by_role("alert")).to_contain_text("You finished the contact")
    look(page, "finished")
    assert office.turns.read(resident.key).status == "ended"


def test_a_double_click_on_send_sends_once(page: Page, office: Office):
    resident = office.resident("a person please")
    office.queue.accept(resident.entry.id, "Aisha Rahman")
    sign_in(page)
    page.get_by_role("link", name="Report a missed bin").click()
    page.get_by_label("Your reply").fill("Only once.")
    page.get_by_role("button", name="Send").dblclick()
    expect(page.get_by_role("log")).to_contain_text("Only once.")
    page.wait_for_timeout(500)  # time for a second reply to arrive, were there one
    assert [words for _, words in resident.heard()].count("Only once.") == 1
    resident.leaves()
    expect(page.get_by_role("status")).to_contain_text("The resident has left the chat.")
    expect(page.get_by_label("Your reply")).to_have_count(0)
    look(page, "contact-gone")


def test_when_the_connection_is_lost_nothing_typed_is(page: Page, context: BrowserContext, office: Office):
    resident = office.resident("a person please")
    entry = resident.entry
    office.queue.accept(entry.id, "Aisha Rahman")
    sign_in(page)
    page.goto(f"/desk/entries/{entry.id}")
    context.set_offline(True)
    page.get_by_label("Your reply").fill("Are you there?")
    page.keyboard.press("Enter")
    context.set_offline(False)
    expect(page.get_by_role("log")).to_contain_text("Are you there?")
    assert resident.heard()[-1] == ("Aisha Rahman", "Are you there?")
    resident.leaves()


def test_the_second_of_two_advisers_reads_who_was_first(page: Page, chromium: Browser, office: Office):
    entry = office.resident("a person please").entry
    page.route("**/desk/waiting*", lambda route: route.abort())  # the list on this page does not hear of it
    sign_in(page, "tom")
    office.queue.accept(entry.id, "Aisha Rahman")
    page.get_by_role("button", name="Accept Report a missed bin").click()
    expect(page.get_by_role("alert")).to_contain_text("Aisha Rahman was first")
    look(page, "taken")


def test_the_queue_and_a_contact_by_keyboard_alone(page: Page, office: Office):
    office.resident("help, a person please")
    sign_in(page)
    look(page, "queue-urgent")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id.startsWith('accept-')"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What you need to know")).to_be_visible()


def test_without_scripts_the_desk_works_by_refreshing(chromium: Browser, office: Office):
    resident = office.resident("a person please")
    entry = resident.entry
    context = chromium.new_context(java_script_enabled=False, base_url=office.address)
    page = context.new_page()
    sign_in(page)
    page.locator(f"#accept-{entry.id}").click()
    page.get_by_label("Your reply").fill("Hello from a plain page")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("log")).to_contain_text("Hello from a plain page")
    assert [words for _, words in resident.heard()].count("Hello from a plain page") == 1
    resident.says("and hello to you")
    page.get_by_role("link", name="Refresh the conversation").click()
    expect(page.get_by_role("log")).to_contain_text("and hello to you")
    context.close()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_page_passes_axe_and_fits_its_window(chromium: Browser, office: Office, size: dict[str, int]):
    context = chromium.new_context(viewport=size, base_url=office.address)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/staff/sign-in")
    look(page, "sign-in")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter your email address")
    look(page, "sign-in-errors")
    sign_in(page)

    caller = office.resident("help, a person please", channel=Channel.PHONE, caller="+441614960123")
    page.goto(f"/desk/entries/{caller.entry.id}")
    look(page, "contact-waiting")
    page.get_by_role("button", name="Accept this contact").click()
    expect(page.get_by_role("button", name="Finish contact")).to_be_visible()
    look(page, "contact-phone")
    page.get_by_role("button", name="Finish contact").click()
    look(page, "contact-phone-errors")

    page.goto("/desk/call-backs")
    look(page, "call-backs-none")
    page.goto("/desk/outbox")
    look(page, "outbox")
    office.resident("my bin was missed", "ring me", "0161 496 0123", "yes", "Nadia Karim")
    with office.database.session() as session:
        body = "Marlbury Council: case MB-4F7-K2Q is open.\n\nhttps://" + "averylongaddress" * 12
        session.add(OutboxMessage(kind="sms", to="+447700900123", subject="", body=body, created_at=TUESDAY))
    page.goto("/desk/call-backs")
    look(page, "call-backs")
    page.goto("/desk/outbox")
    look(page, "outbox-full")
    page.goto("/desk")
    look(page, "queue-full")
    page.goto("/desk/entries/9999")
    look(page, "not-found")
    (call,) = office.queue.call_backs()
    office.queue.call_back_done(call.id, "Aisha Rahman", "")
    page.get_by_role("button", name="Sign out").click()

    page.get_by_label("Email address").fill("ed@marlbury.example")
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading")).to_contain_text("Your account cannot open this page")
    look(page, "refused")
    context.close()


def test_a_reply_that_is_refused_is_given_back_with_the_reason(page: Page, office: Office):
    resident = office.resident("a person please")
    entry = resident.entry
    office.queue.accept(entry.id, "Aisha Rahman")
    sign_in(page)
    page.goto(f"/desk/entries/{entry.id}")
    for long, reason in ((2_001, "2,000 characters or fewer"), (70_000, "was not sent")):
        page.get_by_label("Your reply").fill("x" * long)
        page.keyboard.press("Enter")
        expect(page.locator("#reply-problem")).to_contain_text(reason)
        expect(page.get_by_label("Your reply")).to_have_value("x" * long)
    look(page, "reply-refused")
    page.get_by_label("Your reply").fill("Shorter.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("Shorter.")
    expect(page.locator("#reply-problem")).to_be_hidden()
    resident.leaves()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_phone_line_passes_axe_and_fits_its_window(
    chromium: Browser, office: Office, size: dict[str, int]
):
    context = chromium.new_context(viewport=size, base_url=office.address)  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, "mina")
    page.goto("/desk/phone-line")
    look(page, "phone-line")
    for words in ("my bin was missed", "a person please"):
        resident = office.resident(words, channel=Channel.PHONE, caller="+441614960123")
        Calls(office.database).begun(f"CA{resident.key}", resident.key, CallState())
    office.faults.note(
        "text_not_delivered", "the number is not in use (Twilio's error 30005)", "SM" + "1" * 32
    )
    page.reload()
    expect(page.locator("main")).to_contain_text("A text left but did not arrive.")
    expect(page.locator("main")).to_contain_text("With the assistant")
    look(page, "phone-line-full")
    context.close()
