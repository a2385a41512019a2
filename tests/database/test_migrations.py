"""The migrations make the tables the rooms expect, on both kinds of database, and can be taken back."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from database.base import MIGRATION_LOCK
from database.engine import Database
from server.migrate import configuration, is_current, metadata, migrate
from server.settings import ROOT
from tests.postgres import BOTH, PostgresServer

ROOMS = [
    ".".join(models.parent.relative_to(ROOT).parts)
    for models in (*ROOT.glob("*/models.py"), *ROOT.glob("studio/*/models.py"))
]
# Imported here, whoever has imported them already.
for room in ROOMS:
    importlib.import_module(f"{room}.models")


@pytest.fixture(params=BOTH)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without a single table, as a council has it on the first day."""
    if request.param == "sqlite":
        database = Database.at(f"sqlite:///{tmp_path}/var/frontdoor.db")
        yield database
        database.close()
    else:
        server: PostgresServer = request.getfixturevalue("postgresql")
        name = server.create()
        database = Database.at(server.url(name))
        yield database
        database.close()
        server.drop(name)


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def difference(database: Database) -> list[object]:
    """What autogenerate would still change."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        return list(compare_metadata(context, metadata()))


def downgrade(database: Database) -> None:
    with database.engine.connect() as connection:
        command.downgrade(configuration(connection), "base")
        connection.commit()


def test_an_empty_database_is_not_taken_for_a_ready_one(empty: Database) -> None:
    assert not is_current(empty.engine)


def test_migrating_an_empty_database_leaves_no_difference_to_the_models(empty: Database) -> None:
    migrate(empty.engine)
    assert difference(empty) == []
    assert tables(empty) == set(metadata().tables)
    assert is_current(empty.engine)


def test_the_migrations_can_be_taken_back_to_nothing_made_again_and_made_twice(empty: Database) -> None:
    migrate(empty.engine)
    downgrade(empty)
    assert tables(empty) == set()
    assert not is_current(empty.engine)
    migrate(empty.engine)
    migrate(empty.engine)
    assert difference(empty) == []


@pytest.mark.postgresql
def test_a_second_process_waits_until_the_first_has_migrated(postgresql: PostgresServer) -> None:
    database = Database.at(postgresql.url(postgresql.create()))
    with ThreadPoolExecutor(1) as second:
        with database.session() as first:
            first.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            waiting = second.submit(migrate, database.engine)
            with pytest.raises(TimeoutError):
                waiting.result(0.3)
            assert tables(database) == set()
        waiting.result(20)
    assert is_current(database.engine)
    database.close()


def test_what_migrates_knows_the_tables_of_every_room() -> None:
    """Alembic would otherwise write a migration that drops the rest."""
    source = (ROOT / "server" / "migrate.py").read_text()
    assert [room for room in ROOMS if f"import {room}.models" not in source] == []


def test_every_constraint_has_a_name_so_that_a_later_migration_can_drop_it() -> None:
    unnamed = [
        f"{table.name}: {constraint}"
        for table in metadata().tables.values()
        for constraint in table.constraints
        if not constraint.name
    ]
    assert unnamed == []
