"""Answers: what answers what, what was learned of it, and outputs written for one destination."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and the columns."""
    op.create_table(
        "answers",
        sa.Column("original_id", sa.String(length=64), nullable=False),
        sa.Column("received_id", sa.String(length=64), nullable=False),
        sa.Column("answer_id", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["original_id"], ["messages.id"], name=op.f("fk_answers_original_id")),
        sa.ForeignKeyConstraint(["received_id"], ["messages.id"], name=op.f("fk_answers_received_id")),
        sa.ForeignKeyConstraint(["answer_id"], ["messages.id"], name=op.f("fk_answers_answer_id")),
        sa.PrimaryKeyConstraint("original_id", "received_id", name=op.f("pk_answers")),
    )
    op.create_index(op.f("ix_answers_received_id"), "answers", ["received_id"], unique=False)
    op.create_index(op.f("ix_answers_answer_id"), "answers", ["answer_id"], unique=False)
    op.add_column("message_references", sa.Column("source", sa.String(length=64), nullable=True))
    op.add_column("deliveries", sa.Column("reference", sa.String(length=200), nullable=True))
    op.create_index("ix_deliveries_destination", "deliveries", ["destination", "message_id"], unique=False)
    with op.batch_alter_table("outputs", recreate="auto") as outputs:
        outputs.add_column(sa.Column("destination", sa.String(length=200), nullable=False, server_default=""))
        outputs.drop_constraint(op.f("pk_outputs"), type_="primary")
        outputs.create_primary_key(op.f("pk_outputs"), ["message_id", "format", "destination"])
