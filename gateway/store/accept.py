"""Write one submission with everything about it: the one transaction behind a 202."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from gateway.findings import Finding, Severity
from gateway.store import tables as t
from gateway.store.ids import new_id
from gateway.store.intake import NewDelivery, NewMessage, NewOutput, NewSubmission
from gateway.store.relate import relate
from gateway.store.states import DeliveryStatus, Direction, Event, Status, Verdict

MOST_FINDINGS = 10_000
"""findings stored of one message; all are counted"""
LONGEST_REFERENCE = 500
"""characters; nobody searches for a longer one, and indexes have an end"""
LONGEST_KEY = 255
"""characters of an idempotency key that are stored as they are"""

_ORDINAL = re.compile(r"\[\d+\]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str | None) -> str | None:
    """Text as every database takes it: NUL and lone surrogates are written as escapes."""
    return None if text is None else _UNSTORABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def storable_json(value: Any) -> Any:
    """JSON whose texts every database takes."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {storable(str(key)): storable_json(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [storable_json(member) for member in value]
    return value


def place_of(path: str | None) -> str | None:
    """A path without ordinals: the same place in every message of the format."""
    return None if path is None else _ORDINAL.sub("", path)


def delivery_key(message_id: str, destination: str, format: str) -> str:
    """What the receiver recognises a delivery by, however often it is tried or made anew."""
    text = "\0".join((message_id, destination, format))
    return f"whk_{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def key_of(text: str) -> str:
    """An idempotency key as it is stored: one that is too long stands by its digest."""
    key = storable(text) or ""
    return key if len(key) <= LONGEST_KEY else f"sha256:{hashlib.sha256(key.encode()).hexdigest()}"


def write(connection: sa.Connection, submission: NewSubmission) -> None:
    """Write a submission. Raises IntegrityError when another took its key or a reference first."""
    at = submission.received_at
    connection.execute(
        t.submissions.insert(),
        {
            "id": submission.id,
            "partner": submission.partner,
            "correlation_id": storable(submission.correlation_id),
            "content_type": storable(submission.content_type),
            "digest": submission.digest,
            "size": submission.size,
            "received_at": at,
        },
    )
    for message in submission.messages:
        _message(connection, submission, message)
    for answer in submission.answers:
        relate(connection, answer, at)
    _many(connection, t.submission_items, (_item(submission.id, item) for item in submission.items))
    again = [id for _, id, verdict in submission.items if verdict == Verdict.DUPLICATE]
    _many(
        connection, t.events, (_event(id, Event.DUPLICATE, at, {"submission": submission.id}) for id in again)
    )
    if submission.idempotency_key is not None:
        row = {
            "partner": submission.partner,
            "key": key_of(submission.idempotency_key),
            "digest": submission.digest,
            "submission_id": submission.id,
            "created_at": at,
        }
        connection.execute(t.idempotency.insert(), row)


def _item(submission: str, item: tuple[int, str, str]) -> dict[str, Any]:
    return {"submission_id": submission, "number": item[0], "message_id": item[1], "verdict": item[2]}


def _message(connection: sa.Connection, submission: NewSubmission, message: NewMessage) -> None:
    at = submission.received_at
    all_findings: list[tuple[Finding, str | None]] = [(f, None) for f in message.findings]
    all_findings += _of_outputs(message.outputs)
    errors = sum(finding.severity is Severity.ERROR for finding, _ in all_findings)
    connection.execute(
        t.messages.insert(),
        {
            "id": message.id,
            "submission_id": submission.id,
            "number": message.number,
            "correlation_id": storable(message.correlation_id or submission.correlation_id),
            "partner": message.partner or submission.partner,
            "direction": message.direction,
            "status": message.status,
            "outcome": message.outcome,
            "format": message.format,
            "revision": message.revision,
            "family": message.family,
            "intent": message.intent,
            "test": message.test,
            "sender_reference": storable(message.sender_reference),
            "digest": hashlib.sha256(message.original).hexdigest(),
            "size": len(message.original),
            "fingerprint": message.fingerprint,
            "counts": message.counts,
            "finding_count": len(all_findings),
            "error_count": errors,
            "received_at": at,
            "changed_at": at,
        },
    )
    body = {
        "message_id": message.id,
        "content_type": storable(message.content_type or submission.content_type),
        "data": message.original,
    }
    connection.execute(t.originals.insert(), body)
    if message.model is not None:
        connection.execute(t.models.insert(), {"message_id": message.id, "data": message.model})
    if message.claim is not None:
        claim = message.claim
        row = {
            "partner": claim.partner,
            "purpose": storable(claim.purpose),
            "sender_reference": storable(claim.sender_reference),
            "fingerprint": claim.fingerprint,
            "message_id": message.id,
        }
        connection.execute(t.claims.insert(), row)
    _many(connection, t.message_references, _references(message))
    _many(
        connection,
        t.findings,
        (
            _finding(message.id, number, finding, target, at)
            for number, (finding, target) in enumerate(all_findings[:MOST_FINDINGS], 1)
        ),
    )
    _many(connection, t.ledgers, _ledgers(message))
    _many(connection, t.outputs, (_output(message.id, output, at) for output in message.outputs))
    deliveries = [_delivery(message.id, delivery, at) for delivery in message.deliveries]
    _many(connection, t.deliveries, deliveries)
    _many(connection, t.events, _events(message, deliveries, at))


