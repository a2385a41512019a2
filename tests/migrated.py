"""A SQLite file with every table: the migrations run once, and each test that wants a file of its own gets a copy."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from database.engine import Database
from server.migrate import migrate


def migrated_at(path: Path) -> str:
    """The address of a database in a new file."""
    path.write_bytes(_made_once())
    return f"sqlite:///{path}"


@cache
def _made_once() -> bytes:
    with tempfile.TemporaryDirectory(prefix="migrated-") as folder:
        path = Path(folder, "migrated.db")
        database = Database.at(f"sqlite:///{path}")
        migrate(database.engine)
        database.close()
        return path.read_bytes()
