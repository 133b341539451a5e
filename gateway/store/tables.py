"""The tables of the store; `migrations/` makes them, a test holds the two together.

Bodies (originals, models, ledgers, outputs) lie in tables of their own, so that lists and searches
never touch them and they can be removed earlier than the rest.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from gateway.store.moment import Moment

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = sa.String(64)
Name = sa.String(200)
Json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
Serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _message(**options: bool) -> sa.Column[str]:
    return sa.Column("message_id", Id, sa.ForeignKey("messages.id"), nullable=False, **options)  # type: ignore[arg-type]


submissions = sa.Table(
    "submissions",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("partner", Name, nullable=False),
    sa.Column("correlation_id", Name, nullable=False),
    sa.Column("content_type", sa.Text),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("received_at", Moment, nullable=False),
)

messages = sa.Table(
    "messages",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("submission_id", Id, sa.ForeignKey("submissions.id"), nullable=False, index=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("correlation_id", Name, nullable=False, index=True),
    sa.Column("partner", Name, nullable=False),
    sa.Column("direction", sa.String(20), nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("outcome", sa.String(20), nullable=False),
    sa.Column("format", Name),
    sa.Column("revision", sa.String(64)),
    sa.Column("family", sa.String(40)),
    sa.Column("intent", sa.String(40)),
    sa.Column("test", sa.Boolean, nullable=False),
    sa.Column("sender_reference", sa.Text),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("fingerprint", sa.String(64)),
    sa.Column("counts", Json),
    sa.Column("finding_count", sa.Integer, nullable=False),
    sa.Column("error_count", sa.Integer, nullable=False),
    sa.Column("received_at", Moment, nullable=False, index=True),
    sa.Column("changed_at", Moment, nullable=False),
    sa.Index(None, "partner", "id"),
    sa.Index(None, "status", "id"),
)

submission_items = sa.Table(
    "submission_items",
    metadata,
    sa.Column("submission_id", Id, sa.ForeignKey("submissions.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    _message(index=True),
    sa.Column("verdict", sa.String(20), nullable=False),
)

idempotency = sa.Table(
    "idempotency",
    metadata,
    sa.Column("partner", Name, primary_key=True),
    sa.Column("key", sa.String(255), primary_key=True),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("submission_id", Id, sa.ForeignKey("submissions.id"), nullable=False),
    sa.Column("created_at", Moment, nullable=False),
)

claims = sa.Table(
    "claims",
    metadata,
    sa.Column("partner", Name, primary_key=True),
    sa.Column("purpose", sa.String(200), primary_key=True),
    sa.Column("sender_reference", sa.Text, primary_key=True),
    sa.Column("fingerprint", sa.String(64), nullable=False),
    _message(),
)

message_references = sa.Table(
    "message_references",
    metadata,
    _message(primary_key=True),
    sa.Column("kind", sa.String(60), primary_key=True),
    sa.Column("value", sa.Text, primary_key=True),
    # The answer that a reference was learned from; empty for what the message itself says.
    sa.Column("source", Id),
    sa.Index(None, "value"),
)

answers = sa.Table(
    "answers",
    metadata,
    sa.Column("original_id", Id, sa.ForeignKey("messages.id"), primary_key=True),
    sa.Column("received_id", Id, sa.ForeignKey("messages.id"), primary_key=True, index=True),
    sa.Column("answer_id", Id, sa.ForeignKey("messages.id"), index=True),
    sa.Column("kind", sa.String(60), nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("outcome", sa.String(40)),
    sa.Column("answered_at", Moment, nullable=False),
)

originals = sa.Table(
    "originals",
    metadata,
    _message(primary_key=True),
    sa.Column("content_type", sa.Text),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

models = sa.Table(
    "models",
    metadata,
    _message(primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

ledgers = sa.Table(
    "ledgers",
    metadata,
    _message(primary_key=True),
    sa.Column("target", Name, primary_key=True),
    sa.Column("revision", sa.String(64)),
    sa.Column("counts", Json, nullable=False),
    sa.Column("entries", Json),
    sa.Column("lost", Json),
)

findings = sa.Table(
    "findings",
    metadata,
    _message(primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("target", Name),
    sa.Column("code", sa.String(20), nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("severity", sa.String(10), nullable=False),
    sa.Column("stage", sa.String(20), nullable=False),
    sa.Column("format", Name),
    sa.Column("path", sa.Text),
    sa.Column("place", sa.Text),
    sa.Column("line", sa.Integer),
    sa.Column("column", sa.Integer),
    sa.Column("segment", sa.Integer),
    sa.Column("cell", sa.Text),
    sa.Column("value", sa.Text),
    sa.Column("expected", sa.Text),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("help", sa.Text),
    sa.Column("wco_id", sa.String(20)),
    sa.Column("rule", sa.Text),
    sa.Column("found_at", Moment, nullable=False),
    sa.Index("ix_findings_group", "severity", "code"),
)

outputs = sa.Table(
    "outputs",
    metadata,
    _message(primary_key=True),
    sa.Column("format", Name, primary_key=True),
    # Empty for an output that all destinations share.
    sa.Column("destination", Name, primary_key=True, server_default=""),
    sa.Column("revision", sa.String(64)),
    sa.Column("media_type", Name, nullable=False),
    sa.Column("ok", sa.Boolean, nullable=False),
    sa.Column("digest", sa.String(64)),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("data", sa.LargeBinary),
    sa.Column("made_at", Moment, nullable=False),
)

deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("id", Id, primary_key=True),
    _message(),
    sa.Column("destination", Name, nullable=False),
    sa.Column("format", Name, nullable=False),
    sa.Column("subscription", Name),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("key", Id, nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_attempt_at", Moment, nullable=False),
    sa.Column("lease_owner", Name),
    sa.Column("lease_until", Moment),
    sa.Column("fence", sa.Integer, nullable=False),
    sa.Column("last_status", sa.Integer),
    sa.Column("last_error", sa.Text),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("finished_at", Moment),
    # The control reference that the output carries, by which a receiver may name it.
    sa.Column("reference", Name),
    sa.UniqueConstraint("message_id", "destination", "format"),
    sa.Index("ix_deliveries_destination", "destination", "message_id"),
    sa.Index("ix_deliveries_due", "channel", "status", "destination", "next_attempt_at"),
)

attempts = sa.Table(
    "attempts",
    metadata,
    sa.Column("id", Serial, primary_key=True, autoincrement=True),
    sa.Column("delivery_id", Id, sa.ForeignKey("deliveries.id"), nullable=False, index=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("outcome", sa.String(20), nullable=False),
    sa.Column("status", sa.Integer),
    sa.Column("detail", sa.Text),
    sa.Column("owner", Name, nullable=False),
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("finished_at", Moment, nullable=False),
)

destinations = sa.Table(
    "destinations",
    metadata,
    sa.Column("id", Name, primary_key=True),
    sa.Column("endpoint", sa.Text, nullable=False),
    sa.Column("disabled_at", Moment, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("id", Serial, primary_key=True, autoincrement=True),
    _message(index=True),
    sa.Column("delivery_id", Id, sa.ForeignKey("deliveries.id")),
    sa.Column("type", sa.String(60), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("data", Json),
)
