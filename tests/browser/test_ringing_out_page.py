"""The demo's page where calls and texts from the council arrive, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from ivr.outgoing.ringing_out import router
from ivr.outgoing.telephone import TwilioTelephone
from ivr.outgoing.twilio_rest import TwilioRest
from pages.masthead import Masthead
from pages.pages import Pages
from pages.security import SecurityHeaders
from tests.browser.conftest import axe
from tests.contacts.parts import ROOT
from tests.ivr.network.parts import COUNCIL, MOBILE, Exchange, Street, no_wait
from tests.ivr.simulator.scripted import ACCOUNT_SID, AUTH_TOKEN, BASE, GATHER, Script

pytestmark = pytest.mark.browser


class Demo:
    def __init__(self, street: Street) -> None:
        script = Script(start=GATHER, turn="<Say>Goodbye.</Say><Hangup/>", over=httpx.Response(204))
        self.exchange, app = Exchange(script), FastAPI()
        pages = Pages(Masthead.read(ROOT / "council"))
        app.add_middleware(SecurityHeaders)
        app.include_router(router(pages, self.exchange.network))
        pages.mount_assets(app)
        street.app, self.home = app, street.address
        rest = TwilioRest(ACCOUNT_SID, AUTH_TOKEN, f"{street.address}/phone/twilio", sleep=no_wait)
        self.telephone = TwilioTelephone(rest, COUNCIL)

    def ring(self) -> str:
        return self.telephone.ring(MOBILE, f"{BASE}/start", status_url=f"{BASE}/over")


@pytest.fixture(scope="module")
def street() -> Iterator[Street]:
    with Street().open() as street:
        yield street


@pytest.mark.parametrize("width", [320, 1280])
def test_it_passes_axe_with_nothing_a_call_and_a_text(page: Page, street: Street, width: int) -> None:
    demo = Demo(street)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{demo.home}/phone/out")
    expect(page.locator("main")).to_contain_text("The council is ringing nobody.")
    assert axe(page) == []
    sid = demo.ring()
    demo.telephone.text(MOBILE, "Your reference is 4821 9937.")
    page.reload()
    expect(page.locator("main")).to_contain_text("Ringing")
    expect(page.locator("main")).to_contain_text("4821 9937")
    assert axe(page) == []
    page.goto(f"{demo.home}/phone/out/{sid}")
    assert axe(page) == []
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator("main")).to_contain_text("How can I help?")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
