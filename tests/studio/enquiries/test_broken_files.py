"""A file broken by hand is named with its line wherever an editor looks, and nobody is told that phrases are gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.studio.workroom import Editor, Workroom, plain

WASTE = "data/nlu/waste.yml"
WHERE = "Line 10 of data/nlu/waste.yml, a file with phrases: something there, or in the line above, is not"
PAGES = (
    "/studio",
    "/studio/enquiries",
    "/studio/enquiries/report_missed_bin",
    "/studio/export",
    "/studio/export/project.zip",
    "/studio/export/phrases.csv",
)


def spoil(root: Path) -> None:
    path = root / WASTE
    lines = path.read_text().split("\n")
    lines[9] = "   - a line pushed to the left"
    path.write_text("\n".join(lines))


@pytest.mark.parametrize("address", PAGES)
def test_a_live_file_is_named_with_its_line(emma: Editor, content: Path, address: str) -> None:
    spoil(content)
    page = emma.see(address)
    assert WHERE in plain(page)
    assert page.status_code == (409 if "export/" in address else 200)


@pytest.mark.parametrize("address", [*PAGES, "/studio/drafts/1"])
def test_a_file_of_the_draft_is_named_with_its_line(workroom: Workroom, emma: Editor, address: str) -> None:
    emma.does("/studio/drafts", title="Bins")
    spoil(workroom.draft().root)
    assert WHERE in plain(emma.see(address))


def test_nobody_is_told_that_an_enquiry_has_no_phrases(emma: Editor, content: Path) -> None:
    spoil(content)
    page = plain(emma.see("/studio/enquiries/report_missed_bin"))
    assert "It has phrases there that are not shown here" in page
    assert "no phrases" not in page
    assert "Phrases (0)" not in page
    listed = plain(emma.see("/studio/enquiries?count=yes&q=missed bin"))
    assert "Report a missed bin cannot be read" in listed
    assert "phrases that can be read." in listed
    for address in ("/studio/enquiries/report_pothole", "/studio/council"):
        assert "cannot be read" not in plain(emma.see(address))


def test_a_line_that_is_no_phrase_is_named_beside_those_that_are_read(emma: Editor, content: Path) -> None:
    path = content / WASTE
    lines = path.read_text().split("\n")
    lines[9] = "    no dash here"
    path.write_text("\n".join(lines))
    page = plain(emma.see("/studio/enquiries/report_missed_bin"))
    assert (
        "Line 10 of data/nlu/waste.yml, a file with phrases: &#39;no dash here&#39; is not a phrase." in page
    )
    assert "Tick phrases" in page


def test_an_enquiry_that_has_none_yet_is_told_so(emma: Editor, content: Path) -> None:
    path = content / WASTE
    text = path.read_text()
    begins = text.index("- intent: report_missed_bin")
    ends = text.index("- intent:", begins + 1)
    path.write_text(text[:begins] + text[ends:])
    page = plain(emma.see("/studio/enquiries/report_missed_bin"))
    assert "It has no phrases yet" in page
    assert "cannot be read" not in page
