"""A resident chats in a real browser: on a bad network, by keyboard, on a small screen, in the widget."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from fastapi.responses import HTMLResponse
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, Route, expect

from tests.browser.conftest import Served, axe

pytestmark = pytest.mark.browser

TURNS, EVENTS, MESSAGES = (
    re.compile(rf"/chat/api/contacts/[^/]+/{name}") for name in ("turns", "events", "messages")
)


@pytest.fixture(autouse=True)
def usual_assistant(served: Served) -> None:
    served.reception.assistant.late = 0
    served.reception.assistant.broken = False


def open_chat(page: Page, served: Served, address: str = "/chat") -> None:
    page.goto(served.home + address)
    expect(page.get_by_role("log")).to_contain_text("What can I help you with?")


def refuse(route: Route) -> None:
    route.abort()


def never_answer(route: Route) -> None:
    """As a proxy does that holds a stream back."""


def say(page: Page, words: str) -> None:
    page.get_by_label("Your message").fill(words)
    page.get_by_label("Your message").press("Enter")


def lines_of(page: Page) -> Locator:
    return page.get_by_role("log").get_by_role("listitem")


def heard(page: Page, words: str) -> None:
    expect(page.get_by_role("log")).to_contain_text(words)


def key_of(page: Page) -> str:
    return str(page.evaluate("JSON.parse(localStorage.getItem('frontdoor.chat')).key"))


def eventually(check: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if check():
            return True
        time.sleep(0.1)
    return False


def arrivals(served: Served, words: str) -> int:
    return served.reception.said_by_residents().count(words)


# A conversation


def test_a_resident_asks_and_is_answered_with_the_source(page: Page, served: Served) -> None:
    open_chat(page, served)
    say(page, "My bin was missed")
    heard(page, "We come back within 3 working days.")
    lines = lines_of(page)
    expect(lines.nth(1)).to_contain_text(re.compile(r"You said:\s*My bin was missed"))
    expect(lines.nth(2)).to_contain_text("Marlbury assistant said:")
    expect(lines.nth(2)).to_contain_text("Source: Waste policy 2026. To be reviewed by 31 May 2027.")
    link = lines.nth(2).get_by_role("link", name="Missed bins (opens in new tab)")
    expect(link).to_have_attribute("href", "/chat/articles/waste/missed-bins")
    assert (
        lines.nth(2).locator("p").filter(has_text="Leave the bin out.").count() == 1
    )  # a paragraph of its own
    expect(page.get_by_label("Your message")).to_be_focused()
    expect(page.get_by_label("Your message")).to_have_value("")


def test_only_the_newest_question_has_buttons_and_pressing_one_answers_it(page: Page, served: Served) -> None:
    open_chat(page, served)
    say(page, "My bin was missed")
    page.get_by_role("button", name="Yes", exact=True).click()
    heard(page, "Heard: yes")
    expect(page.get_by_role("button", name="Yes", exact=True)).to_have_count(0)
    expect(page.get_by_label("Your message")).to_be_focused()
    say(page, "which can you do?")
    expect(page.get_by_role("group", name="Choose an answer").get_by_role("button")).to_have_count(4)


def test_a_line_shows_that_it_is_being_sent_and_then_when_it_was(page: Page, served: Served) -> None:
    open_chat(page, served)
    served.reception.assistant.late = 1
    say(page, "Are you quick?")
    line = lines_of(page).filter(has_text="Are you quick?").first
    expect(line).to_contain_text("Sending…")
    expect(page.locator("#typing")).to_be_visible()
    heard(page, "Heard: are you quick?")
    expect(line).not_to_contain_text("Sending…")
    expect(line.locator("time")).to_have_attribute("datetime", re.compile("^2026-11-24T10:00"))
    expect(page.locator("#typing")).to_be_hidden()


def test_two_lines_written_quickly_are_both_answered_in_order(page: Page, served: Served) -> None:
    open_chat(page, served)
    served.reception.assistant.late = 0.5
    say(page, "quick line one")
    say(page, "quick line two")
    heard(page, "Heard: quick line two")
    said = [words for words in served.reception.said_by_residents() if words.startswith("quick line")]
    assert said == ["quick line one", "quick line two"]


def test_html_is_shown_as_it_was_typed_and_lines_stay_lines(page: Page, served: Served) -> None:
    open_chat(page, served)
    page.get_by_label("Your message").fill("<img src=x onerror=alert(1)>")
    page.get_by_label("Your message").press("End")
    page.get_by_label("Your message").press("Shift+Enter")
    page.keyboard.type("<b>second</b> line")
    page.get_by_label("Your message").press("Enter")
    heard(page, "Heard: <img src=x onerror=alert(1)>")
    assert page.get_by_role("log").locator("img, b").count() == 0
    words = lines_of(page).filter(has_text="You said").locator(".chat-words p").first
    assert words.inner_text() == "<img src=x onerror=alert(1)>\n<b>second</b> line"


def test_a_pin_is_typed_hidden_shown_as_dots_and_kept_nowhere(page: Page, served: Served) -> None:
    open_chat(page, served)
    say(page, "I have a PIN")
    answer = page.get_by_label("Your answer")
    expect(answer).to_have_attribute("type", "password")
    expect(answer).to_have_attribute("inputmode", "numeric")
    expect(answer).to_be_focused()
    page.route(TURNS, refuse)
    answer.fill("4821")
    answer.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Not connected")
    assert "4821" not in str(page.evaluate("localStorage.getItem('frontdoor.chat')"))
    page.unroute(TURNS)
    heard(page, "Heard: ••••")
    assert "4821" not in page.content()
    expect(page.get_by_label("Your message")).to_be_focused()


def test_a_postcode_is_asked_for_in_capitals(page: Page, served: Served) -> None:
    open_chat(page, served)
    say(page, "postcode please")
    heard(page, "What is your postcode?")
    expect(page.get_by_label("Your message")).to_have_attribute("autocapitalize", "characters")
    expect(page.get_by_label("Your message")).to_have_attribute("autocomplete", "postal-code")
    say(page, "MB1 1AA")
    heard(page, "Heard: mb1 1aa")
    expect(page.get_by_label("Your message")).to_have_attribute("autocapitalize", "sentences")


def test_the_count_appears_near_the_limit_and_a_longer_message_is_kept_to_be_cut(
    page: Page, served: Served
) -> None:
    open_chat(page, served)
    message = page.get_by_label("Your message")
    message.fill("x" * 1_800)
    expect(page.locator("#count")).to_have_text("")
    message.fill("x" * 1_850)
    expect(page.locator("#count")).to_have_text("You have 150 characters remaining")
    message.fill("😀" * 2_010)
    expect(page.locator("#count")).to_have_text("You have 10 characters too many")
    message.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Your message must be 2,000 characters or fewer")
    expect(message).to_have_attribute("aria-invalid", "true")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    message.fill("")
    message.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Enter your message")
    expect(message).to_be_focused()


def test_a_person_comes_and_the_chat_says_who(page: Page, served: Served) -> None:
    open_chat(page, served)
    page.get_by_role("button", name="Speak to a person").click()
    expect(page.get_by_role("status")).to_contain_text("You are in the queue for a person")
    expect(page.get_by_role("button", name="Speak to a person")).to_be_hidden()
    served.reception.adviser_says(key_of(page), "Hello, how can I help?")
    expect(lines_of(page).last).to_contain_text("Aisha (adviser) said:")
    expect(page.get_by_role("status")).to_have_text("You are talking to Aisha.")


# The network


def test_a_reload_keeps_the_conversation_and_goes_on(page: Page, served: Served) -> None:
    open_chat(page, served)
    say(page, "My bin was missed")
    heard(page, "Shall I report it?")
    before = lines_of(page).all_inner_texts()
    page.reload()
    heard(page, "Shall I report it?")
    assert lines_of(page).all_inner_texts() == before
    page.get_by_role("button", name="No", exact=True).click()
    heard(page, "Heard: no")


def test_what_is_said_offline_is_delivered_once_when_the_network_is_back(
    page: Page, resident: BrowserContext, served: Served
) -> None:
    open_chat(page, served)
    resident.set_offline(True)
    say(page, "Said in a tunnel")
    expect(page.get_by_role("status")).to_have_text("Not connected – we will keep trying")
    expect(lines_of(page).last).to_contain_text("Not sent yet")
    time.sleep(1.5)  # it tries again meanwhile
    resident.set_offline(False)
    heard(page, "Heard: said in a tunnel")
    expect(page.get_by_role("status")).to_have_text("")
    assert arrivals(served, "Said in a tunnel") == 1
    assert lines_of(page).filter(has_text=re.compile("You said.*Said in a tunnel")).count() == 1


def test_a_reply_lost_on_the_way_back_is_asked_for_again_and_nothing_doubles(
    page: Page, served: Served
) -> None:
    open_chat(page, served)
    lost = []

    def lose_the_first(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    page.route(TURNS, lose_the_first)
    say(page, "Reply was lost")
    heard(page, "Heard: reply was lost")
    expect(page.get_by_role("status")).to_have_text("")
    assert lost == [200]
    assert arrivals(served, "Reply was lost") == 1
    assert page.get_by_text("Heard: reply was lost").count() == 1


def test_an_unsent_line_survives_a_reload_and_is_delivered_once(page: Page, served: Served) -> None:
    open_chat(page, served)
    page.route(TURNS, refuse)
    say(page, "Typed before the reload")
    expect(page.get_by_role("status")).to_contain_text("Not connected")
    page.reload()
    expect(lines_of(page).last).to_contain_text("Typed before the reload")
    page.unroute(TURNS)
    heard(page, "Heard: typed before the reload")
    assert arrivals(served, "Typed before the reload") == 1


def test_a_line_taken_just_before_a_reload_is_not_shown_twice(page: Page, served: Served) -> None:
    open_chat(page, served)

    def take_and_fall_silent(route: Route) -> None:
        route.fetch()
        with suppress(Error):  # the page has gone meanwhile
            route.abort()

    page.route(TURNS, take_and_fall_silent)
    say(page, "Taken and then reloaded")
    assert eventually(lambda: arrivals(served, "Taken and then reloaded") == 1)
    page.unroute(TURNS)
    page.reload()
    heard(page, "Heard: taken and then reloaded")
    time.sleep(1)
    assert lines_of(page).filter(has_text="You said").count() == 1
    assert arrivals(served, "Taken and then reloaded") == 1


def test_a_chat_opened_without_a_network_starts_when_there_is_one(page: Page, served: Served) -> None:
    page.route(re.compile("/chat/api/contacts$"), refuse)
    page.goto(served.home + "/chat")
    expect(page.get_by_role("status")).to_contain_text("Not connected")
    say(page, "Written before it began")
    page.unroute(re.compile("/chat/api/contacts$"))
    heard(page, "Heard: written before it began")
    assert arrivals(served, "Written before it began") == 1


def test_an_advisers_line_comes_at_once_by_the_stream(page: Page, served: Served) -> None:
    open_chat(page, served)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if MESSAGES.search(request.url) else None)
    served.reception.adviser_says(key_of(page), "By the stream")
    expect(page.get_by_role("log")).to_contain_text("By the stream", timeout=2_000)
    assert asked == []


@pytest.mark.parametrize("blocked", ["refused", "silent"])
def test_where_streams_are_blocked_the_chat_asks_every_few_seconds(
    page: Page, served: Served, blocked: str
) -> None:
    page.route(EVENTS, refuse if blocked == "refused" else never_answer)
    open_chat(page, served)
    say(page, f"No stream here: {blocked}")
    heard(page, f"Heard: no stream here: {blocked}")
    served.reception.adviser_says(key_of(page), "By asking again")
    expect(page.get_by_role("log")).to_contain_text("By asking again")
    assert page.get_by_text(f"Heard: no stream here: {blocked}").count() == 1


def test_two_tabs_share_a_conversation_and_each_line_arrives_once(
    page: Page, resident: BrowserContext, served: Served
) -> None:
    open_chat(page, served)
    other = resident.new_page()
    open_chat(other, served)
    other.route(TURNS, refuse)
    say(other, "From the second tab")  # it holds number 1 and cannot send it
    expect(other.get_by_role("status")).to_contain_text("Not connected")
    say(page, "From the first tab")
    heard(page, "Heard: from the first tab")
    other.unroute(TURNS)
    heard(page, "Heard: from the second tab")
    heard(other, "Heard: from the second tab")
    for words in ("From the first tab", "From the second tab"):
        assert arrivals(served, words) == 1
        for tab in (page, other):
            assert lines_of(tab).filter(has_text=re.compile(f"You said.*{words}")).count() == 1


def test_a_page_that_missed_a_turn_reads_it_and_sends_its_own_after_it(page: Page, served: Served) -> None:
    open_chat(page, served)
    say(page, "First")
    heard(page, "Heard: first")
    page.goto(served.home + "/nothing-here")  # the chat's page, were it there, might save its own over it
    page.evaluate(
        """() => { const kept = JSON.parse(localStorage.getItem('frontdoor.chat'));
            kept.outbox = [{words: 'Numbered too far on', shown: 'Numbered too far on', number: 9}];
            localStorage.setItem('frontdoor.chat', JSON.stringify(kept)); }"""
    )
    page.goto(served.home + "/chat")
    heard(page, "Heard: numbered too far on")
    assert arrivals(served, "Numbered too far on") == 1


# The end


def test_a_conversation_ended_elsewhere_offers_a_new_one_and_keeps_what_was_typed(
    page: Page, served: Served
) -> None:
    open_chat(page, served)
    page.route(EVENTS, never_answer)
    page.reload()
    expect(lines_of(page)).to_have_count(1)  # the page is at work again
    served.reception.turns.leave(key_of(page))
    say(page, "Too late for this one")
    expect(page.get_by_role("heading", name="This conversation has ended")).to_be_visible()
    expect(lines_of(page).last).to_contain_text("Not sent")
    page.get_by_role("button", name="Start a new conversation").click()
    expect(lines_of(page)).to_have_count(1)
    expect(page.get_by_label("Your message")).to_have_value("Too late for this one")
    expect(page.get_by_label("Your message")).to_be_focused()


def test_ending_asks_first_and_then_forgets(page: Page, served: Served) -> None:
    open_chat(page, served)
    say(page, "A private matter")
    heard(page, "Heard: a private matter")
    page.get_by_role("button", name="End chat").click()
    page.get_by_role("button", name="Keep chatting").click()
    expect(page.get_by_label("Your message")).to_be_focused()
    page.get_by_role("button", name="End chat").click()
    page.get_by_role("dialog").get_by_role("button", name="End chat").click()
    expect(page.get_by_role("heading", name="This conversation has ended")).to_be_focused()
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    expect(lines_of(page)).to_have_count(1)
    expect(page.get_by_role("log")).not_to_contain_text("A private matter")


def test_a_reply_that_comes_after_the_end_does_not_bring_the_chat_back(page: Page, served: Served) -> None:
    open_chat(page, served)
    served.reception.assistant.late = 2
    say(page, "Answer me slowly")
    page.get_by_role("button", name="End chat").click()
    page.get_by_role("dialog").get_by_role("button", name="End chat").click()
    expect(page.get_by_role("heading", name="This conversation has ended")).to_be_visible()
    time.sleep(2.5)
    expect(page.get_by_role("heading", name="This conversation has ended")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(
    "kept", ["", "{", "null", "[]", '{"key": 7}', '{"key": "x"}', '{"key": "x", "outbox": [1]}']
)
def test_whatever_the_browser_kept_the_chat_opens(page: Page, served: Served, kept: str) -> None:
    page.goto(served.home + "/chat/articles/waste/missed-bins")
    page.evaluate("(kept) => localStorage.setItem('frontdoor.chat', kept)", kept)
    open_chat(page, served)


def test_a_conversation_the_assistant_ends_says_so(page: Page, served: Served) -> None:
    open_chat(page, served)
    say(page, "goodbye")
    heard(page, "Goodbye.")
    expect(page.get_by_role("heading", name="This conversation has ended")).to_be_visible()
    expect(page.get_by_role("button", name="Send")).to_be_hidden()


def test_a_conversation_that_is_no_longer_kept_begins_again(page: Page, served: Served) -> None:
    page.goto(served.home + "/chat/articles/waste/missed-bins")
    page.evaluate(
        "localStorage.setItem('frontdoor.chat', JSON.stringify({key: 'deleted', read: 3, outbox: []}))"
    )
    open_chat(page, served)
    say(page, "Still works")
    heard(page, "Heard: still works")


# Everybody


def test_the_chat_works_by_keyboard_alone(page: Page, served: Served) -> None:
    open_chat(page, served)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "words":
            break
    page.keyboard.type("My bin was missed")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="No", exact=True)).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="No", exact=True)).to_be_focused()
    page.keyboard.press("Space")
    heard(page, "Heard: no")
    expect(page.get_by_label("Your message")).to_be_focused()
    for name in ("Send", "Speak to a person", "End chat"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=name)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Your message")).to_be_focused()


def test_what_a_screen_reader_is_told_once_and_what_never(page: Page, served: Served) -> None:
    open_chat(page, served)
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(page.locator("#typing")).to_have_attribute("aria-hidden", "true")
    say(page, "My bin was missed")
    heard(page, "Shall I report it?")
    page.reload()
    heard(page, "Shall I report it?")
    expect(log).to_have_attribute("aria-live", "polite")  # again, after the old lines were put back silently


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (320, 568)])
def test_axe_finds_nothing_wrong_with_the_chat(
    chromium: Browser, served: Served, width: int, height: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": height})
    open_chat(page, served)
    assert axe(page) == []
    say(page, "My bin was missed")
    heard(page, "Shall I report it?")
    say(page, "which can you do? " + "unbroken" * 30)
    heard(page, "Did you mean one of these?")
    page.get_by_label("Your message").fill("x" * 2_001)
    page.get_by_role("button", name="Send").click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_label("Your message").fill("")
    served.reception.adviser_says(key_of(page), "Hello")
    expect(page.get_by_role("status")).to_contain_text("Aisha")
    assert axe(page) == []
    page.get_by_role("button", name="End chat").click()
    assert axe(page) == []
    page.get_by_role("dialog").get_by_role("button", name="End chat").click()
    expect(page.get_by_role("heading", name="This conversation has ended")).to_be_visible()
    assert axe(page) == []
    page.close()


@pytest.mark.parametrize("address", ["waste/every-markup", "waste/missed-bins", "waste/none"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_wrong_with_an_article(
    chromium: Browser, served: Served, address: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 568})
    page.goto(f"{served.home}/chat/articles/{address}")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_without_javascript_there_is_a_number_to_ring(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.home + "/chat")
    expect(page.get_by_role("heading", name="Chat does not work in this browser")).to_be_visible()
    expect(page.get_by_role("link", name="01632 960001").first).to_be_visible()
    expect(page.locator("#chat")).to_be_hidden()
    context.close()


def test_print_gives_the_conversation_and_nothing_to_press(page: Page, served: Served) -> None:
    open_chat(page, served)
    say(page, "My bin was missed")
    heard(page, "Shall I report it?")
    page.emulate_media(media="print")
    expect(page.get_by_text("We come back within 3 working days.")).to_be_visible()
    expect(page.get_by_text("You said:")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)


# The widget


@pytest.fixture
def councils_website(served: Served) -> str:
    """A page of another site that carries the widget, with a policy as strict as a council's may be."""
    if not any(getattr(route, "path", "") == "/website" for route in served.reception.app.routes):

        @served.reception.app.get("/website")
        def website() -> HTMLResponse:
            policy = f"default-src 'none'; script-src {served.home}; frame-src {served.home}"
            script = f'<script type="module" src="{served.home}/assets/webchat/widget.js"></script>'
            html = "<!DOCTYPE html><html lang=en><title>Marlbury</title><main><h1>Marlbury</h1></main>"
            return HTMLResponse(html + script, headers={"Content-Security-Policy": policy})

    return f"{served.elsewhere}/website"


