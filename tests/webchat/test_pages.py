"""The pages of web chat and the frame they share: what is on them, and what they may load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from jinja2 import DictLoader, UndefinedError

from pages.assets import AssetsNotBuilt
from pages.masthead import COLOUR, Masthead, contrast_with_white
from pages.pages import Pages
from tests.webchat.parts import ROOT, Reception, an_article


def test_without_javascript_the_chat_page_gives_the_number_and_the_hours(browser: TestClient) -> None:
    page = browser.get("/chat").text
    without = re.search(r"<noscript>(.*?)</noscript>", page, re.DOTALL)
    assert without
    assert "01632 960001" in without[1]
    assert "Monday to Wednesday" in without[1]
    assert "8.45am to 5.15pm" in without[1]


def test_danger_privacy_and_a_person_are_on_the_chat_page(browser: TestClient) -> None:
    page = browser.get("/chat").text
    for words in ("If anyone is in danger, call", "tel:999", "Speak to a person", "On a shared computer"):
        assert words in page


def test_the_widget_page_is_the_chat_without_header_and_only_it_may_be_framed(browser: TestClient) -> None:
    whole, embedded = browser.get("/chat"), browser.get("/chat/embed")
    assert 'class="council-header"' in whole.text
    assert 'class="council-header"' not in embedded.text
    assert "frame-ancestors 'self'" in whole.headers["Content-Security-Policy"].split("; ")
    assert "frame-ancestors 'self' http://localhost:*" in embedded.headers["Content-Security-Policy"]


def test_an_article_shows_its_source_and_review_date(browser: TestClient) -> None:
    page = browser.get("/chat/articles/waste/missed-bins")
    assert page.status_code == 200
    assert "<h2>When to tell us</h2>" in page.text
    assert "Waste collection policy 2026" in page.text
    assert "31 May 2027" in page.text


@pytest.mark.parametrize(
    "name", ["waste/none", "..%2F..%2Fidentity/x", "waste/%00", "WASTE/missed-bins", "a/<b>"]
)
def test_an_article_that_is_not_there_is_a_page_that_says_so(browser: TestClient, name: str) -> None:
    page = browser.get(f"/chat/articles/{name}", headers={"Accept": "text/html"})
    assert page.status_code == 404
    if "%2F" not in name:
        assert "Page not found" in page.text
        assert "01632 960001" in page.text


def test_an_article_cannot_smuggle_html_into_its_title(reception: Reception, browser: TestClient) -> None:
    reception.articles._articles["waste/odd"] = an_article(title="<img src=x>")
    assert "&lt;img src=x&gt;" in browser.get("/chat/articles/waste/odd").text


def test_every_page_keeps_to_its_own_scripts_and_has_none_inline(browser: TestClient) -> None:
    for address in ("/chat", "/chat/embed", "/chat/articles/waste/missed-bins", "/chat/articles/no/no"):
        page = browser.get(address)
        policy = page.headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Referrer-Policy"] == "same-origin"
        assert re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", page.text) is None


def test_every_asset_a_page_names_is_served_and_kept_for_as_long_as_it_is_unchanged(
    browser: TestClient,
) -> None:
    page = browser.get("/chat").text
    addresses = re.findall(r'"(/assets/[^"]+)"', page)
    assert len(addresses) >= 7
    for address in addresses:
        asset = browser.get(address)
        assert asset.status_code == 200, address
        kept = "immutable" if "?v=" in address else "no-cache"
        assert kept in asset.headers["Cache-Control"], address
    assert browser.get("/assets/webchat/chat.js?v=old").headers["Cache-Control"] == "no-cache"


def test_what_scripts_import_is_served(browser: TestClient) -> None:
    for folder, room in (("webchat/static", "webchat"), ("pages/static", "pages")):
        for script in (ROOT / folder).glob("*.js"):
            for name in re.findall(r'^import .* from "(.*?)"', script.read_text(), re.MULTILINE):
                address = name if name.startswith("/") else f"/assets/{room}/{name.removeprefix('./')}"
                assert browser.get(address).status_code == 200, (script, name)


@pytest.mark.parametrize(
    "path",
    [
        "pages/../../README.md",
        "webchat/..%2F..%2Fpyproject.toml",
        "govuk/package.json",
        "nothing",
        "webchat",
        "pages/%00",
    ],
)
def test_nothing_else_is_served_from_the_checkout(browser: TestClient, path: str) -> None:
    assert browser.get(f"/assets/{path}").status_code == 404


def test_another_site_may_load_the_widget_as_a_module(browser: TestClient) -> None:
    widget = browser.get("/assets/webchat/widget.js")
    assert widget.headers["Access-Control-Allow-Origin"] == "*"
    assert "javascript" in widget.headers["Content-Type"]


def test_styles_have_no_gds_transport_crown_or_crest() -> None:
    styles = (ROOT / "pages/static/build/frontdoor.css").read_text()
    for theirs in ("GDS Transport", "@font-face", "crest", "logotype", "govuk-header"):
        assert theirs not in styles


def test_a_checkout_that_is_not_built_says_what_to_do(
    reception: Reception, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(reception.pages.assets, "_places", {"pages": tmp_path})
    with pytest.raises(AssetsNotBuilt, match="make setup"):
        reception.pages.mount_assets(FastAPI())


def test_a_colour_too_light_for_white_words_is_refused() -> None:
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white(COLOUR) > 7
    with pytest.raises(ValueError, match="too light"):
        Masthead("Us", "Us", "us.example", "us@us.example", "+441632960001", "01632 960001", (), "#77aadd")


def test_the_councils_colour_reaches_every_page(reception: Reception) -> None:
    pages, app = Pages(Masthead.read(ROOT / "council")), FastAPI()
    pages.mount_assets(app)
    assert COLOUR in TestClient(app).get(pages.environment.globals["brand"]).text


def test_a_template_that_names_something_unknown_fails_and_the_govuk_macros_do_not(
    reception: Reception,
) -> None:
    reception.pages._rooms["odd"] = DictLoader(
        {
            "wrong.html": "{{ nobody_gave_this }}",
            "right.html": '{% from "govuk_frontend_jinja/components/button/macro.html" import govukButton %}'
            "{{ govukButton({'text': '<Save>'}) }}",
        }
    )
    request = Request({"type": "http"})
    with pytest.raises(UndefinedError):
        reception.pages.render(request, "odd/wrong.html")
    assert b"&lt;Save&gt;" in reception.pages.render(request, "odd/right.html").body
