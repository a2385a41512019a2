"""Runs inside_*.py here in the bot's Python, which has Rasa but no pytest, and reports each of their tests."""

from __future__ import annotations

import ast
import json
import subprocess
from functools import cache
from pathlib import Path

import pytest

from server.settings import ROOT
from server.training import BOT_PYTHON, environment

TESTS = [
    (path.stem, node.name)
    for path in sorted(Path(__file__).parent.glob("inside_*.py"))
    for node in ast.walk(ast.parse(path.read_text()))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
]


@cache
def troubles() -> dict[str, dict[str, str]]:
    """Of every module every test by name, with what went wrong: nothing, mostly. In one process, as Rasa is slow to
    import."""
    modules = dict.fromkeys(f"tests.bot.{module}" for module, _ in TESTS)
    command = [str(ROOT / BOT_PYTHON), "-m", "tests.bot.report", *modules]
    ran = subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=600, check=False
    )
    assert ran.returncode == 0, ran.stderr
    found: dict[str, dict[str, str]] = json.loads(ran.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize(("module", "name"), TESTS, ids=[name for _, name in TESTS])
def test_inside_rasa(module: str, name: str) -> None:
    found = troubles()[f"tests.bot.{module}"]
    assert name in found, f"{name} was not run"
    assert not found[name], found[name]
