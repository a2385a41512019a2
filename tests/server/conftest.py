from __future__ import annotations

import pytest

from database.engine import Database
from tests.contacts.databases import kept_sqlite, sqlite_database
from tests.contacts.parts import Centre
from tests.postgres import migrated_sqlite

__all__ = ["kept_sqlite", "migrated_sqlite", "sqlite_database"]


@pytest.fixture
def centre(sqlite_database: Database) -> Centre:
    return Centre(sqlite_database)
