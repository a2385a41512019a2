"""Call-backs are made by us: each try is kept, and when the next one is"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import database.base

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "call_backs", sa.Column("next_try_at", database.base.UtcDateTime(timezone=True), nullable=True)
    )
    op.add_column("call_backs", sa.Column("asked_by", sa.String(length=100), nullable=True))
    op.create_table(
        "call_back_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("adviser_call_sid", sa.String(length=64), nullable=True),
        sa.Column("resident_call_sid", sa.String(length=64), nullable=True),
        sa.Column("started_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("taken_at", database.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("connected_at", database.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", database.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["call_backs.id"], name=op.f("fk_call_back_attempts_request_id_call_backs")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_back_attempts")),
        sa.UniqueConstraint("adviser_call_sid", name=op.f("uq_call_back_attempts_adviser_call_sid")),
        sa.UniqueConstraint("request_id", "number", name=op.f("uq_call_back_attempts_request_id_number")),
        sa.UniqueConstraint("resident_call_sid", name=op.f("uq_call_back_attempts_resident_call_sid")),
    )
    with op.batch_alter_table("call_back_attempts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_back_attempts_ended_at"), ["ended_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_call_back_attempts_request_id"), ["request_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("call_back_attempts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_call_back_attempts_request_id"))
        batch_op.drop_index(batch_op.f("ix_call_back_attempts_ended_at"))

    op.drop_table("call_back_attempts")
    with op.batch_alter_table("call_backs", schema=None) as batch_op:
        batch_op.drop_column("asked_by")
        batch_op.drop_column("next_try_at")
