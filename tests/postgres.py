"""Real databases for the tests: SQLite in a file, and a PostgreSQL server started once for the session.

A room that wants them imports `database` (both kinds) or `postgresql` (the server) in its conftest. The server is
kept with pytest's configuration, so that all rooms share one.
"""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import inspect, text

import contacts.models  # noqa: F401 a case points to its contact, so that table must be known
from database.engine import Database
from server.migrate import migrate
from setup import parts

SUPERUSER = "frontdoor"
START_SECONDS = 30
# The data lives for one session: nothing is lost by not waiting for the disk.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=16MB")


class PostgresServer:
    """A server on a socket in a folder of its own, reached by no network."""

    def __init__(self, postgres: str) -> None:
        self._programs = Path(postgres).resolve().parent
        self._folder = Path(tempfile.mkdtemp(prefix="frontdoor-pg-"))
        self._numbers = itertools.count(1)
        # PostgreSQL refuses to run as root.
        self._as: dict[str, Any] = {"cwd": self._folder}
        if os.geteuid() == 0:
            self._as |= {"user": "postgres", "group": "postgres", "extra_groups": []}
            shutil.chown(self._folder, "postgres", "postgres")
        self._process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        data, log = str(self._folder / "data"), (self._folder / "log").open("wb")
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        subprocess.run(
            [self._programs / "initdb", f"--username={SUPERUSER}", *options, data],
            check=True,
            stdout=log,
            stderr=log,
            **self._as,
        )
        settings = (*QUICK, "listen_addresses=", f"unix_socket_directories={self._folder}")
        # Killed with the tests, however they end; where there is no setpriv, only when they end well.
        leash = ["setpriv", "--pdeathsig", "QUIT"] if shutil.which("setpriv") else []
        server = subprocess.Popen(
            [*leash, self._programs / "postgres", "-D", data, *(f"--{setting}" for setting in settings)],
            stdout=log,
            stderr=log,
            **self._as,
        )
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self._do("SELECT 1")
            except psycopg.OperationalError:
                if server.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError((self._folder / "log").read_text()) from None
                time.sleep(0.02)
            else:
                return server

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://{SUPERUSER}@/{name}?host={self._folder}"

    def create(self) -> str:
        """The name of a new, empty database."""
        name = f"test_{next(self._numbers)}"
        self._do(f"CREATE DATABASE {name}")
        return name

    def create_migrated(self) -> str:
        """The name of a new database with every table."""
        name = self.create()
        database = Database.at(self.url(name))
        migrate(database.engine)
        database.close()
        return name

    def drop(self, name: str) -> None:
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        self._process.send_signal(signal.SIGQUIT)  # at once: nothing here is worth a checkpoint
        self._process.wait()
        shutil.rmtree(self._folder)

    def _do(self, sql: str) -> None:
        with psycopg.connect(
            host=str(self._folder), user=SUPERUSER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(sql.encode())


_SERVER = pytest.StashKey[PostgresServer]()


@pytest.fixture(scope="session")
def postgresql(request: pytest.FixtureRequest) -> PostgresServer:
    """The server. A test that uses it is marked postgresql, so that it is skipped where there is none."""
    config = request.config
    if _SERVER not in config.stash:
        binary = parts.postgresql()
        assert binary, "mark the test postgresql"
        config.stash[_SERVER] = PostgresServer(binary)
        config.add_cleanup(config.stash[_SERVER].stop)
    return config.stash[_SERVER]


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    database = Database.at(f"sqlite:///{path}")
    migrate(database.engine)
    database.close()
    return path


@pytest.fixture
def sqlite_database(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    """A database of the test's own on SQLite, with every table."""
    path = tmp_path / "frontdoor.db"
    shutil.copy(migrated_sqlite, path)
    database = Database.at(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql: PostgresServer) -> Iterator[Database]:
    database = Database.at(postgresql.url(postgresql.create_migrated()))
    yield database
    database.close()


@pytest.fixture
def postgresql_database(migrated_postgresql: Database) -> Iterator[Database]:
    """A database on PostgreSQL with every table. It is emptied afterwards: quicker than a new one."""
    yield migrated_postgresql
    names = set(inspect(migrated_postgresql.engine).get_table_names()) - {"alembic_version"}
    with migrated_postgresql.session() as session:
        session.execute(text("SET LOCAL session_replication_role = replica"))  # whatever points to what
        session.execute(text(";".join(f'DELETE FROM "{name}"' for name in names)))  # noqa: S608


BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest) -> Database:
    """The test runs twice: on SQLite and on PostgreSQL."""
    found = request.getfixturevalue(f"{request.param}_database")
    assert isinstance(found, Database)
    return found
