"""The studio's workshop: jobs and comparisons"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import database.base

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "studio_jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("commit", sa.String(length=64), nullable=False),
        sa.Column("asked_by", sa.String(length=100), nullable=False),
        sa.Column("asked_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=64), nullable=True),
        sa.Column("heard_at", database.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("cancel_asked", sa.Boolean(), nullable=False),
        sa.Column("stage", sa.String(length=100), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("seconds_left", sa.Integer(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("model", sa.String(length=100), nullable=True),
        sa.Column("started_at", database.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", database.base.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studio_jobs")),
    )
    op.create_index(op.f("ix_studio_jobs_draft_id"), "studio_jobs", ["draft_id"])
    op.create_index("ix_studio_jobs_status_id", "studio_jobs", ["status", "id"])
    op.create_table(
        "studio_comparisons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("commit", sa.String(length=64), nullable=False),
        sa.Column("model", sa.String(length=100), nullable=False),
        sa.Column("live_model", sa.String(length=100), nullable=False),
        sa.Column("made_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studio_comparisons")),
        sa.UniqueConstraint(
            "draft_id", "commit", "live_model", name=op.f("uq_studio_comparisons_draft_id_commit_live_model")
        ),
    )
    op.create_index(op.f("ix_studio_comparisons_draft_id"), "studio_comparisons", ["draft_id"])


def downgrade() -> None:
    op.drop_table("studio_comparisons")
    op.drop_table("studio_jobs")
