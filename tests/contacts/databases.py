"""One SQLite file for all tests of a room, emptied between them.

Making a new one takes longer than most tests here: SQLAlchemy writes its statements anew for each engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from database.base import Base
from database.engine import Database


@pytest.fixture(scope="session")
def kept_sqlite(migrated_sqlite: Path) -> Iterator[Database]:
    kept = migrated_sqlite.with_name("kept.db")
    kept.write_bytes(migrated_sqlite.read_bytes())
    database = Database.at(f"sqlite:///{kept}")
    yield database
    database.close()


@pytest.fixture
def sqlite_database(kept_sqlite: Database) -> Iterator[Database]:
    """A database on SQLite with every table, empty."""
    yield kept_sqlite
    with kept_sqlite.session() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())
