"""The store: the journal of messages, findings, deliveries and events; SQLite or PostgreSQL."""

from gateway.store.accept import place_of, storable
from gateway.store.ids import new_id
from gateway.store.intake import NewDelivery, NewMessage, NewOutput, NewSubmission
from gateway.store.journal import Journal, Raced
from gateway.store.moment import now
from gateway.store.records import (
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
    SubmissionRecord,
)
from gateway.store.states import Channel, DeliveryStatus, Event, Status, Verdict

__all__ = [
    "AttemptRecord",
    "Body",
    "Channel",
    "Claim",
    "DeliveryRecord",
    "DeliveryStatus",
    "ErrorGroup",
    "Event",
    "EventRecord",
    "Journal",
    "LedgerRecord",
    "MessageRecord",
    "NewDelivery",
    "NewMessage",
    "NewOutput",
    "NewSubmission",
    "OutputRecord",
    "Page",
    "Queue",
    "Raced",
    "Status",
    "SubmissionRecord",
    "Verdict",
    "new_id",
    "now",
    "place_of",
    "storable",
]
