"""Two unfinished cases are never about the same thing"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

INDEX = "uq_cases_same_thing_unfinished"
UNFINISHED = sa.text("status IN ('open', 'in_progress')")


def upgrade() -> None:
    op.add_column("cases", sa.Column("same_thing", sa.String(length=64), nullable=True))
    op.create_index(
        INDEX, "cases", ["same_thing"], unique=True, sqlite_where=UNFINISHED, postgresql_where=UNFINISHED
    )


def downgrade() -> None:
    op.drop_index(INDEX, table_name="cases")
    op.drop_column("cases", "same_thing")
