"""Comments may come and go; whatever a YAML file says may not."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from server.settings import ROOT
from server.yaml_meaning import without_comments

FILES = sorted(
    path
    for folder in ("data", "domain", "council/services", "council/safety")
    for path in (ROOT / folder).rglob("*.yml")
)
TRIES = 12
ODD = """
one: |
  # this is text
  and this

two: "a text
  # that goes on"
"""


def said(content: bytes | str) -> Any:
    return yaml.load(content, yaml.CSafeLoader)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_line_changes_what_a_file_says_for_us_just_when_it_does_for_yaml(path: Path) -> None:
    dice, lines = random.Random(3), path.read_text().splitlines()  # noqa: S311
    before, ours = said(path.read_bytes()), without_comments(path.read_bytes())
    assert said(ours) == before
    for _ in range(TRIES):
        place = dice.randrange(len(lines))
        indent = " " * (len(lines[place]) - len(lines[place].lstrip(" ")))
        changed = "\n".join([*lines[:place], f"{indent}# a remark", *lines[place:], ""])
        assert (without_comments(changed.encode()) == ours) == (said(changed) == before), changed[:200]


def test_text_that_looks_like_a_comment_is_kept() -> None:
    assert said(without_comments(ODD.encode())) == said(ODD)
    assert without_comments(ODD.replace("# this", "# that").encode()) != without_comments(ODD.encode())


def test_what_is_no_text_is_kept_as_it_is() -> None:
    assert without_comments(b"\xff\xfe#") == b"\xff\xfe#"
