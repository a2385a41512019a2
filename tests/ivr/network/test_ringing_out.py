"""The demo's page where calls and texts from the council arrive, tried with the council's own telephone."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from council.council import load_council
from ivr.outgoing.ringing_out import router
from ivr.outgoing.telephone import TwilioTelephone
from ivr.outgoing.twilio_rest import TwilioRest
from ivr.simulator import State
from pages.masthead import Masthead
from pages.pages import Pages
from tests.contacts.parts import ROOT
from tests.ivr.network.parts import COUNCIL, MOBILE, Exchange, Phones, Street, no_wait
from tests.ivr.simulator.scripted import ACCOUNT_SID, AUTH_TOKEN, BASE

PAGES = Pages(Masthead.of(load_council(ROOT / "council")))


class Demo:
    """The page in a browser, and the telephone of a council whose API is mounted beside it."""

    def __init__(self, exchange: Exchange, street: Street) -> None:
        app = FastAPI()
        app.include_router(router(PAGES, exchange.network, {MOBILE: "Sam Ward"}))
        PAGES.mount_assets(app)
        street.app = app
        rest = TwilioRest(ACCOUNT_SID, AUTH_TOKEN, f"{street.address}/phone/twilio", sleep=no_wait)
        self.telephone = TwilioTelephone(rest, COUNCIL)
        self.exchange = exchange
        self.browser = TestClient(app, headers={"Accept": "text/html"})

    def ring(self) -> str:
        return self.telephone.ring(MOBILE, f"{BASE}/start", status_url=f"{BASE}/over")

    def does(self, sid: str, step: str, words: str = "") -> Response:
        return self.browser.post(f"/phone/out/{sid}", data={"step": step, "words": words})

    def sees(self, address: str = "/phone/out") -> str:
        return " ".join(re.sub(r"<[^>]+>", " ", self.browser.get(address).text).split())


@pytest.fixture
def demo(phones: Phones, street: Street) -> Demo:
    return Demo(phones.exchange, street)


def test_nothing_rings_until_the_council_rings(demo: Demo):
    assert "The council is ringing nobody." in demo.sees()


def test_a_call_appears_and_is_answered_and_talked_on(demo: Demo):
    sid = demo.ring()
    assert f"Sam Ward, {MOBILE} : Ringing Answer" in demo.sees("/phone/out/now")
    answered = demo.does(sid, "answer")
    assert (answered.status_code, str(answered.url).endswith(f"/phone/out/{sid}")) == (200, True)
    assert "How can I help?" in answered.text
    assert "Goodbye." in demo.does(sid, "say", "my bin was missed").text
    assert demo.exchange.call(sid).state is State.ENDED
    assert demo.exchange.script.forms("/turn")[0]["SpeechResult"] == "my bin was missed"
    assert f"Sam Ward, {MOBILE} : Over" in demo.sees()


@pytest.mark.parametrize(
    ("step", "status", "shown"),
    [
        ("refuse", "busy", "Refused"),
        ("ring_out", "no-answer", "Not answered"),
        ("machine", "completed", "Over"),
    ],
)
def test_a_call_may_be_refused_or_left_to_ring_or_to_a_machine(
    demo: Demo, step: str, status: str, shown: str
):
    sid = demo.ring()
    assert shown in demo.does(sid, step).text
    assert demo.exchange.call(sid).status == status


def test_beside_a_call_of_ones_own_a_telephone_is_used_right_there(demo: Demo):
    sid = demo.ring()
    beside, alone = (demo.browser.get(f"/phone/out/now{query}").text for query in ("?beside=true", ""))
    assert beside.count(f' hx-post="/phone/out/{sid}"') == 4  # the ways to take the call
    assert "hx-post" not in alone
    answered = demo.browser.post(f"/phone/out/{sid}", data={"step": "answer"}, headers={"HX-Request": "true"})
    assert "How can I help?" in answered.text
    assert ">Press 1<" in answered.text
    assert "<html" not in answered.text
    again = demo.browser.post(f"/phone/out/{sid}", data={"step": "answer"}, headers={"HX-Request": "true"})
    assert again.status_code == 200  # the list shows how it stands


def test_it_is_said_whose_telephone_rings(demo: Demo):
    demo.ring()
    assert f"Sam Ward, {MOBILE}" in demo.sees()


def test_a_text_appears_with_its_words_and_never_as_markup(demo: Demo):
    demo.telephone.text(MOBILE, "Your reference is <b>B7K2</b>.")
    page = demo.browser.get("/phone/out").text
    assert "Your reference is &lt;b&gt;B7K2&lt;/b&gt;." in page


def test_what_the_council_does_to_a_call_is_seen(demo: Demo):
    sid = demo.ring()
    demo.does(sid, "answer")
    demo.telephone.hang_up(sid)
    assert demo.sees(f"/phone/out/{sid}/heard").startswith("Over")


@pytest.mark.parametrize(
    ("step", "words", "said"),
    [
        ("say", "", "Enter what you say"),
        ("say", "x" * 501, "Enter what you say"),
        ("keys", "1A", "Enter keys of a telephone"),
        ("keys", "", "Enter keys of a telephone"),
        ("answer", "", "That cannot be done now"),
        ("other_answers", "", "That cannot be done now"),
        ("other_sings", "", "Choose one of the buttons"),
        ("", "", "Choose one of the buttons"),
    ],
)
def test_what_does_not_fit_is_said_and_changes_nothing(demo: Demo, step: str, words: str, said: str):
    sid = demo.ring()
    demo.does(sid, "answer")
    answer = demo.does(sid, step, words)
    assert (answer.status_code, said in answer.text) == (409, True)
    assert demo.exchange.call(sid).state is State.LISTENING


def test_a_call_nobody_knows_is_a_page_that_says_so(demo: Demo):
    for answer in (
        demo.browser.get("/phone/out/CA0"),
        demo.browser.get("/phone/out/CA0/heard"),
        demo.does("CA0", "say"),
    ):
        assert (answer.status_code, "Call not found" in answer.text) == (404, True)


def test_the_pages_have_no_inline_script_or_style(demo: Demo):
    sid = demo.ring()
    for address in ("/phone/out", f"/phone/out/{sid}"):
        page = demo.browser.get(address)
        assert "<script>" not in page.text
        assert " style=" not in page.text
        assert page.headers["cache-control"] == "no-store"