@pytest.mark.parametrize("width", [1280, 320])
def test_the_widget_opens_over_another_site_and_escape_closes_it(
    page: Page, councils_website: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(councils_website)
    button = page.get_by_role("button", name="Chat with us")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Chat with us")).to_be_visible()
    chat = page.frame_locator("iframe")
    expect(chat.get_by_role("log")).to_contain_text("What can I help you with?")
    chat.get_by_label("Your message").fill("My bin was missed")
    chat.get_by_label("Your message").press("Enter")
    expect(chat.get_by_role("log")).to_contain_text("Shall I report it?")
    chat.get_by_label("Your message").press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(chat.get_by_role("log")).to_contain_text("Shall I report it?")  # the same conversation
    page.get_by_role("button", name="Close").click()
    expect(button).to_be_focused()
    assert axe(page) == []


def test_whether_an_answer_helped_is_said_once_and_kept_over_a_reload(page: Page, served: Served) -> None:
    open_chat(page, served)
    say(page, "My bin was missed")
    heard(page, "We come back within 3 working days.")
    asked = page.get_by_role("group", name="Did this help?")
    expect(asked).to_have_count(1)
    asked.get_by_role("button", name="this did not help").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Thank you for telling us.")).to_be_focused()
    page.reload()
    expect(page.get_by_text("Thank you for telling us.")).to_be_visible()
    expect(page.get_by_role("group", name="Did this help?")).to_have_count(0)
