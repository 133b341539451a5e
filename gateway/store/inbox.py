"""The inbox: deliveries that wait until their receiver collects them and acknowledges."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from gateway.store import tables as t
from gateway.store.queue import settle, tell
from gateway.store.records import DeliveryRecord
from gateway.store.states import Channel, DeliveryStatus


def waiting(
    connection: sa.Connection, destination: str, *, limit: int = 100, after: str | None = None
) -> list[DeliveryRecord]:
    """What waits for a destination, the oldest first; `after` is the id of the last one seen."""
    d = t.deliveries.c
    query = sa.select(t.deliveries).where(
        d.destination == destination, d.channel == Channel.INBOX, d.status == DeliveryStatus.PENDING
    )
    if after is not None:
        query = query.where(d.id > after)
    found = connection.execute(query.order_by(d.id).limit(limit)).mappings()
    return [DeliveryRecord(**row) for row in found]


def delivery(connection: sa.Connection, destination: str, id: str) -> DeliveryRecord | None:
    """A delivery that can be collected, acknowledged or not; `None` for those of others."""
    d = t.deliveries.c
    query = sa.select(t.deliveries).where(
        d.id == id,
        d.destination == destination,
        d.channel == Channel.INBOX,
        d.status.in_((DeliveryStatus.PENDING, DeliveryStatus.DELIVERED)),
    )
    row = connection.execute(query).mappings().one_or_none()
    return DeliveryRecord(**row) if row else None


def acknowledge(connection: sa.Connection, found: DeliveryRecord, now: datetime) -> bool:
    """Record that a delivery was collected; `False` when that was known."""
    # Deliveries of a message that end at once must see each other: the message is the lock.
    message = sa.select(t.messages.c.status).where(t.messages.c.id == found.message_id)
    connection.execute(message.with_for_update())
    d = t.deliveries.c
    open_still = sa.and_(d.id == found.id, d.status == DeliveryStatus.PENDING)
    done = {"status": DeliveryStatus.DELIVERED, "finished_at": now}
    if connection.execute(t.deliveries.update().where(open_still).values(done)).rowcount != 1:
        return False
    tell(connection, found, DeliveryStatus.DELIVERED, now, {"channel": found.channel})
    settle(connection, found.message_id, now)
    return True
