"""The first visits after a start are as quick as the next: what they would read has been read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from council import yaml_files
from studio.drafts.people import Person
from studio.files import article_files, said_index
from studio.files.cache import Cached
from studio.files.content import Content
from studio.files.edits import in_code
from studio.warming import Warming
from tests.studio.workroom import Workroom

PAGES = (
    "/studio/enquiries",
    "/studio/enquiries?count=yes",
    "/studio/enquiries/report_missed_bin",
    "/studio/enquiries/book_bulky_waste/rename",
    "/studio/articles",
    "/studio/articles?ask=nobody emptied my bin",
)


@pytest.fixture
def workroom(content: Path, tmp_path: Path) -> Iterator[Workroom]:
    there = Workroom(content, tmp_path)
    yield there
    there.database.close()


def read_anew() -> int:
    return yaml_files._document.cache_info().misses


def test_after_a_start_no_page_reads_the_content_of_live_or_of_a_draft_first(workroom: Workroom) -> None:
    emma = workroom.account("emma")
    draft = workroom.drafts.open("Bins", Person.of(emma))
    path = draft.root / "council/services/waste.yml"
    path.write_text(path.read_text() + "# Changed, so that it is not the live file.\n")
    editor, ed = workroom.editor("emma"), workroom.editor("ed")
    yaml_files._document.cache_clear()
    in_code._replies.cache_clear()
    Warming(workroom.drafts, workroom.looking, workroom.searches).run()
    known, words = read_anew(), in_code._replies.cache_info().misses
    workroom.drafts.choose(emma, draft.id)
    for who in (editor, ed):
        for page in PAGES:
            assert who.see(page).status_code == 200
            assert read_anew() - known <= 3, page  # what is small and of one page alone
    assert in_code._replies.cache_info().misses == words


def test_what_cannot_be_read_keeps_nothing_from_starting(workroom: Workroom) -> None:
    (workroom.content / "council/services/waste.yml").write_text("service: [")
    (workroom.content / "kb/articles/waste/missed-bins.md").write_bytes(b"\xff")
    Warming(workroom.drafts, workroom.looking, workroom.searches).run()
    assert workroom.editor("emma").see("/studio/enquiries").status_code == 200


def test_a_draft_reads_anew_only_what_differs_from_live(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(
        said_index,
        "_words_of",
        Cached(lambda path: asked.append(path) or said_index._of_article(path), placeless=True),
    )
    before = said_index.said_index(Content(content))
    assert len(asked) == len(list(content.glob("kb/articles/*/*.md")))
    shutil.copytree(content, tmp_path / "draft")
    changed = tmp_path / "draft/kb/articles/waste/missed-bins.md"
    changed.write_text(changed.read_text() + "\nThe word zyzzyva is new.\n")
    asked.clear()
    after = said_index.said_index(Content(tmp_path / "draft"))
    assert asked == [changed]
    assert (before.words["zyzzyva"], after.words["zyzzyva"]) == (0, 1)
    assert article_files.article_file(changed).path == changed


def test_only_the_programs_own_files_are_read_for_its_names() -> None:
    read = list(in_code._python(in_code._PROJECT / "bot"))
    assert read
    assert not [path for path in read if ".venv" in path.parts]
