"""Edits made and looked at line by line."""

from __future__ import annotations

import difflib
from pathlib import Path

from checks import check
from checks.findings import Places
from studio.files.content import Content
from studio.files.edits import Edit
from studio.files.saving import write
from tests.checks.conftest import TODAY


def made(root: Path, edit: Edit) -> dict[str, tuple[list[str], list[str]]]:
    """Make an edit; of each file, the lines that went and the lines that came. Nothing else differs."""
    content = Content(root)
    change = edit.apply(content)
    before = {name: _lines(root / name) for name in change}
    write(root, change)
    found = {}
    for name in change:
        rows = list(difflib.ndiff(before[name], _lines(root / name)))
        gone, come = ([row[2:] for row in rows if row.startswith(sign)] for sign in ("- ", "+ "))
        found[name] = gone, come
    return found


def _lines(path: Path) -> list[str]:
    return path.read_bytes().decode().split("\n") if path.exists() else []


def mistakes(root: Path) -> list[str]:
    """What `frontdoor check` says must be mended."""
    return [str(finding) for finding in check(Places.of(root), TODAY).mistakes]
