"""Telephones rung for callers who wait, what gives a place in the queue its priority, call-backs that keep a place"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import database.base

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("adviser", sa.String(length=100), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("call_sid", sa.String(length=64), nullable=True),
        sa.Column("changed_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["queue_entries.id"], name=op.f("fk_rings_entry_id_queue_entries")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rings")),
        sa.UniqueConstraint("entry_id", "number", name=op.f("uq_rings_entry_id_number")),
    )
    with op.batch_alter_table("queue_entries") as batch:
        batch.add_column(sa.Column("facts", sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table("call_backs") as batch:
        batch.add_column(sa.Column("waiting_since", database.base.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("call_backs") as batch:
        batch.drop_column("waiting_since")
    with op.batch_alter_table("queue_entries") as batch:
        batch.drop_column("facts")
    op.drop_table("rings")
