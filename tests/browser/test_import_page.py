"""A file of many phrases is sent in a browser: how far it is shows by itself, and what is in it comes by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from studio.exchange import pending
from studio.files.content import Content
from tests.browser.test_second_editor_pages import signed_in
from tests.browser.test_studio_pages import NARROW, WIDE, look, served
from tests.studio.exchange.test_many_rows import Held, made_up
from tests.studio.parts import content_repository
from tests.studio.workroom import Workroom

pytestmark = pytest.mark.browser


@pytest.fixture
def workroom(tmp_path: Path) -> Iterator[Workroom]:
    with served(Workroom(content_repository(tmp_path / "content"), tmp_path)) as there:
        yield there


def test_many_phrases_are_imported_while_the_page_says_how_far_it_is(
    chromium: Browser, workroom: Workroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    rows = made_up(Content(workroom.content), pending.SORTED_AT_ONCE + 50)
    emma = signed_in(chromium, workroom.address, "emma", WIDE)
    emma.goto("/studio/phrases/import")
    text = "\n".join(["text,intent", *(f'"{phrase}",{intent}' for phrase, intent in rows)])
    emma.get_by_label("Or paste the rows here").fill(f"{text}\n@#$%^,report_missed_bin\n")
    emma.get_by_role("button", name="See what is in it").press("Enter")
    expect(emma.get_by_text("100 of 351 phrases looked at")).to_be_visible()
    expect(emma.get_by_role("progressbar", name="100 of 351 phrases looked at")).to_be_visible()
    for size in (WIDE, NARROW):
        emma.set_viewport_size(size)  # type: ignore[arg-type]
        look(emma, "import-looking")
    held.go.set()
    expect(emma.get_by_role("table", name="What is in it")).to_be_visible()
    for size in (WIDE, NARROW):
        emma.set_viewport_size(size)  # type: ignore[arg-type]
        look(emma, "import-preview")
    expect(emma.get_by_text("There is no word in it, only signs")).to_be_visible()
    emma.get_by_role("button", name="new phrases").press("Enter")
    expect(emma.get_by_role("alert")).to_contain_text("phrases imported to")
    emma.context.close()
