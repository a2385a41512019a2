"""Thresholds in config.yml: three numbers change, and nothing that people wrote."""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest

from council.yaml_files import read_mapping
from server.settings import ROOT
from server.thresholds import CannotWrite, Thresholds, written
from server.thresholds.config import COMPONENT

CHOSEN = Thresholds(answer_from=0.4375, ask_from=0.125, familiar_from=-2.25)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROOT / "config.yml", tmp_path))


def test_only_the_three_numbers_change_and_comments_stay(config: Path) -> None:
    before = config.read_text()
    changes = written(config, CHOSEN)
    after = config.read_text()
    changed = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]
    assert len(changed) == 6, changed
    assert [line.split("#")[1] for line in changed[::2]] == [line.split("#")[1] for line in changed[1::2]]
    entry = next(entry for entry in read_mapping(config)["pipeline"] if entry["name"] == COMPONENT)
    assert {name: entry[name] for name in vars(CHOSEN)} == vars(CHOSEN)
    assert len(changes) == 3
    assert any(change.endswith("-> 0.4375") for change in changes)


def test_the_same_numbers_again_leave_the_file_alone(config: Path) -> None:
    written(config, CHOSEN)
    stamp = config.stat().st_mtime_ns
    assert written(config, CHOSEN) == []
    assert config.stat().st_mtime_ns == stamp


def test_a_number_that_was_not_there_is_added(tmp_path: Path) -> None:
    config = tmp_path / "config.yml"
    config.write_text(f"pipeline:\n  - name: {COMPONENT} # ours\n    ask_from: 0.125\npolicies: []\n")
    assert written(config, CHOSEN) == ["answer_from: unset -> 0.4375", "familiar_from: unset -> -2.25"]
    assert config.read_text() == (
        f"pipeline:\n  - name: {COMPONENT} # ours\n    ask_from: 0.125\n"
        "    answer_from: 0.4375\n    familiar_from: -2.25\npolicies: []\n"
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("pipeline:\n  - name: SpacyNLP\n", "has no `- name: bot.language.outcomes.Outcomes`"),
        ("language: en\n", "has no `- name: bot.language.outcomes.Outcomes`"),
        (f"pipeline:\n  - name: {COMPONENT}\n  - name: {COMPONENT}\n", "has more than one"),
        ("pipeline: [\n", "this is not YAML"),
    ],
)
def test_a_file_without_a_place_for_them_is_named_and_left_alone(
    tmp_path: Path, text: str, says: str
) -> None:
    config = tmp_path / "config.yml"
    config.write_text(text)
    with pytest.raises(CannotWrite, match=r"config\.yml") as wrong:
        written(config, CHOSEN)
    assert says in str(wrong.value)
    assert config.read_text() == text
    with pytest.raises(CannotWrite, match="the file is missing"):
        written(tmp_path / "nowhere.yml", CHOSEN)
