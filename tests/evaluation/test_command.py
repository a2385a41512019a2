"""`frontdoor evaluate` and `frontdoor thresholds` themselves: what they print and how they end."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from server import cli, training, understanding
from server.settings import ROOT
from tests.evaluation.conftest import understood

Rows = Callable[..., Path]
BIN, POTHOLE = "report_missed_bin", "report_pothole"
UNDERSTOOD = {
    "my bin was missed": understood(BIN),
    "no bin lorry": understood(POTHOLE, BIN, confidence=0.4, outcome="ask"),
    "a hole [red]in[/red] the road": understood(POTHOLE, safety="emergency"),
    "what is love": understood(BIN, confidence=0.1, familiarity=-4.0, outcome="unknown"),
}
LINES = (
    "text,intent,style,safety",
    f"my bin was missed,{BIN},chat,none",
    f"no bin lorry,{BIN},chat,none",
    f"a hole [red]in[/red] the road,{POTHOLE},voice_like,none",
    "what is love,signpost_nhs,chat,distress",
)


@pytest.fixture(autouse=True)
def project(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A project of its own with the real phrases, whose model answers what UNDERSTOOD says."""

    def understand(texts: Iterable[str], model: Path) -> Iterator[dict[str, Any]]:
        yield from ({**UNDERSTOOD[text], "text": text} for text in texts)

    monkeypatch.setattr(understanding, "understand", understand)
    monkeypatch.setattr(training, "train", lambda content: Path("model.tar.gz"))
    root = tmp_path / "project"
    root.mkdir()
    (root / "data").symlink_to(ROOT / "data")
    shutil.copy(ROOT / "config.yml", root)
    monkeypatch.setattr(cli, "ROOT", root)
    for console in (cli.out, cli.errors):
        monkeypatch.setattr(console, "_width", 200)
    return root


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, arguments)


def test_evaluate_prints_figures_and_where_the_page_is(rows: Rows, project: Path) -> None:
    result = run("evaluate", "--file", str(rows(*LINES)))
    assert result.exit_code == 0, result.output
    for words in ("4 messages", "Waste", "voice_like", "Intents with mistakes, 2 of 3", "Danger", "50.0%"):
        assert words in result.output
    page = project / "var" / "evaluation" / "rows.html"
    assert f"The whole of it, with a picture: {page}" in result.output
    assert "<svg" in page.read_text()


def test_as_json_it_prints_nothing_else(rows: Rows, project: Path) -> None:
    result = run("evaluate", "--file", str(rows(*LINES)), "--json")
    found = json.loads(result.stdout)
    assert (found["messages"], found["exact"], found["top_3"], found["out_of_scope_recall"]) == (
        4,
        0.5,
        0.75,
        1,
    )
    assert (found["answered"], found["asked"], found["answered_precision"]) == (0.5, 0.25, 1)
    assert found["safety"]["emergency"]["false_alarms"] == 1
    assert found["styles"]["chat"]["messages"] == 3
    assert found["page"] == str(project / "var" / "evaluation" / "rows.html")


def test_wrong_ones_are_listed_as_they_were_written(rows: Rows) -> None:
    result = run("evaluate", "--file", str(rows(*LINES)), "--wrong")
    assert f"{BIN} -> {POTHOLE} 0.40, ask: no bin lorry" in result.stderr
    assert f"signpost_nhs -> {BIN} 0.10, unknown: what is love" in result.stderr
    assert "danger: none -> emergency: a hole [red]in[/red] the road" in result.stderr
    assert "bin was missed" not in result.stderr


def test_trained_only_leaves_out_the_rest(rows: Rows) -> None:
    path = rows("text,intent", f"my bin was missed,{BIN}", "what is love,teach_love")
    result = run("evaluate", "--file", str(path), "--json", "--trained-only")
    assert json.loads(result.stdout)["messages"] == 1


@pytest.mark.parametrize("command", ["evaluate", "thresholds"])
@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("text", "my bin was missed"), "has no column 'intent'"),
        (("text,intent",), "has no messages"),
        (
            ("text,intent", "my bin was missed,report_mised_bin"),
            "rows.csv line 2: 'report_mised_bin' is not an intent that we know. Did you mean 'report_missed_bin'?",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_named_at_once(
    rows: Rows, command: str, lines: tuple[str, ...], says: str
) -> None:
    result = run(command, "--file", str(rows(*lines)))
    assert result.exit_code == 2
    assert says in result.stderr


def test_a_missing_file_is_named() -> None:
    result = run("evaluate", "--file", "nowhere.csv")
    assert result.exit_code == 2
    assert "nowhere.csv cannot be read" in result.stderr


def test_without_a_model_it_ends_in_words(monkeypatch: pytest.MonkeyPatch, rows: Rows) -> None:
    def fails(content: Path) -> Path:
        raise training.TrainingFailed("no disk left")

    monkeypatch.setattr(training, "train", fails)
    result = run("evaluate", "--file", str(rows(*LINES)))
    assert result.exit_code == 1
    assert "no disk left" in result.stderr


def test_thresholds_are_chosen_shown_and_only_written_when_asked(rows: Rows, project: Path) -> None:
    before = (project / "config.yml").read_text()
    result = run("thresholds", "--file", str(rows(*LINES)), "--precision", "0.6")
    assert result.exit_code == 0, result.output
    for words in ("Coverage and precision", "chosen", "familiar_from", "Not understood", "with --write"):
        assert words in result.stdout
    assert "<svg" in (project / "var" / "evaluation" / "rows-thresholds.html").read_text()
    assert (project / "config.yml").read_text() == before

    result = run("thresholds", "--file", str(rows(*LINES)), "--precision", "0.6", "--write")
    assert result.exit_code == 0, result.output
    assert "config.yml: familiar_from: " in result.stdout
    assert "without training the classifier again" in result.stdout
    assert (project / "config.yml").read_text() != before
    result = run("thresholds", "--file", str(rows(*LINES)), "--precision", "0.6", "--write")
    assert "config.yml has these numbers already." in result.stdout


def test_aims_that_cannot_be_met_end_in_words_and_write_nothing(rows: Rows, project: Path) -> None:
    before = (project / "config.yml").read_text()
    result = run("thresholds", "--file", str(rows(*LINES[:4])), "--write")
    assert result.exit_code == 1
    assert "No message is out of scope" in result.stderr
    assert (project / "config.yml").read_text() == before
    assert run("thresholds", "--file", str(rows(*LINES)), "--refuse", "5").exit_code == 2
