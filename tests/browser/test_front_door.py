"""The whole way in a real browser, on the running stack: a missed bin to its reference, and a chat with an adviser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from contacts.waiting.queue import OUTCOMES
from server.launcher.stack import Stack
from staff.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from staff.models import Role
from tests.browser.conftest import axe, picture

pytestmark = [pytest.mark.browser, pytest.mark.stack]

PATIENT = 20_000  # milliseconds; the machine may be busy
PAGES = (
    "/chat",
    "/chat/embed",
    "/chat/articles/waste/missed-bins",
    "/phone",
    "/phone/out",
    "/docs",
    "/staff/sign-in",
    "/nothing-here",
)
STAFF_PAGES = ("/desk", "/desk/call-backs", "/desk/outbox", "/desk/phone-line", "/staff/password")
WATCHED = ("/desk/phone-line",)  # not by advisers


def says(page: Page, words: str, answer: str) -> None:
    page.get_by_label("Your message").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("log")).to_contain_text(answer, timeout=PATIENT)


def sign_in(page: Page, home: str, role: Role = Role.ADVISER) -> str:
    """As the first demo account of a role. Returns their name."""
    account = next(account for account in DEMO_ACCOUNTS if account.role == role)
    page.goto(f"{home}/desk")
    page.get_by_label("Email address").fill(account.email)
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/desk")
    return account.name


def test_a_missed_bin_from_first_word_to_reference(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.url}/chat")
    says(page, "my blue bin at 18 mill lane mb1 4qp wasn't emptied on tuesday", "Is it 18 Mill Lane")
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_role("log")).to_contain_text("This is what I will send", timeout=PATIENT)
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_role("log")).to_contain_text(
        re.compile(r"Your reference is \d{4} \d{4}"), timeout=PATIENT
    )
    picture(page, "missed-bin", full_page=False)
    assert axe(page) == []

    page.reload()
    expect(page.get_by_role("log")).to_contain_text("Your reference is", timeout=PATIENT)


def test_an_adviser_takes_a_chat_talks_and_finishes(page: Page, chromium: Browser, stack: Stack) -> None:
    page.goto(f"{stack.url}/chat")
    says(page, "I want to report a pothole", "Where is it?")
    page.get_by_role("button", name="Speak to a person").click()
    expect(page.get_by_role("log")).to_contain_text("I am passing you to", timeout=PATIENT)

    at_work = chromium.new_context(viewport={"width": 1280, "height": 900})
    desk = at_work.new_page()
    name = sign_in(desk, stack.url)
    desk.get_by_role("link", name=re.compile("Report a pothole")).last.click()
    desk.get_by_role("button", name=re.compile("accept", re.IGNORECASE)).click()
    expect(page.get_by_role("log")).to_contain_text(f"{name} has joined the chat", timeout=PATIENT)
    desk.get_by_label("Your reply").fill("Hello, I can see it is about a pothole. Where is it?")
    desk.get_by_role("button", name="Send").click()
    expect(page.get_by_role("log")).to_contain_text("I can see it is about a pothole", timeout=PATIENT)
    says(page, "by the bridge", "by the bridge")
    expect(desk.get_by_role("log")).to_contain_text("by the bridge", timeout=PATIENT)
    picture(desk, "desk-chat")
    assert axe(desk) == []
    desk.get_by_label(OUTCOMES["answered"]).check()
    desk.get_by_label("No", exact=True).check()
    desk.get_by_role("button", name="Finish contact").click()
    expect(page.get_by_role("log")).to_contain_text(f"{name} has finished the chat", timeout=PATIENT)
    at_work.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_passes_axe(path: str, width: int, resident: BrowserContext, stack: Stack) -> None:
    page = resident.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(reduced_motion="reduce")  # a line that is fading in has no colour of its own yet
    page.goto(f"{stack.url}{path}")
    page.wait_for_load_state("load")
    assert axe(page) == []


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_every_staff_page_passes_axe(path: str, resident: BrowserContext, stack: Stack) -> None:
    page = resident.new_page()
    sign_in(page, stack.url, Role.ADMINISTRATOR if path in WATCHED else Role.ADVISER)
    answer = page.goto(f"{stack.url}{path}")
    assert answer is not None
    assert answer.status == 200
    assert axe(page) == []


def test_the_api_documentation_lists_the_chat(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.url}/docs")
    expect(page.get_by_text("/chat/api/contacts/{key}/turns").first).to_be_visible(timeout=PATIENT)
