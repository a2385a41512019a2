"""Promises between folders: imports point one way, and services know neither Rasa nor Twilio."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from server.settings import ROOT

# Each room and the rooms it may import. What a room is for is in the first line of its __init__.py.
MAY_IMPORT = {
    "database": set(),
    "council": set(),
    "encoder": set(),
    "kb": {"council", "encoder"},
    "cases": {"council", "database"},
    "forms": {"cases", "kb", "council"},
    "contacts": {"cases", "kb", "council", "database"},
    "actions": {"forms", "cases", "kb", "council", "database"},
    "bot": {"council", "encoder"},
    "pages": {"council"},
    "staff": {"pages", "council", "database"},
    "webchat": {"contacts", "cases", "kb", "council", "database", "pages"},
    "ivr": {"contacts", "cases", "kb", "council", "database", "pages"},
    "checks": {"cases", "kb", "council"},
    "evaluation": {"council"},
    "studio": {
        "checks",
        "evaluation",
        "contacts",
        "cases",
        "kb",
        "council",
        "database",
        "encoder",
        "pages",
        "staff",
    },
    "desk": {"contacts", "cases", "kb", "council", "database", "pages", "staff"},
}
ROOMS = {*MAY_IMPORT, "server", "tests", "setup"}


def imports(path: Path) -> set[str]:
    """The top-level packages a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


def files(room: str) -> list[Path]:
    return [path for path in (ROOT / room).rglob("*.py") if ".venv" not in path.parts]


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_the_rooms_below_it(room: str) -> None:
    allowed = MAY_IMPORT[room] | {room}
    wrong = {
        f"{path.relative_to(ROOT)} imports {package}"
        for path in files(room)
        if "migrations" not in path.parts
        for package in imports(path) & ROOMS - allowed
    }
    assert wrong == set()


def test_nothing_imports_the_server_but_itself_and_the_tests() -> None:
    wrong = [
        path.relative_to(ROOT) for room in MAY_IMPORT for path in files(room) if "server" in imports(path)
    ]
    assert wrong == []


@pytest.mark.parametrize("room", ["cases", "forms", "kb", "council", "contacts", "database"])
def test_services_know_neither_rasa_nor_twilio(room: str) -> None:
    wrong = [path.relative_to(ROOT) for path in files(room) if imports(path) & {"rasa", "rasa_sdk", "twilio"}]
    assert wrong == []


def test_the_engine_of_the_phone_knows_nothing_of_twilio() -> None:
    for name in ("turns.py", "state.py", "calls.py", "said_again.py"):
        assert "twilio" not in imports(ROOT / "ivr" / name)


def test_the_catalogue_keeps_to_what_the_bots_python_has() -> None:
    standard = {"__future__", "collections", "dataclasses", "difflib", "functools", "pathlib", "typing"}
    for name in ("case_types.py", "catalogue.py", "yaml_files.py"):
        assert imports(ROOT / "council" / name) <= standard | {"council", "ruamel"}


def test_every_room_says_what_it_is_for() -> None:
    silent = [
        room
        for room in (*MAY_IMPORT, "server")
        if not ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text()))
    ]
    assert silent == []


def test_no_subpackage_of_actions_has_the_name_of_a_room() -> None:
    assert {path.name for path in (ROOT / "actions").iterdir() if path.is_dir()} & ROOMS == set()
