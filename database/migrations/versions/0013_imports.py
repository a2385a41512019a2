"""Imports of phrases that wait for an editor's yes"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import database.base

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "studio_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("encoding", sa.String(length=20), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("mapped", sa.JSON(), nullable=False),
        sa.Column("sorted", sa.JSON(), nullable=False),
        sa.Column("at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["staff.id"], name=op.f("fk_studio_imports_account_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studio_imports")),
    )
    op.create_index(op.f("ix_studio_imports_account_id"), "studio_imports", ["account_id"])


def downgrade() -> None:
    op.drop_table("studio_imports")
