"""Questions about stored messages: by reference, state and time, and the errors in groups."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from gateway.store import tables as t
from gateway.store.accept import storable
from gateway.store.records import ErrorGroup, MessageRecord, Page

LARGEST_PAGE = 500
SAMPLES = 5
"""message ids shown of a group of errors"""


def search(
    connection: sa.Connection,
    *,
    partner: str | None = None,
    reference: str | None = None,
    status: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 100,
    cursor: str | None = None,
) -> Page:
    """Messages, newest first. `partner` is `None` for an operator, who sees all.

    `reference` is any: the sender's, an MRN, a UCR, a container, a correlation id, our own id.
    """
    limit = max(1, min(limit, LARGEST_PAGE))
    reference, status, cursor = storable(reference), storable(status), storable(cursor)
    m = t.messages.c
    query = sa.select(t.messages).order_by(m.id.desc()).limit(limit + 1)
    if partner is not None:
        query = query.where(m.partner == partner)
    if reference is not None:
        referring = sa.select(t.message_references.c.message_id).where(
            t.message_references.c.value == reference
        )
        query = query.where(sa.or_(m.id == reference, m.correlation_id == reference, m.id.in_(referring)))
    if status is not None:
        query = query.where(m.status == status)
    if since is not None:
        query = query.where(m.received_at >= since)
    if until is not None:
        query = query.where(m.received_at < until)
    if cursor is not None:
        query = query.where(m.id < cursor)
    found = [MessageRecord(**row) for row in connection.execute(query).mappings()]
    return Page(found[:limit], found[limit - 1].id if len(found) > limit else None)


def errors(connection: sa.Connection, *, partner: str | None = None, limit: int = 500) -> list[ErrorGroup]:
    """Errors by format, code and place, the most frequent first."""
    f = t.findings.c
    key = (f.format, f.code, f.name, f.place)
    chosen = f.severity == "error"
    if partner is not None:
        own = sa.select(t.messages.c.id).where(t.messages.c.partner == partner)
        chosen = sa.and_(chosen, f.message_id.in_(own))
    query = (
        sa.select(
            *key,
            sa.func.count().label("count"),
            sa.func.count(f.message_id.distinct()).label("messages"),
            sa.func.min(f.found_at).label("first_seen"),
            sa.func.max(f.found_at).label("last_seen"),
        )
        .where(chosen)
        .group_by(*key)
        .order_by(sa.desc("count"), f.code, f.place)
        .limit(limit)
    )
    groups = connection.execute(query).all()
    samples = _samples(connection, chosen)
    return [
        ErrorGroup(*row, samples=samples.get((row.format, row.code, row.place), []))  # type: ignore[misc]
        for row in groups
    ]


def _samples(
    connection: sa.Connection, chosen: sa.ColumnElement[bool]
) -> dict[tuple[str | None, str, str | None], list[str]]:
    """The newest message ids of every group."""
    f = t.findings.c
    pairs = sa.select(f.format, f.code, f.place, f.message_id).where(chosen).distinct().subquery()
    rank = sa.func.row_number().over(
        partition_by=(pairs.c.format, pairs.c.code, pairs.c.place), order_by=pairs.c.message_id.desc()
    )
    ranked = sa.select(pairs, rank.label("rank")).subquery()
    query = sa.select(ranked).where(ranked.c.rank <= SAMPLES).order_by(ranked.c.rank)
    found: dict[tuple[str | None, str, str | None], list[str]] = {}
    for row in connection.execute(query):
        found.setdefault((row.format, row.code, row.place), []).append(row.message_id)
    return found
