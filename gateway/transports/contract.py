"""The contract of every transport: one parcel to one target, one receipt back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from typing import Protocol

Network = IPv4Network | IPv6Network


class Outcome(StrEnum):
    """What came of one attempt.

    `retry`: it may go better later. `permanent`: the receiver will not take this parcel, however
    often. `gone`: the receiver wants nothing at this address any more.
    """

    DELIVERED = "delivered"
    RETRY = "retry"
    PERMANENT = "permanent"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is sent. `key` is the same over all attempts, so that a receiver can drop repetitions."""

    key: str
    message_id: str
    correlation_id: str
    format: str
    media_type: str
    body: bytes
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Target:
    """Where it is sent: an address, the secret that signs, the networks that are allowed there.

    `timeout` is the whole time of one attempt in seconds.
    """

    url: str
    secret: str | None = None
    allow_networks: Sequence[Network] = ()
    timeout: float = 10.0


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of it: the receiver's status, why it failed, and when to try again (seconds)."""

    outcome: Outcome
    status: int | None = None
    detail: str | None = None
    retry_after: float | None = None


class Transport(Protocol):
    """One way of sending. Total: whatever goes wrong is a receipt, never an exception."""

    def send(self, parcel: Parcel, target: Target) -> Receipt:
        """Try once."""

    def close(self) -> None:
        """Let go of connections."""
