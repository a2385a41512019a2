"""The studio's "Try it": which rehearsals run, and for whom"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import database.base

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "studio_tryings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("staff_name", sa.String(length=100), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("commit", sa.String(length=64), nullable=True),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("asked_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("worker", sa.String(length=64), nullable=True),
        sa.Column("heard_at", database.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("sides", sa.JSON(), nullable=True),
        sa.Column("talk", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studio_tryings")),
        sa.UniqueConstraint("is_open", name=op.f("uq_studio_tryings_is_open")),
    )
    op.create_index(op.f("ix_studio_tryings_staff_id"), "studio_tryings", ["staff_id"])


def downgrade() -> None:
    op.drop_table("studio_tryings")
