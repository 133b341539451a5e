"""The journal: everything that the gateway remembers, one small method a question."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from gateway.store import accept, inbox, queue, relate, search
from gateway.store import tables as t
from gateway.store.database import Database
from gateway.store.intake import NewSubmission
from gateway.store.migrate import upgrade
from gateway.store.records import (
    AnswerRecord,
    AttemptRecord,
    Body,
    Claim,
    DeliveryRecord,
    ErrorGroup,
    EventRecord,
    LedgerRecord,
    MessageRecord,
    OutputRecord,
    Page,
    Queue,
    Sighting,
    SubmissionRecord,
)


class Raced(Exception):
    """Another submission took the same key or reference in this very moment: look again."""


class Journal:
    """The store of one gateway. Every method is one transaction; all are safe between threads."""

    def __init__(self, database: Database) -> None:
        self._db = database

    @classmethod
    def open(cls, url: str) -> Self:
        """Connect to a database and bring it to the present schema."""
        database = Database(url)
        try:
            upgrade(database)
        except BaseException:
            database.close()
            raise
        return cls(database)

    def close(self) -> None:
        """Close all connections."""
        self._db.close()

    def ping(self) -> None:
        """Raises what the database raises when it cannot be reached."""
        with self._db.read() as connection:
            connection.execute(sa.select(1))

    # taking in

    def accept(self, submission: NewSubmission) -> None:
        """Write a submission; durable when this returns. Raises Raced."""
        try:
            with self._db.write() as connection:
                accept.write(connection, submission)
        except IntegrityError as error:
            raise Raced from error

    def submission(self, partner: str, key: str) -> SubmissionRecord | None:
        """The accepted submission that a partner made under an idempotency key."""
        i, s = t.idempotency.c, t.submissions.c
        query = (
            sa.select(s.id, s.partner, s.correlation_id, s.digest, s.received_at)
            .join(t.idempotency, i.submission_id == s.id)
            .where(i.partner == partner, i.key == accept.key_of(key))
        )
        with self._db.read() as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            n = t.submission_items.c
            items = sa.select(n.number, n.message_id, n.verdict).where(n.submission_id == row.id)
            listed = [tuple(item) for item in connection.execute(items.order_by(n.number))]
        return SubmissionRecord(*row, items=listed)

    def claim(self, partner: str, purpose: str, sender_reference: str) -> Claim | None:
        """Which accepted message has a sender's reference for a purpose."""
        c = t.claims.c
        query = sa.select(t.claims).where(
            c.partner == partner,
            c.purpose == accept.storable(purpose),
            c.sender_reference == accept.storable(sender_reference),
        )
        row = self._one(query)
        return Claim(**row) if row else None

    # looking

    def message(self, id: str) -> MessageRecord | None:
        """A message without its bodies."""
        row = self._one(sa.select(t.messages).where(t.messages.c.id == id))
        return MessageRecord(**row) if row else None

    def search(self, **question: Any) -> Page:
        """Messages that `search.search` finds."""
        with self._db.read() as connection:
            return search.search(connection, **question)

    def errors(self, *, partner: str | None = None, limit: int = 500) -> list[ErrorGroup]:
        """Errors by format, code and place."""
        with self._db.read() as connection:
            return search.errors(connection, partner=partner, limit=limit)

    def findings(self, id: str, *, offset: int = 0, limit: int | None = None) -> list[dict[str, Any]]:
        """Findings of a message in the one shape of findings, with the `target` of output findings."""
        f = t.findings.c
        left_out = (f.message_id, f.number, f.place, f.found_at)
        columns = [column for column in t.findings.c if column not in set(left_out)]
        query = sa.select(*columns).where(f.message_id == id).order_by(f.number).offset(offset).limit(limit)
        return self._all(query)

    def original(self, id: str) -> Body | None:
        """The bytes as they were received."""
        o = t.originals.c
        row = self._one(sa.select(o.data, o.content_type.label("media_type")).where(o.message_id == id))
        return Body(**row) if row else None

    def model(self, id: str) -> bytes | None:
        """The model's JSON, when the message was translated."""
        row = self._one(sa.select(t.models.c.data).where(t.models.c.message_id == id))
        return row["data"] if row else None

    def ledgers(self, id: str) -> list[LedgerRecord]:
        """The accounts of a message, one a direction."""
        ledger = t.ledgers.c
        query = sa.select(t.ledgers).where(ledger.message_id == id).order_by(ledger.target)
        return [LedgerRecord(**row) for row in self._all(query)]

    def outputs(self, id: str) -> list[OutputRecord]:
        """What was written of a message, without the bytes."""
        o = t.outputs.c
        columns = [column for column in o if column is not o.data]
        query = sa.select(*columns).where(o.message_id == id).order_by(o.format, o.destination)
        return [OutputRecord(**row) for row in self._all(query)]

    def output(self, id: str, format: str, destination: str | None = None) -> Body | None:
        """The bytes of a message in a format that was written, if any were.

        With a destination those that it gets: its own, or what all share; without one any.
        """
        o = t.outputs.c
        query = sa.select(o.data, o.media_type).where(
            o.message_id == id, o.format == format, o.data.is_not(None)
        )
        if destination is not None:
            query = query.where(o.destination.in_(("", destination)))
        order = o.destination.desc() if destination is not None else o.destination
        row = self._one(query.order_by(order).limit(1))
        return Body(**row) if row else None

    def deliveries(self, id: str) -> list[DeliveryRecord]:
        """The deliveries of a message."""
        d = t.deliveries.c
        query = sa.select(t.deliveries).where(d.message_id == id).order_by(d.id)
        return [DeliveryRecord(**row) for row in self._all(query)]

    def attempts(self, id: str) -> list[AttemptRecord]:
        """Every try to deliver a message, in time."""
        a, d = t.attempts.c, t.deliveries.c
        columns = [column for column in a if column is not a.id]
        query = sa.select(*columns).join(t.deliveries, a.delivery_id == d.id).where(d.message_id == id)
        return [AttemptRecord(**row) for row in self._all(query.order_by(a.id))]

    def events(self, id: str) -> list[EventRecord]:
        """What happened to a message, in time."""
        e = t.events.c
        columns = [column for column in e if column is not e.id]
        query = sa.select(*columns).where(e.message_id == id).order_by(e.id)
        return [EventRecord(**row) for row in self._all(query)]

    def statuses(self) -> dict[str, int]:
        """How many messages are in each state."""
        m = t.messages.c
        rows = self._all(sa.select(m.status, sa.func.count().label("count")).group_by(m.status))
        return {row["status"]: row["count"] for row in rows}

    # answers

    def sightings(self, destination: str, values: Collection[str]) -> list[Sighting]:
        """What was sent to a destination and has one of these values as an id or a reference."""
        with self._db.read() as connection:
            return relate.sightings(connection, destination, values)

    def learned(self, ids: Collection[str], kind: str) -> dict[str, set[str]]:
        """What answers told of messages: the values of one kind of reference by message."""
        with self._db.read() as connection:
            return relate.learned(connection, ids, kind)

    def answers(self, id: str) -> list[AnswerRecord]:
        """What a message has to do with answers, as original, as answer received or as answer sent."""
        with self._db.read() as connection:
            return relate.answers(connection, id)

    # delivering

    def lease_due(
        self, now: datetime, owner: str, limit: int, lease_seconds: float, destination: str | None = None
    ) -> list[DeliveryRecord]:
        """Take deliveries that are due."""
        with self._db.write() as connection:
            return queue.lease_due(connection, now, owner, limit, lease_seconds, destination)

    def due_destinations(self, now: datetime) -> list[str]:
        """Destinations for which something is due."""
        with self._db.read() as connection:
            return queue.due_destinations(connection, now)

    def renew(self, delivery: DeliveryRecord, until: datetime) -> bool:
        """Keep a lease longer; `False` when it is another's by now."""
        with self._db.write() as connection:
            return queue.renew(connection, delivery, until)

    def release(self, delivery: DeliveryRecord) -> bool:
        """Give a lease back without an attempt; `False` when it is another's by now."""
        with self._db.write() as connection:
            return queue.release(connection, delivery)

    def finish(self, delivery: DeliveryRecord, owner: str, **result: Any) -> bool:
        """Record an attempt as `queue.finish` does; `False` when the lease was lost."""
        with self._db.write() as connection:
            return queue.finish(connection, delivery, owner, **result)

    def queues(self) -> list[Queue]:
        """What waits, by destination."""
        with self._db.read() as connection:
            return queue.queues(connection)

    # collecting

    def inbox(self, destination: str, *, limit: int = 100, after: str | None = None) -> list[DeliveryRecord]:
        """What waits to be collected by a destination."""
        with self._db.read() as connection:
            return inbox.waiting(connection, destination, limit=limit, after=after)

    def collectable(self, destination: str, id: str) -> DeliveryRecord | None:
        """A delivery that a destination can collect, or has collected."""
        with self._db.read() as connection:
            return inbox.delivery(connection, destination, id)

    def acknowledge(self, delivery: DeliveryRecord, now: datetime) -> bool:
        """Record that a delivery was collected; `False` when that was known."""
        with self._db.write() as connection:
            return inbox.acknowledge(connection, delivery, now)

    # endpoints

    def disable(self, destination: str, endpoint: str, at: datetime, reason: str) -> None:
        """Stop pushing to an endpoint; another endpoint of the same destination is not concerned."""
        d = t.destinations
        row = {"id": destination, "endpoint": endpoint, "disabled_at": at, "reason": reason}
        with self._db.write() as connection:
            connection.execute(d.delete().where(d.c.id == destination))
            connection.execute(d.insert(), row)

    def enable(self, destination: str) -> None:
        """Push to a destination again."""
        with self._db.write() as connection:
            connection.execute(t.destinations.delete().where(t.destinations.c.id == destination))

    def disabled(self) -> dict[str, str]:
        """Destinations that are not pushed to, with the endpoint that was disabled."""
        rows = self._all(sa.select(t.destinations.c.id, t.destinations.c.endpoint))
        return {row["id"]: row["endpoint"] for row in rows}

    # rows

    def _one(self, query: sa.Select[Any]) -> dict[str, Any] | None:
        with self._db.read() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return dict(row) if row is not None else None

    def _all(self, query: sa.Select[Any]) -> list[dict[str, Any]]:
        with self._db.read() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]
