"""A person tries the phone line in a browser: by typing, by keys, by keyboard alone, and with an adviser."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI, Request, Response
from playwright.sync_api import Page, expect
from twilio.request_validator import RequestValidator

from ivr import phone_page
from pages.masthead import Masthead
from pages.pages import Pages
from pages.security import SecurityHeaders
from tests.browser.conftest import AXE, axe, picture

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "12345"

pytestmark = pytest.mark.browser

ASK = (
    '<Gather input="dtmf speech" language="en-GB" numDigits="1" action="/voice/turn">'
    "<Say>Marlbury Council. In a few words, tell me what you are calling about.</Say></Gather>"
    "<Say>Sorry, I did not hear you.</Say><Redirect>/voice/start</Redirect>"
)
SCRIPT = {
    "start": ASK,
    "reference": (
        '<Gather numDigits="4" action="/voice/read">'
        '<Say>Key in your reference.</Say><Pause length="2"/></Gather>'
    ),
    "person": (
        "<Say>I will put you through.</Say>"
        '<Dial action="/voice/done"><Number url="/voice/whisper">+441632960002</Number></Dial>'
    ),
    "whisper": (
        '<Gather numDigits="1" action="/voice/accept">'
        "<Say>A missed bin at 3 Mill Lane. Press 1 to accept.</Say></Gather><Hangup/>"
    ),
    "accept": "",
    "done": '<Say>Nobody is free.</Say><Enqueue waitUrl="/voice/wait">enquiries</Enqueue>',
    "wait": "<Say>You are next in the queue.</Say>",
    "broken": "<Say>Tea & cake</Say>",
}


OVER: list[str] = []  # the status callbacks of calls that have ended


def voice_app(home: str) -> FastAPI:
    """A tiny webhook that goes by what the caller says, and the page."""
    app = FastAPI()
    app.add_middleware(SecurityHeaders)
    pages = Pages(Masthead.read(ROOT / "council"))
    app.include_router(
        phone_page.router(
            pages,
            voice_url="/voice/start",
            status_url="/voice/over",
            auth_token=TOKEN,
            account_sid="AC" + "0" * 32,
            called="+441632960001",
            base_url=home,
        )
    )
    pages.mount_assets(app)

    @app.post("/voice/{name}")
    async def voice(name: str, request: Request) -> Response:
        form = dict(await request.form())
        signature = request.headers["X-Twilio-Signature"]
        if not RequestValidator(TOKEN).validate(str(request.url), form, signature):
            return Response(status_code=403)
        if name == "turn":
            words = str(form.get("SpeechResult") or f"key {form.get('Digits')}")
            known = next((known for known in SCRIPT if known in words), None)
            inside = SCRIPT[known] if known else f"<Say>You said: {escape(words)}.</Say>{ASK}"
        elif name == "read":
            inside = f"<Say>Your reference is {form['Digits']}. Goodbye.</Say><Hangup/>"
        elif name == "over":
            OVER.append(str(form["CallStatus"]))
            return Response(status_code=204)
        else:
            inside = SCRIPT[name]
        return Response(f"<Response>{inside}</Response>", media_type="text/xml")

    return app


@pytest.fixture(scope="module")
def home() -> Iterator[str]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = uvicorn.Config(voice_app(address), log_level="warning", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield address
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(autouse=True)
def at_the_page(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 1100, "height": 900})
    page.goto(f"{home}/phone")


def dial(page: Page) -> None:
    page.get_by_role("button", name="Call 01632 960001").click()
    expect(page.locator("#status")).to_have_text("Your turn: say something or press a key")


def say(page: Page, words: str) -> None:
    page.get_by_label("Say", exact=True).fill(words)
    page.get_by_role("button", name="Say it").click()


def expect_no_barriers(page: Page, where: str) -> None:
    picture(page, f"phone-{where}")
    if AXE.exists():
        assert axe(page) == []


def test_a_caller_types_and_hears_the_line(page: Page) -> None:
    expect(page.locator("#status")).to_have_text("Not on a call")
    expect_no_barriers(page, "1-idle")
    dial(page)
    expect(page.get_by_label("Say", exact=True)).to_be_focused()
    log = page.get_by_role("log", name="What is heard")
    expect(log).to_contain_text("tell me what you are calling about")
    say(page, "my bin <b>was</b> missed")
    expect(log).to_contain_text("my bin <b>was</b> missed")
    expect(page.get_by_label("Say", exact=True)).to_have_value("")
    page.get_by_role("button", name="Hang up", exact=True).click()
    expect(page.locator("#status")).to_have_text("You hung up")
    expect(page.get_by_role("button", name="Call 01632 960001")).to_be_focused()


def test_keys_are_collected_until_there_are_enough(page: Page) -> None:
    dial(page)
    say(page, "reference")
    expect(page.locator("#status")).to_have_text("Your turn: press 4 keys")
    for key in ("1", "2"):
        page.get_by_role("button", name=key, exact=True).click()
    expect(page.locator("#pressed")).to_have_text("12")
    expect_no_barriers(page, "2-keys")
    page.keyboard.press("3")  # typed while the keypad has the focus
    page.keyboard.press("4")
    expect(page.locator("#log")).to_contain_text("Your reference is 1234. Goodbye.")
    expect(page.locator("#status")).to_have_text("The line hung up")


def test_silence_and_a_withheld_number(page: Page) -> None:
    page.get_by_label("Withhold my number").check()
    with page.expect_request("**/phone/api/calls") as sent:
        dial(page)
    assert sent.value.post_data_json == {"caller": "withheld"}
    page.get_by_role("button", name="Stay silent").click()
    expect(page.locator("#log")).to_contain_text("Sorry, I did not hear you.")


def test_a_number_that_is_none_is_refused_before_calling(page: Page) -> None:
    page.get_by_label("Number you ring from").fill("999")
    page.get_by_role("button", name="Call 01632 960001").click()
    expect(page.get_by_role("alert")).to_have_text("Enter a telephone number, like 07700 900123")
    expect(page.get_by_label("Number you ring from")).to_be_focused()
    expect_no_barriers(page, "3-refused")


def test_an_adviser_hears_the_whisper_and_accepts(page: Page) -> None:
    dial(page)
    expect(page.locator("#adviser")).to_be_hidden()
    say(page, "a person please")
    adviser = page.get_by_role("region", name="Adviser’s phone")
    expect(adviser).to_contain_text("Ringing +441632960002")
    adviser.get_by_role("button", name="Answer", exact=True).click()
    expect(adviser).to_contain_text("A missed bin at 3 Mill Lane. Press 1 to accept.")
    expect(page.locator("#log")).not_to_contain_text("Mill Lane")
    expect_no_barriers(page, "4-whisper")
    adviser.get_by_role("button", name="Press 1 to accept").click()
    expect(page.locator("#status")).to_have_text("You are through to an adviser")
    expect_no_barriers(page, "5-through")
    adviser.get_by_role("button", name="Hang up").click()
    expect(page.locator("#log")).to_contain_text("Nobody is free.")
    expect(page.locator("#status")).to_have_text("Waiting in the queue. Stay silent to go on waiting")
    adviser.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator("#status")).to_have_text("You are through to an adviser")


def test_words_that_nobody_would_hear_are_kept_and_said_to_be(page: Page) -> None:
    dial(page)
    say(page, "a person please")
    expect(page.locator("#adviser")).to_be_visible()
    page.get_by_label("Say", exact=True).fill("hello?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Nothing on the line is listening now.")
    expect(page.get_by_label("Say", exact=True)).to_have_value("hello?")


def test_a_busy_adviser(page: Page) -> None:
    dial(page)
    say(page, "a person please")
    page.get_by_role("button", name="Busy").click()
    expect(page.locator("#log")).to_contain_text("Nobody is free.")


def test_a_failing_webhook_is_heard_as_twilio_would_play_it(page: Page) -> None:
    dial(page)
    say(page, "broken")
    expect(page.locator("#log")).to_contain_text("We're sorry, an application error has occurred. Goodbye.")
    page.get_by_text("For developers: the last TwiML").click()
    expect(page.locator("#faults")).to_contain_text("The document is not well-formed XML")
    expect(page.locator("#twiml")).to_have_text("<Response><Say>Tea & cake</Say></Response>")
    expect_no_barriers(page, "6-failed")


def test_a_whole_call_by_keyboard_alone(page: Page) -> None:
    page.get_by_label("Number you ring from").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Say", exact=True)).to_be_focused()
    page.keyboard.type("a person")
    page.keyboard.press("Enter")
    answer = page.get_by_role("button", name="Answer", exact=True)
    expect(answer).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Tab")
        if answer.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    accept = page.get_by_role("button", name="Press 1 to accept")
    expect(accept).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("You are through to an adviser")


def test_nothing_is_cut_off_at_320_pixels(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    dial(page)
    say(page, "a person please")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator("#whisper")).to_contain_text("Mill Lane")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    expect_no_barriers(page, "7-narrow")


def test_what_is_heard_is_read_out_in_a_british_voice_and_can_be_switched_off(page: Page) -> None:
    page.evaluate(
        "() => { window.said = []; speechSynthesis.speak = it => window.said.push([it.lang, it.text]); }"
    )
    dial(page)
    assert page.evaluate("() => window.said") == [
        ["en-GB", "Marlbury Council. In a few words, tell me what you are calling about."]
    ]
    page.get_by_label("Read out what is heard").uncheck()
    say(page, "hello")
    expect(page.locator("#log")).to_contain_text("You said: hello.")
    assert len(page.evaluate("() => window.said")) == 1


def test_what_is_spoken_is_sent(page: Page) -> None:
    page.add_init_script(
        """
        window.SpeechRecognition = window.webkitSpeechRecognition = class extends EventTarget {
            start() {
                this.dispatchEvent(new Event("start"));
                const heard = new Event("result");
                heard.results = [[{ transcript: " my bin was missed " }]];
                this.dispatchEvent(heard);
                this.dispatchEvent(new Event("end"));
            }
        };
        """
    )
    page.reload()
    dial(page)
    page.get_by_role("button", name="Talk").click()
    expect(page.locator("#log")).to_contain_text("You said: my bin was missed.")


def test_leaving_the_page_hangs_up(page: Page, home: str) -> None:
    dial(page)
    OVER.clear()
    page.goto(f"{home}/assets/brand.css")
    until = time.monotonic() + 10
    while not OVER and time.monotonic() < until:
        page.wait_for_timeout(50)
    assert OVER == ["completed"]
