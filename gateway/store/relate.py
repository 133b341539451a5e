"""Answers and what they answer: finding the original among what was sent, and keeping the relation."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from gateway.store import tables as t
from gateway.store.intake import NewAnswer
from gateway.store.records import AnswerRecord, Sighting
from gateway.store.states import DeliveryStatus, Event, Status

_SETTLED = (Status.HELD, Status.DEAD, Status.REJECTED)
"""states that an answer does not change: an operator must look at them all the same"""


def sightings(connection: sa.Connection, destination: str, values: Collection[str]) -> list[Sighting]:
    """What was sent to a destination and has one of these values as an id or a reference.

    A delivery that was held has not left, so that it cannot be answered.
    """
    if not values:
        return []
    d, m, r = t.deliveries.c, t.messages.c, t.message_references.c
    sent = sa.and_(d.destination == destination, d.status != DeliveryStatus.HELD)
    deliveries = sa.select(d.message_id, d.id, d.key, d.reference).where(
        sent, sa.or_(d.message_id.in_(values), d.id.in_(values), d.key.in_(values), d.reference.in_(values))
    )
    found = [s for row in connection.execute(deliveries) for s in _named(row, values)]
    to_it = sa.select(d.message_id).where(sent)
    correlated = sa.select(m.id, m.correlation_id).where(m.correlation_id.in_(values), m.id.in_(to_it))
    found += [
        Sighting(row.id, "correlation_id", row.correlation_id) for row in connection.execute(correlated)
    ]
    referring = sa.select(r.message_id, r.kind, r.value, r.source).where(
        r.value.in_(values), r.message_id.in_(to_it)
    )
    found += [Sighting(row[0], row[1], row[2], row[3] is not None) for row in connection.execute(referring)]
    return list(dict.fromkeys(found))


def _named(row: Any, values: Collection[str]) -> Iterator[Sighting]:
    for kind, value in (
        ("message_id", row.message_id),
        ("delivery_id", row.id),
        ("delivery_key", row.key),
        ("reference", row.reference),
    ):
        if value is not None and value in values:
            yield Sighting(row.message_id, kind, value)


def learned(connection: sa.Connection, ids: Collection[str], kind: str) -> dict[str, set[str]]:
    """What answers told of messages: the values of one kind of reference by message."""
    r = t.message_references.c
    query = sa.select(r.message_id, r.value).where(
        r.message_id.in_(ids), r.kind == kind, r.source.is_not(None)
    )
    found: dict[str, set[str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.message_id, set()).add(row.value)
    return found


def relate(connection: sa.Connection, answer: NewAnswer, at: datetime) -> None:
    """Keep what answers what; the original is answered, and knows what the answer told of it."""
    row = {
        "original_id": answer.original_id,
        "received_id": answer.received_id,
        "answer_id": answer.answer_id,
        "kind": answer.kind,
        "value": answer.value,
        "outcome": answer.outcome,
        "answered_at": at,
    }
    connection.execute(t.answers.insert(), row)
    m = t.messages.c
    # The lock of the message, which `queue.finish` takes too: its state must not be overwritten.
    connection.execute(sa.select(m.status).where(m.id == answer.original_id).with_for_update())
    answered = t.messages.update().where(m.id == answer.original_id, m.status.not_in(_SETTLED))
    connection.execute(answered.values(status=Status.ANSWERED, changed_at=at))
    _learn(connection, answer)
    told = {"answer": answer.answer_id, "outcome": answer.outcome, "by": {answer.kind: answer.value}}
    events = [(answer.original_id, Event.ANSWERED, told)]
    if answer.answer_id is not None:
        events.append((answer.received_id, Event.RELAYED, {**told, "original": answer.original_id}))
        events.append((answer.answer_id, Event.ROUTED, {"original": answer.original_id}))
    connection.execute(
        t.events.insert(),
        [
            {"message_id": id, "delivery_id": None, "type": type, "at": at, "data": data}
            for id, type, data in events
        ],
    )


def _learn(connection: sa.Connection, answer: NewAnswer) -> None:
    r = t.message_references.c
    known = {
        (row.kind, row.value)
        for row in connection.execute(sa.select(r.kind, r.value).where(r.message_id == answer.original_id))
    }
    for kind, value in answer.learned:
        if (kind, value) not in known:
            row = {
                "message_id": answer.original_id,
                "kind": kind,
                "value": value,
                "source": answer.received_id,
            }
            connection.execute(t.message_references.insert(), row)


def answers(connection: sa.Connection, id: str) -> list[AnswerRecord]:
    """What a message has to do with answers, as original, as answer received or as answer sent; in time."""
    a = t.answers.c
    query = sa.select(t.answers).where(sa.or_(a.original_id == id, a.received_id == id, a.answer_id == id))
    found = connection.execute(query.order_by(a.answered_at, a.received_id)).mappings()
    return [AnswerRecord(**row) for row in found]
