"""`frontdoor check` itself: what it prints and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from checks import Places, Report, check
from server.cli import app
from server.settings import ROOT
from tests.checks.conftest import TODAY, nlu


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["check", *arguments], env={"COLUMNS": "200"})


@pytest.fixture(scope="module")
def report() -> Report:
    return check(Places.of(ROOT), TODAY)


def test_the_projects_own_words_have_no_mistakes(report: Report) -> None:
    assert [str(finding) for finding in report.mistakes] == []


def test_every_intent_is_counted_and_the_phrases_are_varied(report: Report) -> None:
    assert sum(has.phrases for has in report.intents.values()) == report.overall.phrases > 1500
    assert report.overall.share > 0.75


@pytest.fixture(scope="module")
def slips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("nlu")
    nlu(
        folder,
        "waste",
        report_missed_bin=["you did not empty my bin", "you did not empty me bin", "the [box](bin) is full"],
        report_mised_bin=["bin"],
    )
    return folder


def test_mistakes_are_listed_by_file_and_line_and_end_with_one(slips: Path) -> None:
    result = run("--phrases", str(slips))
    assert result.exit_code == 1
    assert f"{slips}/waste.yml:6: [](" in result.output
    assert f"{slips}/waste.yml:9: nobody has the intent 'report_mised_bin'" in result.output
    assert "Write 40 in " in result.output
    assert "is nearly" not in result.output, "a note, which is only counted"
    assert "Nearly the same phrase twice" in result.output
    assert "frontdoor check --notes" in result.output
    assert "No mistakes" not in result.output


def test_with_notes_every_note_is_listed_and_every_intent(slips: Path) -> None:
    result = run("--phrases", str(slips), "--notes")
    assert (
        f"{slips}/waste.yml:5: 'you did not empty me bin' is nearly 'you did not empty my bin'"
        in result.output
    )
    assert "report_missed_bin has 3 of the 40 phrases it needs" in result.output
    assert "Training phrases" in result.output


def test_notes_alone_end_well(tmp_path: Path) -> None:
    for path in (ROOT / "data" / "nlu").glob("*.yml"):
        rows = [row for row in path.read_text().splitlines(keepends=True) if not set(row) & set("()[]{}<>")]
        (tmp_path / path.name).write_text("".join(rows))
    with (tmp_path / "waste.yml").open("a") as file:
        file.write("- intent: report_missed_bin\n  examples: |\n    - yes yes yes our bin is full\n")
        file.write("    - yes yes yes our bins is full\n")
    result = run("--phrases", str(tmp_path))
    assert result.exit_code == 0, result.output
    assert "No mistakes." in result.output
    assert "Nearly the same phrase twice" in result.output
