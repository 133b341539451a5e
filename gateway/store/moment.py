"""Moments in the store: always UTC, always with their zone."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


class Moment(sa.TypeDecorator[datetime]):
    """A moment in UTC. SQLite forgets zones, so they are taken off on the way in and put back."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """The moment as the database takes it. Raises ValueError for one without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """The moment with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
