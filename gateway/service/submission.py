"""The answer to a submission: what was said about each of its messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gateway.store import MessageRecord, Verdict


@dataclass(frozen=True, slots=True)
class Item:
    """One message of a submission, and its verdict.

    `message` is the stored message; for a duplicate it is the one that was accepted before.
    `findings` are all of this message, in the one shape of findings (`Finding.as_dict`) with
    `target`, the format of the output that a finding is about.
    """

    number: int
    verdict: Verdict
    message: MessageRecord
    findings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def receipt(self) -> dict[str, Any] | None:
        """The acceptance receipt: what was received from whom and when; no verdict, not signed.

        `None` for a message that was not accepted.
        """
        if self.verdict not in (Verdict.ACCEPTED, Verdict.DUPLICATE):
            return None
        return receipt_of(self.message)


@dataclass(frozen=True, slots=True)
class Submission:
    """What one call of a partner brought. `repeated` says that its key was used before."""

    id: str
    correlation_id: str
    digest: str
    """SHA-256 of the bytes, in hexadecimal"""
    received_at: datetime
    items: list[Item]
    repeated: bool = False

    @property
    def accepted(self) -> bool:
        """Whether at least one message was accepted, now or before."""
        return self.verdict in (Verdict.ACCEPTED, Verdict.DUPLICATE)

    @property
    def verdict(self) -> Verdict:
        """The best verdict of any message: one good message makes a submission accepted."""
        return min((item.verdict for item in self.items), key=list(Verdict).index)


def receipt_of(message: MessageRecord) -> dict[str, Any]:
    """The acceptance receipt of a message: its digest, sender, format and time."""
    return {
        "messageId": message.id,
        "digest": f"sha-256:{message.digest}",
        "sender": message.partner,
        "format": message.format,
        "receivedAt": message.received_at.isoformat(),
    }
