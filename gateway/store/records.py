"""What the store hands out: plain values, never live rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """One stored message without its bodies. `status` is one of `states.Status`."""

    id: str
    submission_id: str
    number: int
    correlation_id: str
    partner: str
    direction: str
    status: str
    outcome: str
    format: str | None
    revision: str | None
    family: str | None
    intent: str | None
    test: bool
    sender_reference: str | None
    digest: str
    size: int
    fingerprint: str | None
    counts: Mapping[str, int] | None
    finding_count: int
    error_count: int
    received_at: datetime
    changed_at: datetime

    def as_dict(self) -> dict[str, Any]:
        """The record with Python names."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a search, newest first; `cursor` asks for the next one and is `None` at the end."""

    items: list[MessageRecord]
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes of an original or an output, and their media type."""

    data: bytes
    media_type: str | None


@dataclass(frozen=True, slots=True)
class OutputRecord:
    """One message as it was written for receivers; `format` is a format's id or `model`."""

    message_id: str
    format: str
    revision: str | None
    media_type: str
    ok: bool
    digest: str | None
    size: int
    made_at: datetime
    destination: str = ""
    """empty for an output that all receivers of the format share"""


@dataclass(frozen=True, slots=True)
class LedgerRecord:
    """The account of one direction; `target` is `model` for reading, else the format written."""

    message_id: str
    target: str
    revision: str | None
    counts: Mapping[str, int]
    entries: list[dict[str, Any]] | None
    lost: list[dict[str, Any]] | None


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """One message on its way to one destination. `key` is the same over all attempts."""

    id: str
    message_id: str
    destination: str
    format: str
    subscription: str | None
    channel: str
    key: str
    status: str
    attempts: int
    next_attempt_at: datetime
    lease_owner: str | None
    lease_until: datetime | None
    fence: int
    last_status: int | None
    last_error: str | None
    created_at: datetime
    finished_at: datetime | None
    reference: str | None = None
    """the control reference that the output carries"""


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """One try to deliver."""

    delivery_id: str
    number: int
    outcome: str
    status: int | None
    detail: str | None
    owner: str
    started_at: datetime
    finished_at: datetime


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One thing that happened to a message."""

    message_id: str
    delivery_id: str | None
    type: str
    at: datetime
    data: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """What answers what. `received_id` is the answer as it came, `answer_id` as it goes out.

    `kind` and `value` are the reference by which the original was found.
    """

    original_id: str
    received_id: str
    answer_id: str | None
    kind: str
    value: str
    outcome: str | None
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Sighting:
    """A message that was sent to a destination and has a reference that was asked for.

    `learned` says that an answer told of it, not the message itself.
    """

    message_id: str
    kind: str
    value: str
    learned: bool = False


@dataclass(frozen=True, slots=True)
class ErrorGroup:
    """Errors of one code at one place of one format; ordinals are taken off the path."""

    format: str | None
    code: str
    name: str
    path: str | None
    count: int
    messages: int
    first_seen: datetime
    last_seen: datetime
    samples: list[str]


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for one destination, and since when."""

    destination: str
    channel: str
    waiting: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class SubmissionRecord:
    """A submission that was made before, and what it said about each of its messages."""

    id: str
    partner: str
    correlation_id: str
    digest: str
    received_at: datetime
    items: list[tuple[int, str, str]]
    """number, message id, verdict"""


@dataclass(frozen=True, slots=True)
class Claim:
    """The sender's reference that a message has taken, and the fingerprint of its content."""

    partner: str
    purpose: str
    sender_reference: str
    fingerprint: str
    message_id: str
