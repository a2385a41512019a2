"""A content repository of a test's own: a copy of the council's files, in git, that a test may spoil."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from database.engine import Database
from server.settings import ROOT

FOLDERS = ("data", "council", "domain", "kb", "tests/nlu", "tests/conversations")
FILES = ("config.yml", "endpoints.yml", "credentials.yml")
# Nobody's settings of their own: no signing, no hooks, no templates.
_GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Marlbury",
    "GIT_AUTHOR_EMAIL": "studio@marlbury.example",
    "GIT_COMMITTER_NAME": "Marlbury",
    "GIT_COMMITTER_EMAIL": "studio@marlbury.example",
}


def git(folder: Path, *arguments: str) -> str:
    """What git answers. Raises CalledProcessError."""
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, env={**os.environ, **_GIT}, check=True, capture_output=True, text=True)
    return done.stdout


def copy_of_content(folder: Path) -> Path:
    """The council's files alone, not in git."""
    nothing = shutil.ignore_patterns("__pycache__", "*.py", "*.pyc")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=nothing)
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    return folder


def content_repository(folder: Path) -> Path:
    """A checkout whose files are live: the branch main, with one commit."""
    shutil.copytree(_made_once(), folder, dirs_exist_ok=True)
    return folder


@cache
def _made_once() -> Path:
    """What every test gets a copy of: git takes four times as long to make it as the copy takes."""
    made = tempfile.TemporaryDirectory(prefix="content-")
    atexit.register(made.cleanup)
    folder = copy_of_content(Path(made.name, "content"))
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "config", "user.name", "Marlbury")
    git(folder, "config", "user.email", "studio@marlbury.example")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=The council's files")
    return folder


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return content_repository(tmp_path / "content")


@contextmanager
def no_room_in(database: Database) -> Iterator[None]:
    """SQLite itself says so: its file may grow no further."""

    def full(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    event.listen(database.engine, "begin", full)
    try:
        yield
    finally:
        event.remove(database.engine, "begin", full)
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1073741823")
