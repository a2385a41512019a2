"""An editor tries live beside a draft by keyboard, wide and at 320 pixels, with nothing axe minds."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Page, expect

from staff.accounts import DEMO_PASSWORD
from studio.trying.tryings import DRAFT, LIVE, SideView
from tests.browser.conftest import axe, picture
from tests.browser.test_workshop_pages import NARROW, TOO_WIDE
from tests.studio.parts import content_repository
from tests.studio.trying.parts import MONSTER, MONSTER_ANSWER, TryRoom, draft_side, live_side

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TryRoom]:
    folder = tmp_path_factory.mktemp("try")
    live, draft = live_side(), draft_side()
    room = TryRoom(content_repository(folder / "content"), folder, {LIVE: live, DRAFT: draft})
    room.open_draft("Bins in winter, and what people call them")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        room.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(room.app, log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield room
        server.should_exit = True
        thread.join(timeout=10)
    for side in (live, draft):
        side.stop()
    room.database.close()


@pytest.fixture
def emma(page: Page, room: TryRoom) -> Page:
    page.goto(f"{room.address}/staff/sign-in?next=/studio/try")
    page.get_by_label("Email address").fill("emma@marlbury.example")
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Try it", level=1)).to_be_visible()
    return page


def looked_at(page: Page, name: str) -> None:
    """No violation, nothing to scroll sideways at 320 pixels, and a picture for a person."""
    wide = page.viewport_size
    for size, shot in ((wide, name), (NARROW, f"{name}-narrow")):
        assert size is not None
        page.set_viewport_size(size)
        assert page.evaluate(TOO_WIDE) == []
        assert axe(page) == []
        # Hiding the caret would leave style attributes, which htmx copies and the security policy minds.
        picture(page, f"try-{shot}", caret="initial")
    assert wide is not None
    page.set_viewport_size(wide)


def test_live_and_draft_are_started_talked_to_and_rung_by_keyboard(emma: Page, room: TryRoom) -> None:
    looked_at(emma, "before")
    emma.get_by_role("button", name="Start live and draft").press("Enter")
    expect(emma.get_by_text("Waiting for the studio’s worker")).to_be_visible()
    looked_at(emma, "starting")
    room.hold()
    expect(emma.get_by_role("button", name="New chat")).to_be_visible()  # the page came by itself
    emma.get_by_role("button", name="New chat").press("Enter")
    words = emma.get_by_label("What the resident says")
    words.fill(MONSTER)
    words.press("Enter")
    expect(emma.get_by_text(MONSTER_ANSWER).first).to_be_visible()
    expect(emma.get_by_text("Different answer")).to_be_visible()
    expect(words).to_be_focused()  # the next thing can be typed at once
    expect(words).to_have_value("")
    expect(emma.locator("#trying-news")).to_contain_text(MONSTER_ANSWER)
    emma.keyboard.type("my bin was missed")
    emma.keyboard.press("Enter")
    expect(emma.get_by_text("I am sorry your bin was missed.").first).to_be_visible()
    looked_at(emma, "chat")
    emma.get_by_role("button", name="Yes").press("Enter")
    expect(emma.locator(".trying-exchange")).to_have_count(3)
    emma.get_by_role("button", name="Say it to both").press("Enter")
    expect(emma.get_by_role("alert")).to_contain_text("Enter what a resident would say")
    looked_at(emma, "error")
    emma.get_by_role("button", name="New call").press("Enter")
    expect(emma.get_by_role("heading", name="On the line now")).to_be_visible()
    emma.get_by_label("What the caller says").fill("my bin was missed")
    emma.get_by_label("How sure the recogniser is").fill("40")
    emma.keyboard.press("Enter")
    expect(emma.locator("#spoken-live")).to_contain_text("I am sorry your bin was missed.")
    emma.locator("summary", has_text="words it expects").first.press("Enter")
    looked_at(emma, "call")
    emma.get_by_role("link", name="Play a conversation from the tests").press("Enter")
    emma.get_by_label("Conversation", exact=True).select_option("too_late")
    emma.get_by_role("button", name="Play it on both").press("Enter")
    expect(emma.get_by_role("heading", name="What came")).to_be_visible()
    looked_at(emma, "conversation")
    emma.get_by_role("button", name="Stop").press("Enter")
    expect(emma.get_by_role("button", name="Start live and draft")).to_be_visible()
    assert room.tryings.running() is None


def test_live_is_spoken_to_while_the_draft_starts_and_what_is_typed_stays(emma: Page, room: TryRoom) -> None:
    emma.get_by_role("button", name="Start live and draft").press("Enter")
    asked = room.tryings.take("the worker")
    assert asked is not None
    sides = [
        SideView(name, str(room.content), side.base_url, side.token) for name, side in room.sides.items()
    ]
    room.tryings.ready(asked.id, sides[:1])
    emma.get_by_role("button", name="New chat").press("Enter")
    expect(emma.get_by_text("Live answers now. The draft is still starting")).to_be_visible()
    emma.get_by_label("What the resident says").fill("my bin was")
    looked_at(emma, "awaited")
    room.tryings.ready(asked.id, sides)
    expect(emma.get_by_text("The draft has started too.")).to_be_visible()
    expect(emma.get_by_label("What the resident says")).to_have_value("my bin was")
    looked_at(emma, "come")
    emma.get_by_role("button", name="Stop").press("Enter")
    expect(emma.get_by_role("button", name="Start live and draft")).to_be_visible()


def test_another_editor_sees_who_uses_it(emma: Page, room: TryRoom) -> None:
    before = room.tryings.running()
    ed = room.account("ed")
    room.tryings.ask(ed.id, ed.name, None, None, before.id if before else None)
    emma.reload()
    expect(emma.get_by_role("heading", name="Ed Editor is trying something")).to_be_visible()
    looked_at(emma, "in-use")
