"""What went wrong on the phone line is kept for those who run it"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from database.base import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "line_faults",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("call_sid", sa.String(64), nullable=True),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("detail", sa.String(500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_faults")),
    )
    op.create_index(op.f("ix_line_faults_at"), "line_faults", ["at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_line_faults_at"), table_name="line_faults")
    op.drop_table("line_faults")
