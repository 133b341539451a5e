"""The queue of deliveries: lease, renew, finish. A worker that lost its lease changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from gateway.store import tables as t
from gateway.store.accept import storable
from gateway.store.records import DeliveryRecord, Queue
from gateway.store.states import Channel, DeliveryStatus, Event, Status


def lease_due(
    connection: sa.Connection,
    now: datetime,
    owner: str,
    limit: int,
    lease_seconds: float,
    destination: str | None = None,
) -> list[DeliveryRecord]:
    """Take deliveries that are due, the oldest first, for `lease_seconds`."""
    d = t.deliveries.c
    due = (
        sa.select(d.id)
        .where(_due(now))
        .order_by(d.next_attempt_at, d.id)
        .limit(limit)
        # Nothing of this is written on SQLite; there the transaction has the write lock already.
        .with_for_update(skip_locked=True)
    )
    if destination is not None:
        due = due.where(d.destination == destination)
    ids = list(connection.execute(due).scalars())
    if not ids:
        return []
    lease = {
        "lease_owner": owner,
        "lease_until": now + timedelta(seconds=lease_seconds),
        "fence": d.fence + 1,
    }
    connection.execute(t.deliveries.update().where(d.id.in_(ids)).values(lease))
    query = sa.select(t.deliveries).where(d.id.in_(ids)).order_by(d.next_attempt_at, d.id)
    return [DeliveryRecord(**row) for row in connection.execute(query).mappings()]


def _due(now: datetime) -> sa.ColumnElement[bool]:
    d = t.deliveries.c
    return sa.and_(
        d.channel == Channel.PUSH,
        d.status == DeliveryStatus.PENDING,
        d.next_attempt_at <= now,
        sa.or_(d.lease_until.is_(None), d.lease_until <= now),
    )


def due_destinations(connection: sa.Connection, now: datetime) -> list[str]:
    """Destinations for which something is due."""
    query = sa.select(t.deliveries.c.destination).where(_due(now)).distinct()
    return sorted(connection.execute(query).scalars())


def renew(connection: sa.Connection, delivery: DeliveryRecord, until: datetime) -> bool:
    """Keep a lease longer; `False` when it is another's by now."""
    return _held(connection, delivery, {"lease_until": until})


def release(connection: sa.Connection, delivery: DeliveryRecord) -> bool:
    """Give a lease back without an attempt; `False` when it is another's by now."""
    return _held(connection, delivery, {"lease_owner": None, "lease_until": None})


def _held(connection: sa.Connection, delivery: DeliveryRecord, values: Mapping[str, Any]) -> bool:
    d = t.deliveries.c
    held = sa.and_(
        d.id == delivery.id,
        d.status == DeliveryStatus.PENDING,
        d.lease_owner == delivery.lease_owner,
        d.fence == delivery.fence,
    )
    return connection.execute(t.deliveries.update().where(held).values(values)).rowcount == 1


def finish(
    connection: sa.Connection,
    delivery: DeliveryRecord,
    owner: str,
    *,
    outcome: str,
    started_at: datetime,
    now: datetime,
    retry_at: datetime | None = None,
    status: int | None = None,
    detail: str | None = None,
) -> bool:
    """Record an attempt. Delivered, or tried again at `retry_at`, or dead when that is `None`.

    `False` when the lease is another's by now (owner or fence differ): the attempt is recorded
    as superseded and nothing else changes.
    """
    # Two deliveries of a message that end at once must see each other: the message is the lock.
    message = sa.select(t.messages.c.status).where(t.messages.c.id == delivery.message_id)
    connection.execute(message.with_for_update())
    delivered = outcome == "delivered"
    again = retry_at is not None and not delivered
    after = (
        DeliveryStatus.DELIVERED if delivered else DeliveryStatus.PENDING if again else DeliveryStatus.DEAD
    )
    values: dict[str, Any] = {
        "status": after,
        "attempts": t.deliveries.c.attempts + 1,
        "lease_owner": None,
        "lease_until": None,
        "last_status": status,
        "last_error": None if delivered else storable(detail),
        "finished_at": None if again else now,
    }
    if again:
        values["next_attempt_at"] = retry_at
    held = delivery.lease_owner == owner and _held(connection, delivery, values)
    _attempt(connection, delivery, owner, outcome if held else "superseded", status, detail, started_at, now)
    if held:
        tell(connection, delivery, after, now, {"status": status, "attempt": delivery.attempts + 1})
        settle(connection, delivery.message_id, now)
    return held


def _attempt(
    connection: sa.Connection,
    delivery: DeliveryRecord,
    owner: str,
    outcome: str,
    status: int | None,
    detail: str | None,
    started_at: datetime,
    now: datetime,
) -> None:
    row = {
        "delivery_id": delivery.id,
        "number": delivery.attempts + 1,
        "outcome": outcome,
        "status": status,
        "detail": storable(detail),
        "owner": owner,
        "started_at": started_at,
        "finished_at": now,
    }
    connection.execute(t.attempts.insert(), row)


_TOLD = {
    DeliveryStatus.DELIVERED: Event.DELIVERY_SUCCEEDED,
    DeliveryStatus.PENDING: Event.DELIVERY_FAILED,
    DeliveryStatus.DEAD: Event.DELIVERY_DEAD,
}


def tell(
    connection: sa.Connection,
    delivery: DeliveryRecord,
    after: DeliveryStatus,
    now: datetime,
    data: dict[str, Any],
) -> None:
    """Record as an event how a delivery stands now."""
    row = {
        "message_id": delivery.message_id,
        "delivery_id": delivery.id,
        "type": _TOLD[after],
        "at": now,
        "data": {"destination": delivery.destination, **data},
    }
    connection.execute(t.events.insert(), row)


def settle(connection: sa.Connection, message_id: str, now: datetime) -> None:
    """The state of a message follows from those of its deliveries.

    What an operator must look at stays so, and an answered message is past being delivered.
    """
    d, m = t.deliveries.c, t.messages.c
    states = set(connection.execute(sa.select(d.status).where(d.message_id == message_id)).scalars())
    if DeliveryStatus.PENDING in states:
        after = Status.DELIVERING
    elif DeliveryStatus.DEAD in states:
        after = Status.DEAD
    else:
        after = Status.DELIVERED
    stays = [after, Status.HELD] if after is Status.DEAD else [after, Status.HELD, Status.ANSWERED]
    changed = t.messages.update().where(m.id == message_id, m.status.not_in(stays))
    if connection.execute(changed.values(status=after, changed_at=now)).rowcount:
        told = {Status.DEAD: Event.DEAD, Status.DELIVERED: Event.DELIVERED}.get(after)
        if told is not None:
            row = {"message_id": message_id, "delivery_id": None, "type": told, "at": now, "data": None}
            connection.execute(t.events.insert(), row)


def queues(connection: sa.Connection) -> list[Queue]:
    """What waits, by destination and channel."""
    d = t.deliveries.c
    query = (
        sa.select(d.destination, d.channel, sa.func.count(), sa.func.min(d.created_at))
        .where(d.status == DeliveryStatus.PENDING)
        .group_by(d.destination, d.channel)
        .order_by(d.destination)
    )
    return [Queue(*row) for row in connection.execute(query)]
