"""Small submissions to store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from gateway.findings import CATALOGUE, Code, Finding, Severity, Stage, Where
from gateway.store import (
    Channel,
    Claim,
    Journal,
    NewDelivery,
    NewMessage,
    NewOutput,
    NewSubmission,
    Verdict,
    new_id,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WRONG = CATALOGUE.get("TST201") or Code("TST201", "wrong", "A test.", "x", "Mend it.")


def after(seconds: float) -> datetime:
    """So many seconds after noon."""
    return NOON + timedelta(seconds=seconds)


def finding(path: str = "/a/b[2]", severity: Severity = Severity.ERROR, value: str | None = "x") -> Finding:
    """One finding."""
    return Finding(
        WRONG, "wrong here", Stage.VALIDATE, Where(path, 3), severity, value, format="xx/example@1"
    )


def message(*to: str, **more) -> NewMessage:
    """A good message that goes to these destinations."""
    given = {
        "id": new_id("msg"),
        "number": 1,
        "status": "routed" if to else "validated",
        "outcome": "valid",
        "original": b"<a/>",
        "format": "xx/example@1",
        "revision": "r1",
        "family": "Declaration",
        "intent": "original",
        "model": b"{}",
        "counts": {"values": 2, "mapped": 2},
        "outputs": [NewOutput("model", None, "application/json", True, b"{}")] if to else [],
        "deliveries": [NewDelivery(id, "model", "all", Channel.PUSH) for id in to],
        "trace": [],
    }
    return NewMessage(**{**given, **more})


def submission(*messages: NewMessage, **more) -> NewSubmission:
    """A submission of these messages, all accepted."""
    given = {
        "id": new_id("sub"),
        "partner": "agency",
        "correlation_id": "c1",
        "content_type": "application/xml",
        "digest": "0" * 64,
        "size": 4,
        "received_at": NOON,
        "messages": list(messages),
        "items": [(m.number, m.id, Verdict.ACCEPTED) for m in messages],
    }
    return NewSubmission(**{**given, **more})


def claim(message: NewMessage, reference: str = "R1", fingerprint: str = "f1") -> NewMessage:
    """The message with a hold on a reference."""
    message.claim = Claim("agency", "Declaration/original", reference, fingerprint, message.id)
    return message


def stored(journal: Journal, *to: str, **more) -> NewMessage:
    """A stored message."""
    made = message(*to, **more)
    journal.accept(submission(made))
    return made
