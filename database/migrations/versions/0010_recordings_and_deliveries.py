"""Recordings with the day they must go, and what became of texts after they left"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import database.base

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recordings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=False),
        sa.Column("call_sid", sa.String(length=64), nullable=False),
        sa.Column("made_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", database.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", database.base.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recordings")),
        sa.UniqueConstraint("sid", name=op.f("uq_recordings_sid")),
    )
    op.create_index(op.f("ix_recordings_made_at"), "recordings", ["made_at"])
    with op.batch_alter_table("outbox") as batch:
        batch.add_column(sa.Column("delivery", sa.String(length=16), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("outbox") as batch:
        batch.drop_column("delivery")
    op.drop_index(op.f("ix_recordings_made_at"), table_name="recordings")
    op.drop_table("recordings")
