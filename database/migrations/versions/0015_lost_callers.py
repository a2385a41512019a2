"""When a caller who waits was last known to be on the line"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import database.base

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "queue_entries",
        sa.Column("seen_waiting_at", database.base.UtcDateTime(timezone=True), nullable=True),
    )


def downgrade() -> None:
    op.drop_column("queue_entries", "seen_waiting_at")
