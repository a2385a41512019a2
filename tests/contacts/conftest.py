from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator

import pytest
import redis

from database.engine import Database
from setup import parts
from tests.contacts.databases import kept_sqlite, sqlite_database
from tests.contacts.parts import Centre
from tests.postgres import (
    database,
    migrated_postgresql,
    migrated_sqlite,
    postgresql,
    postgresql_database,
)
from tests.stack import free_port

__all__ = [
    "database",
    "kept_sqlite",
    "migrated_postgresql",
    "migrated_sqlite",
    "postgresql",
    "postgresql_database",
    "sqlite_database",
]

START_SECONDS = 20


@pytest.fixture
def centre(sqlite_database: Database) -> Centre:
    return Centre(sqlite_database)


@pytest.fixture
def centre_on_each(database: Database) -> Centre:
    """A test that asks for it runs on SQLite and on PostgreSQL."""
    return Centre(database)


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
        assert server.poll() is None, "redis-server stopped"
        assert time.monotonic() < deadline, "redis-server does not answer"
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
