"""A file broken by hand is named, with its line; everything else goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.files.content import Content
from studio.files.edits import AddPhrases, ChangeEnquiry, ChangeReply, EditRefused
from studio.files.saving import write

WASTE = "data/nlu/waste.yml"


def _break(root: Path, name: str, line: int, text: str) -> None:
    path = root / name
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[line - 1] = text
    path.write_text("\n".join(lines), encoding="utf-8")


def _where(root: Path) -> list[tuple[str, int]]:
    return [(mistake.path.relative_to(root).as_posix(), mistake.line) for mistake in Content(root).problems()]


@pytest.mark.parametrize(
    ("name", "line", "text"),
    [
        (WASTE, 10, "   - a line pushed to the left"),
        (WASTE, 4, "- intent: [report_missed_bin"),
        ("domain/waste.yml", 5, '    - text: "no end'),
        ("council/services/waste.yml", 7, "    title: Report: a missed bin"),
        ("council/words.yml", 6, "  text: {greeting"),
        ("council/alerts.yml", 14, 'alerts: "oh'),
        ("kb/articles/waste/missed-bins.md", 2, "title: [oh"),
    ],
)
def test_a_broken_file_is_named_with_its_line_and_the_rest_is_there(
    content: Path, name: str, line: int, text: str
) -> None:
    _break(content, name, line, text)
    assert [(file, at) for file, at in _where(content) if file == name and abs(at - line) <= 1]
    now = Content(content)
    assert now.phrases("report_pothole")
    assert now.replies("report_pothole")
    assert now.catalogue().get("report_pothole")
    assert len(now.articles()) > 50
    write(content, AddPhrases("report_pothole", ("a crater by the school",)).apply(now))


def test_a_file_that_is_not_text_is_named(content: Path) -> None:
    (content / WASTE).write_bytes(b"nlu:\n- intent: a\n  examples: |\n    - caf\xe9\n")
    assert (WASTE, 1) in _where(content)
    with pytest.raises(EditRefused, match=r"waste\.yml"):
        AddPhrases("report_missed_bin", ("one more",)).apply(Content(content))


def test_a_phrase_without_its_dash_is_named_and_the_others_are_read(content: Path) -> None:
    _break(content, WASTE, 10, "    no dash here")
    assert _where(content) == [(WASTE, 10)]
    assert len(Content(content).phrases("report_missed_bin")) > 30


def test_a_broken_file_is_not_edited(content: Path) -> None:
    _break(content, WASTE, 10, "   - a line pushed to the left")
    _break(content, "domain/waste.yml", 5, '    - text: "no end')
    _break(content, "council/services/waste.yml", 7, "    title: Report: a missed bin")
    for edit in (
        AddPhrases("report_missed_bin", ("one more",)),
        ChangeReply("utter_begin_report_missed_bin", None, "Sorry."),
        ChangeEnquiry("report_missed_bin", title="Missed"),
    ):
        with pytest.raises(EditRefused):
            edit.apply(Content(content))
