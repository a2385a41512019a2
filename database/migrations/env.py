"""Alembic's entry: runs the migrations on a connection handed over by server/migrate.py."""

from __future__ import annotations

from alembic import context
from sqlalchemy import text

from database.base import MIGRATION_LOCK

configuration = context.config
connection = configuration.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=configuration.attributes["metadata"],
    render_as_batch=True,  # SQLite changes a table by rebuilding it
    compare_type=True,
)
with context.begin_transaction():
    if connection.dialect.name == "postgresql":
        # Of two processes that migrate at once the second waits here, and then finds nothing to do.
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
    context.run_migrations()
