"""The pages show the council's own content and a draft of nine thousand phrases. How quickly: `bench.studio_pages`."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.files.edits.phrases import AddPhrases
from tests.studio.drafts.browser import Editor, application, plain
from tests.studio.drafts.parts import EMMA, Office, Swap


@pytest.fixture
def busy(tmp_path: Path, content: Path) -> Office:
    """A draft with 9,000 phrases and five steps, behind live."""
    office = Office(tmp_path, content)
    draft = office.drafts.open("Import", EMMA)
    phrases = "".join(f"    - imported phrase number {number}\n" for number in range(9000))
    path, opening = "data/nlu/waste.yml", "  examples: |\n"
    office.drafts.edit(draft.id, Swap(path, opening, opening + phrases), EMMA)
    for number in range(5):
        office.drafts.edit(draft.id, AddPhrases("query_recycling_centre", (f"tip question {number}",)), EMMA)
    office.programmer_commits("domain/waste.yml", "Which bin was it?", "Which one?")
    return office


def test_a_draft_of_nine_thousand_phrases_is_counted_not_listed_whole(busy: Office):
    emma = Editor(application(busy))
    for address in ("/studio/drafts", "/studio/drafts/1", "/studio/drafts/1/discard"):
        page = emma.see(address)
        assert "9,00" in plain(page), address
        assert page.text.count("imported phrase number") < 100
