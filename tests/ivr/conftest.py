from __future__ import annotations

from collections.abc import Iterator

import pytest

from database.engine import Database
from tests.contacts.databases import kept_sqlite, sqlite_database
from tests.contacts.parts import Centre
from tests.ivr.parts import PhoneLine
from tests.postgres import migrated_sqlite

__all__ = ["kept_sqlite", "migrated_sqlite", "sqlite_database"]


@pytest.fixture
def centre(sqlite_database: Database) -> Centre:
    return Centre(sqlite_database)


@pytest.fixture
def waiting_line(centre: Centre) -> Iterator[PhoneLine]:
    """The same where the network can be asked to ring advisers: callers wait in the queue."""
    with PhoneLine(centre, queueing=True) as line:
        yield line
        line.check_every_answer()


@pytest.fixture
def line(centre: Centre) -> Iterator[PhoneLine]:
    """The real router. Whatever was heard on its calls must have been fit for Twilio."""
    with PhoneLine(centre) as line:
        yield line
        line.check_every_answer()


@pytest.fixture
def relay_line(centre: Centre) -> Iterator[PhoneLine]:
    """The same line over ConversationRelay."""
    with PhoneLine(centre, "relay") as line:
        yield line
        line.check_every_answer()
