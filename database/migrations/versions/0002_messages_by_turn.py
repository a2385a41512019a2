"""The messages of a turn are found without looking at the rest of the conversation"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INDEX = "ix_messages_contact_id_turn_number"


def upgrade() -> None:
    op.create_index(INDEX, "messages", ["contact_id", "turn_number"])


def downgrade() -> None:
    op.drop_index(INDEX, "messages")
