from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.studio.parts import git
from tests.studio.workshop.parts import Bench

PHRASES = """version: "3.1"
nlu:
- intent: report_missed_bin
  examples: |
    - my bin was missed
- intent: greet
  examples: |
    - hello
"""
HELD_OUT = """text,intent,style
"The wagon went by, my bin's still full!",report_missed_bin,chat
nobody took the rubbish,report_missed_bin,chat
er its the bin its not been done,report_missed_bin,voice_like
hiya,greet,chat
"""
DANGER = """text,safety,style
the house is on fire,emergency,chat
my phone died,none,chat
"""
DIALOGUE = """parts:
  - on: chat
    turns: []
"""


@pytest.fixture
def small_content(tmp_path: Path) -> Path:
    return small_repository(tmp_path / "content")


def small_repository(folder: Path) -> Path:
    """A council with two intents: a comparison of it takes no time."""
    for name, text in {
        "config.yml": "recipe: default.v1",
        "data/nlu/waste.yml": PHRASES,
        "domain/waste.yml": "responses: {}",
        "council/identity.yml": "name: Marlbury",
        "tests/nlu/held_out.csv": HELD_OUT,
        "tests/nlu/safety_held_out.csv": DANGER,
        "tests/conversations/missed_bin.yml": DIALOGUE,
        "tests/conversations/too_late.yml": DIALOGUE,
        "bot/importer.py": "raise SystemExit",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=The council's files")
    return folder


@pytest.fixture
def bench(tmp_path: Path, small_content: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path, small_content)
    yield bench
    bench.database.close()
