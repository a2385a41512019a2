"""What the other tests here trust: that axe finds what is wrong on a page, in words that lead to it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import axe

pytestmark = pytest.mark.browser

WRONG = """<html lang="en"><head><title>Wrong</title></head><body><main><h1>Wrong</h1>
<img src="bin.png"><p style="color: #bbb; background: #fff">Too pale to read</p></main></body></html>"""


def test_each_element_with_something_wrong_is_named_with_its_rule(page: Page) -> None:
    page.set_content(WRONG)
    assert sorted(axe(page)) == [
        'color-contrast: <p style="color: #bbb; background: #fff">Too pale to read</p>',
        'image-alt: <img src="bin.png">',
    ]


def test_a_page_is_looked_at_anew_each_time(page: Page) -> None:
    page.set_content(WRONG.replace("<img", '<img alt="A bin"').replace("#bbb", "#111"))
    assert axe(page) == []
    page.locator("img").evaluate("image => image.removeAttribute('alt')")
    assert axe(page) == ['image-alt: <img src="bin.png">']
