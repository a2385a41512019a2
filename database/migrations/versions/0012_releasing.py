"""Releases of content, approvals, and what each process shows"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from database.base import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "studio_releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("takes_back", sa.Integer(), nullable=True),
        sa.Column("before", sa.String(64), nullable=False),
        sa.Column("commit", sa.String(64), nullable=False),
        sa.Column("model", sa.String(120), nullable=True),
        sa.Column("model_before", sa.String(120), nullable=True),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("live_at", UtcDateTime(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studio_releases")),
    )
    op.create_index(op.f("ix_studio_releases_status"), "studio_releases", ["status"])
    op.create_index(op.f("ix_studio_releases_due_at"), "studio_releases", ["due_at"])
    op.create_table(
        "studio_approvals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("commit", sa.String(64), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studio_approvals")),
        sa.UniqueConstraint("commit", "email", name=op.f("uq_studio_approvals_commit_email")),
    )
    op.create_index(op.f("ix_studio_approvals_draft_id"), "studio_approvals", ["draft_id"])
    op.create_table(
        "studio_content_shown",
        sa.Column("process", sa.String(20), nullable=False),
        sa.Column("commit", sa.String(64), nullable=False),
        sa.Column("stamp", sa.String(32), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("process", name=op.f("pk_studio_content_shown")),
    )


def downgrade() -> None:
    op.drop_table("studio_content_shown")
    op.drop_table("studio_approvals")
    op.drop_table("studio_releases")
