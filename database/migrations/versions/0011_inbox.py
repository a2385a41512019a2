"""Whether an answer helped, what an adviser says a contact was about, and the studio's inbox"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from database.base import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("turns") as turns:
        turns.add_column(sa.Column("article", sa.String(200), nullable=True))
        turns.add_column(sa.Column("helped", sa.Boolean(), nullable=True))
        turns.add_column(sa.Column("rated_at", UtcDateTime(), nullable=True))
        turns.create_index("ix_turns_received_at", ["received_at"])
        turns.create_index("ix_turns_rated_at", ["rated_at"])
    with op.batch_alter_table("contacts") as contacts:
        contacts.create_index("ix_contacts_last_turn_at", ["last_turn_at"])
    with op.batch_alter_table("queue_entries") as entries:
        entries.add_column(sa.Column("was_about", sa.String(100), nullable=True))
        entries.create_index("ix_queue_entries_finished_at", ["finished_at"])
    op.create_table(
        "studio_inbox_groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("maker", sa.String(64), nullable=False),
        sa.Column("centre", sa.LargeBinary(), nullable=False),
        sa.Column("leanings", sa.JSON(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studio_inbox_groups")),
    )
    op.create_index("ix_studio_inbox_groups_maker", "studio_inbox_groups", ["maker"])
    op.create_table(
        "studio_inbox_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("intent", sa.String(100), nullable=True),
        sa.Column("phrases", sa.JSON(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("commits", sa.JSON(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=True),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.Column("undone_by", sa.String(100), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studio_inbox_decisions")),
    )
    op.create_index("ix_studio_inbox_decisions_decided_at", "studio_inbox_decisions", ["decided_at"])
    op.create_table(
        "studio_inbox_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("turn_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("spoken", sa.Boolean(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("understood", sa.JSON(), nullable=False),
        sa.Column("meant", sa.String(100), nullable=True),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["turn_id"], ["turns.id"], name=op.f("fk_studio_inbox_messages_turn_id_turns"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
            name=op.f("fk_studio_inbox_messages_contact_id_contacts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["studio_inbox_groups.id"],
            name=op.f("fk_studio_inbox_messages_group_id_studio_inbox_groups"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["studio_inbox_decisions.id"],
            name=op.f("fk_studio_inbox_messages_decision_id_studio_inbox_decisions"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studio_inbox_messages")),
        sa.UniqueConstraint("turn_id", name=op.f("uq_studio_inbox_messages_turn_id")),
    )
    op.create_index("ix_studio_inbox_messages_open", "studio_inbox_messages", ["decision_id", "group_id"])
    op.create_index("ix_studio_inbox_messages_group", "studio_inbox_messages", ["group_id"])
    op.create_index("ix_studio_inbox_messages_contact_id", "studio_inbox_messages", ["contact_id"])
    op.create_index("ix_studio_inbox_messages_received_at", "studio_inbox_messages", ["received_at"])
    op.create_table(
        "studio_inbox_progress",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("read_to", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studio_inbox_progress")),
    )


def downgrade() -> None:
    op.drop_table("studio_inbox_progress")
    op.drop_table("studio_inbox_messages")
    op.drop_table("studio_inbox_decisions")
    op.drop_table("studio_inbox_groups")
    with op.batch_alter_table("queue_entries") as entries:
        entries.drop_index("ix_queue_entries_finished_at")
        entries.drop_column("was_about")
    with op.batch_alter_table("contacts") as contacts:
        contacts.drop_index("ix_contacts_last_turn_at")
    with op.batch_alter_table("turns") as turns:
        turns.drop_index("ix_turns_rated_at")
        turns.drop_index("ix_turns_received_at")
        turns.drop_column("rated_at")
        turns.drop_column("helped")
        turns.drop_column("article")