def _of_outputs(outputs: Iterable[NewOutput]) -> list[tuple[Finding, str | None]]:
    """Findings about outputs; what is said of every output of a format is said once."""
    found: dict[tuple[Finding, str], None] = {}
    for output in outputs:
        found.update(dict.fromkeys((finding, output.format) for finding in output.findings))
    return list(found)


def _references(message: NewMessage) -> Iterable[dict[str, Any]]:
    for kind, value in sorted(set(message.references)):
        if 0 < len(value) <= LONGEST_REFERENCE:
            yield {"message_id": message.id, "kind": kind, "value": storable(value)}


def _finding(
    message_id: str, number: int, finding: Finding, target: str | None, at: datetime
) -> dict[str, Any]:
    row: dict[str, Any] = {
        key: storable(value) if isinstance(value, str) else value for key, value in finding.as_dict().items()
    }
    return row | {
        "message_id": message_id,
        "number": number,
        "target": target,
        "place": storable(place_of(finding.where.path)),
        "found_at": at,
    }


def _ledgers(message: NewMessage) -> Iterable[dict[str, Any]]:
    def ledger(target: str, revision: str | None, counts: Mapping[str, int], **more: Any) -> dict[str, Any]:
        row = {"message_id": message.id, "target": target, "revision": revision, "counts": counts}
        return {**row, "entries": None, "lost": None, **storable_json(more)}

    if message.counts is not None:
        yield ledger("model", message.revision, message.counts, entries=message.entries)
    for output in {output.format: output for output in message.outputs}.values():
        if output.counts is not None:
            yield ledger(output.format, output.revision, output.counts, lost=output.lost)


def _output(message_id: str, output: NewOutput, at: datetime) -> dict[str, Any]:
    return {
        "message_id": message_id,
        "format": output.format,
        "destination": output.destination,
        "revision": output.revision,
        "media_type": output.media_type,
        "ok": output.ok,
        "digest": hashlib.sha256(output.data).hexdigest() if output.data is not None else None,
        "size": len(output.data or b""),
        "data": output.data,
        "made_at": at,
    }


def _delivery(message_id: str, delivery: NewDelivery, at: datetime) -> dict[str, Any]:
    return {
        "id": new_id("dlv"),
        "message_id": message_id,
        "destination": delivery.destination,
        "format": delivery.format,
        "subscription": delivery.subscription,
        "channel": delivery.channel,
        "key": delivery_key(message_id, delivery.destination, delivery.format),
        "status": DeliveryStatus.PENDING if delivery.held is None else DeliveryStatus.HELD,
        "attempts": 0,
        "next_attempt_at": at,
        "fence": 0,
        "last_error": storable(delivery.held),
        "created_at": at,
        "reference": delivery.reference,
    }


_LAST = {
    Status.REJECTED: Event.REJECTED,
    Status.HELD: Event.HELD,
}


def _events(message: NewMessage, deliveries: list[dict[str, Any]], at: datetime) -> Iterable[dict[str, Any]]:
    status = Status(message.status)
    if message.direction == Direction.INBOUND:
        told = {"outcome": message.outcome, "format": message.format}
        yield _event(message.id, Event.RECEIVED, at, told)
    if message.direction == Direction.INBOUND and status is not Status.REJECTED:
        yield _event(message.id, Event.VALIDATED, at)
        if message.trace is not None:
            yield _event(message.id, Event.ROUTED, at, {"decisions": message.trace})
    if status in _LAST:
        yield _event(message.id, _LAST[status], at)
    for delivery in deliveries:
        if delivery["status"] == DeliveryStatus.HELD:
            why = {"destination": delivery["destination"], "reason": delivery["last_error"]}
            yield _event(message.id, Event.DELIVERY_HELD, at, why, delivery["id"])


def _event(
    message_id: str,
    type: Event,
    at: datetime,
    data: Mapping[str, Any] | None = None,
    delivery_id: str | None = None,
) -> dict[str, Any]:
    return {
        "message_id": message_id,
        "delivery_id": delivery_id,
        "type": type,
        "at": at,
        "data": storable_json(data),
    }


def _many(connection: sa.Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    listed = list(rows)
    if listed:
        connection.execute(table.insert(), listed)
