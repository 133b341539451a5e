"""The states of messages and deliveries, and the names of events: the same words everywhere."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Where a message stands.

    `received -> validated | rejected | held`, then `routed -> delivering -> delivered | dead`, and
    `answered` when a receiver's answer has come. A held message is one that nobody takes, that
    cannot be written for anybody, or an answer whose original is not known: an operator must look.
    A validated one needs no further way (a test message without a test receiver). A relayed one is
    an answer that goes on to the sender of its original, as a message of its own.
    """

    RECEIVED = "received"
    VALIDATED = "validated"
    REJECTED = "rejected"
    HELD = "held"
    ROUTED = "routed"
    DELIVERING = "delivering"
    DELIVERED = "delivered"
    DEAD = "dead"
    ANSWERED = "answered"
    RELAYED = "relayed"


class Direction(StrEnum):
    """Whether a message came in, or is an answer that the gateway sends on."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class DeliveryStatus(StrEnum):
    """Where a delivery stands: waiting (leased or not), done, given up, or without an output."""

    PENDING = "pending"
    DELIVERED = "delivered"
    DEAD = "dead"
    HELD = "held"


class Channel(StrEnum):
    """How a delivery leaves: pushed to the partner's endpoint, or kept until it is collected."""

    PUSH = "push"
    INBOX = "inbox"


class Verdict(StrEnum):
    """What a submission said about one of its messages."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    CONFLICT = "conflict"
    FORBIDDEN = "forbidden"


class Event(StrEnum):
    """What happened to a message, as events, logs and the console call it."""

    RECEIVED = "message.received"
    VALIDATED = "message.validated"
    REJECTED = "message.rejected"
    HELD = "message.held"
    ROUTED = "message.routed"
    DUPLICATE = "message.duplicate"
    DELIVERED = "message.delivered"
    DEAD = "message.dead"
    ANSWERED = "message.answered"
    RELAYED = "message.relayed"
    DELIVERY_HELD = "delivery.held"
    DELIVERY_SUCCEEDED = "delivery.succeeded"
    DELIVERY_FAILED = "delivery.failed"
    DELIVERY_DEAD = "delivery.dead"
    DESTINATION_DISABLED = "destination.disabled"
