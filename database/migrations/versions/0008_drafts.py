"""Drafts of the studio, the record of its changes, and which draft each editor works on"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import database.base

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "studio_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("owner", sa.String(length=100), nullable=False),
        sa.Column("owner_email", sa.String(length=254), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("branch", sa.String(length=120), nullable=False),
        sa.Column("base", sa.String(length=64), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("opened_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studio_drafts")),
    )
    op.create_index(op.f("ix_studio_drafts_status"), "studio_drafts", ["status"])
    op.create_table(
        "studio_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("commit", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["studio_drafts.id"], name=op.f("fk_studio_changes_draft_id_studio_drafts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studio_changes")),
    )
    op.create_index(op.f("ix_studio_changes_at"), "studio_changes", ["at"])
    op.create_index(op.f("ix_studio_changes_draft_id"), "studio_changes", ["draft_id"])
    op.create_table(
        "studio_current_drafts",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["staff.id"], name=op.f("fk_studio_current_drafts_account_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["studio_drafts.id"], name=op.f("fk_studio_current_drafts_draft_id_studio_drafts")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_studio_current_drafts")),
    )


def downgrade() -> None:
    op.drop_table("studio_current_drafts")
    op.drop_table("studio_changes")
    op.drop_table("studio_drafts")
