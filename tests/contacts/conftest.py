from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator

import pytest
import redis

from database.base import Base
from database.engine import Database
from setup import parts
from tests.contacts.parts import Centre
from tests.postgres import BOTH, PostgresServer, migrated_sqlite, postgresql, sqlite_database
from tests.stack import free_port

__all__ = ["migrated_sqlite", "postgresql", "sqlite_database"]

START_SECONDS = 20


@pytest.fixture(scope="session")
def shared_postgresql(postgresql: PostgresServer) -> Iterator[Database]:
    """One database for all these tests: making one for each takes longer than the test."""
    database = Database.at(postgresql.url(postgresql.create_migrated()))
    yield database
    database.close()


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """The test runs twice: on SQLite and on PostgreSQL, with every table and nothing in them."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_database")
        return
    database: Database = request.getfixturevalue("shared_postgresql")
    yield database
    with database.session() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())


@pytest.fixture
def centre(database: Database) -> Centre:
    """A test that asks for it runs on SQLite and on PostgreSQL."""
    return Centre(database)


@pytest.fixture
def sqlite_centre(sqlite_database: Database) -> Centre:
    """For what has nothing to do with the kind of database."""
    return Centre(sqlite_database)


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis of our own that keeps nothing on disk. A test that uses it is marked redis."""
    binary, port = parts.redis(), free_port()
    assert binary, "mark the test redis"
    server = subprocess.Popen(
        [binary, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        stdout=subprocess.DEVNULL,
    )
    url = f"redis://127.0.0.1:{port}/0"
    deadline = time.monotonic() + START_SECONDS
    while not _answers(url):
        assert server.poll() is None and time.monotonic() < deadline, "redis-server does not answer"
        time.sleep(0.02)
    yield url
    server.terminate()
    server.wait()


def _answers(url: str) -> bool:
    with redis.Redis.from_url(url) as client:
        try:
            return bool(client.ping())
        except redis.ConnectionError:
            return False
