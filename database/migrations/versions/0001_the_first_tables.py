"""The first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import database.base

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("call_sid", sa.String(length=64), nullable=True),
        sa.Column("caller", sa.String(length=32), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("started_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("last_turn_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", database.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("taking", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("not_understood", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("call_sid", name=op.f("uq_contacts_call_sid")),
        sa.UniqueConstraint("key", name=op.f("uq_contacts_key")),
    )
    op.create_table(
        "desk_sent_replies",
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("claimed_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("sent_at", database.base.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("nonce", name=op.f("pk_desk_sent_replies")),
    )
    with op.batch_alter_table("desk_sent_replies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_sent_replies_claimed_at"), ["claimed_at"], unique=False)

    op.create_table(
        "held_secrets",
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("expires_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_held_secrets")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("password_version", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("failed_sign_ins", sa.Integer(), nullable=False),
        sa.Column("locked_until", database.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("created_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_name")),
    )
    op.create_table(
        "staff_ended_sessions",
        sa.Column("session", sa.String(length=64), nullable=False),
        sa.Column("forget_after", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("session", name=op.f("pk_staff_ended_sessions")),
    )
    with op.batch_alter_table("staff_ended_sessions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_staff_ended_sessions_forget_after"), ["forget_after"], unique=False
        )

    op.create_table(
        "wrong_attempts",
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("since", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_wrong_attempts")),
    )
    op.create_table(
        "call_backs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=True),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("ring_from", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ring_by", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.Column("booked_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_call_backs_contact_id_contacts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_backs")),
    )
    with op.batch_alter_table("call_backs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_backs_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_call_backs_status"), ["status"], unique=False)

    op.create_table(
        "calls",
        sa.Column("call_sid", sa.String(length=64), nullable=False),
        sa.Column("contact_key", sa.String(length=64), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("started_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", database.base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_key"], ["contacts.key"], name=op.f("fk_calls_contact_key_contacts")
        ),
        sa.PrimaryKeyConstraint("call_sid", name=op.f("pk_calls")),
        sa.UniqueConstraint("contact_key", name=op.f("uq_calls_contact_key")),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=8), nullable=False),
        sa.Column("enquiry", sa.String(length=60), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("origin", sa.String(length=80), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("uprn", sa.BigInteger(), nullable=True),
        sa.Column("postcode", sa.String(length=8), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("opened_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_cases_contact_id_contacts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("origin", name=op.f("uq_cases_origin")),
        sa.UniqueConstraint("reference", name=op.f("uq_cases_reference")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cases_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cases_enquiry"), ["enquiry"], unique=False)
        batch_op.create_index(batch_op.f("ix_cases_status"), ["status"], unique=False)

    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("turn_number", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(length=16), nullable=False),
        sa.Column("author_name", sa.String(length=100), nullable=True),
        sa.Column("act", sa.JSON(), nullable=False),
        sa.Column("sent_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_messages_contact_id_contacts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index("ix_messages_contact_id_id", ["contact_id", "id"], unique=False)

    op.create_table(
        "queue_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("priority", sa.String(length=16), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("waiting_since", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", database.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("finished_at", database.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("adviser", sa.String(length=100), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("asked_again", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_queue_entries_contact_id_contacts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_entries")),
    )
    with op.batch_alter_table("queue_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_queue_entries_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_queue_entries_status"), ["status"], unique=False)

    op.create_table(
        "turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("choice", sa.String(length=200), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("received_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("answered_at", database.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("understanding", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("acts", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_turns_contact_id_contacts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turns")),
        sa.UniqueConstraint("contact_id", "number", name=op.f("uq_turns_contact_id_number")),
    )
    op.create_table(
        "call_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_sid", sa.String(length=64), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("twiml", sa.Text(), nullable=False),
        sa.Column("answered_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_sid"], ["calls.call_sid"], name=op.f("fk_call_steps_call_sid_calls")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_steps")),
        sa.UniqueConstraint("call_sid", "step", name=op.f("uq_call_steps_call_sid_step")),
    )
    op.create_table(
        "case_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_events_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_events")),
    )
    with op.batch_alter_table("case_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_events_case_id"), ["case_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("to", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("created_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("sent_at", database.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_outbox_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_outbox_status_next_try_at", ["status", "next_try_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_status_next_try_at")
        batch_op.drop_index(batch_op.f("ix_outbox_case_id"))

    op.drop_table("outbox")
    with op.batch_alter_table("case_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_events_case_id"))

    op.drop_table("case_events")
    op.drop_table("call_steps")
    op.drop_table("turns")
    with op.batch_alter_table("queue_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_queue_entries_status"))
        batch_op.drop_index(batch_op.f("ix_queue_entries_contact_id"))

    op.drop_table("queue_entries")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index("ix_messages_contact_id_id")

    op.drop_table("messages")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cases_status"))
        batch_op.drop_index(batch_op.f("ix_cases_enquiry"))
        batch_op.drop_index(batch_op.f("ix_cases_contact_id"))

    op.drop_table("cases")
    op.drop_table("calls")
    with op.batch_alter_table("call_backs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_call_backs_status"))
        batch_op.drop_index(batch_op.f("ix_call_backs_contact_id"))

    op.drop_table("call_backs")
    op.drop_table("wrong_attempts")
    with op.batch_alter_table("staff_ended_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_ended_sessions_forget_after"))

    op.drop_table("staff_ended_sessions")
    op.drop_table("staff")
    op.drop_table("held_secrets")
    with op.batch_alter_table("desk_sent_replies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_sent_replies_claimed_at"))

    op.drop_table("desk_sent_replies")
    op.drop_table("contacts")
