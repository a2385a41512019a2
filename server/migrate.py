"""Brings a database to the tables the rooms expect. Knows every room, so it lives here and not in database/."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData

import cases.models
import contacts.models
import desk.models
import ivr.models
import staff.models
import studio.drafts.models
import studio.exchange.models
import studio.inbox.models
import studio.releasing.models
import studio.trying.models
import studio.workshop.models
from database.base import Base
from server.settings import ROOT

TABLES = (
    cases.models,
    contacts.models,
    desk.models,
    ivr.models,
    staff.models,
    studio.drafts.models,
    studio.exchange.models,
    studio.trying.models,
    studio.releasing.models,
    studio.workshop.models,
    studio.inbox.models,
)  # imported to be in the metadata
MIGRATIONS = ROOT / "database" / "migrations"


def metadata() -> MetaData:
    """Every table of every room."""
    return Base.metadata


def migrate(engine: Engine) -> None:
    """Upgrade to the newest revision; nothing happens when the database is there already."""
    with engine.connect() as connection:
        # A second process may be migrating: SQLite's write lock and Alembic's own table settle who is first.
        command.upgrade(configuration(connection), "head")
        connection.commit()


def is_current(engine: Engine) -> bool:
    """Whether the database has the newest revision."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head


def configuration(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata()
    return config
