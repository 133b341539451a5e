"""What the store takes in: everything about one submission, written in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gateway.findings import Finding
from gateway.store.records import Claim
from gateway.store.states import Direction


@dataclass(slots=True)
class NewOutput:
    """A message as it was written for receivers. `counts` and `lost` are its account.

    `destination` is empty for an output that all receivers of the format share.
    """

    format: str
    revision: str | None
    media_type: str
    ok: bool
    data: bytes | None
    findings: list[Finding] = field(default_factory=list)
    counts: Mapping[str, int] | None = None
    lost: list[dict[str, Any]] | None = None
    destination: str = ""


@dataclass(slots=True)
class NewDelivery:
    """A delivery to make; `held` is the reason why it cannot be made now.

    `reference` is the control reference that its output carries.
    """

    destination: str
    format: str
    subscription: str | None
    channel: str
    held: str | None = None
    reference: str | None = None


@dataclass(slots=True)
class NewMessage:
    """A message with all that was found out about it and all that is to be done with it.

    `partner`, `correlation_id` and `content_type` are those of the submission where they are
    `None`. An outbound message is an answer on its way; its `original` is what was written.
    """

    id: str
    number: int
    status: str
    outcome: str
    original: bytes
    format: str | None = None
    revision: str | None = None
    family: str | None = None
    intent: str | None = None
    test: bool = False
    sender_reference: str | None = None
    references: list[tuple[str, str]] = field(default_factory=list)
    fingerprint: str | None = None
    findings: list[Finding] = field(default_factory=list)
    counts: Mapping[str, int] | None = None
    model: bytes | None = None
    entries: list[dict[str, Any]] | None = None
    outputs: list[NewOutput] = field(default_factory=list)
    deliveries: list[NewDelivery] = field(default_factory=list)
    trace: list[dict[str, Any]] | None = None
    claim: Claim | None = None
    direction: str = Direction.INBOUND
    partner: str | None = None
    correlation_id: str | None = None
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """What answers what: the original, the answer that was received, and the one that goes out.

    `answer_id` is `None` when nothing goes out; `kind` and `value` are the reference by which the
    original was found; `learned` are references of the original that the answer told of.
    """

    original_id: str
    received_id: str
    answer_id: str | None
    kind: str
    value: str
    outcome: str | None
    learned: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class NewSubmission:
    """What one call of a partner brought. `items` are (number, message id, verdict)."""

    id: str
    partner: str
    correlation_id: str
    content_type: str | None
    digest: str
    size: int
    received_at: datetime
    idempotency_key: str | None = None
    messages: list[NewMessage] = field(default_factory=list)
    items: list[tuple[int, str, str]] = field(default_factory=list)
    answers: list[NewAnswer] = field(default_factory=list)
