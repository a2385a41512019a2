"""Texts: each is taken once, nobody is texted who said STOP, and an adviser's line knows the text that carries it"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import database.base

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CARRIES = "fk_outbox_message_id_messages"
BY_MESSAGE = "ix_outbox_message_id"


def upgrade() -> None:
    op.create_table(
        "opt_outs",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("stopped_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("started_at", database.base.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_opt_outs")),
    )
    op.create_table(
        "text_arrivals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_sid", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("received_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("contact_key", sa.String(length=64), nullable=True),
        sa.Column("turn_number", sa.Integer(), nullable=True),
        sa.Column("choice", sa.String(length=200), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("unsent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_key"], ["contacts.key"], name=op.f("fk_text_arrivals_contact_key_contacts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_arrivals")),
        sa.UniqueConstraint("message_sid", name=op.f("uq_text_arrivals_message_sid")),
    )
    op.create_index("ix_text_arrivals_number_id", "text_arrivals", ["number", "id"])
    op.create_index("ix_contacts_caller", "contacts", ["caller"])
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("message_id", sa.Integer(), nullable=True))
        outbox.create_foreign_key(CARRIES, "messages", ["message_id"], ["id"])
        outbox.create_index(BY_MESSAGE, ["message_id"])


def downgrade() -> None:
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_index(BY_MESSAGE)
        outbox.drop_constraint(CARRIES, type_="foreignkey")
        outbox.drop_column("message_id")
    op.drop_index("ix_contacts_caller", "contacts")
    op.drop_index("ix_text_arrivals_number_id", "text_arrivals")
    op.drop_table("text_arrivals")
    op.drop_table("opt_outs")
