"""Alembic's entry: runs the migrations on a connection handed over by server/migrate.py."""

from __future__ import annotations

from alembic import context

configuration = context.config
connection = configuration.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=configuration.attributes["metadata"],
    render_as_batch=True,  # SQLite changes a table by rebuilding it
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
