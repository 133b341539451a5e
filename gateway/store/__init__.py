"""The store: the journal of messages, findings, deliveries and events; SQLite or PostgreSQL."""

from gateway.store.accept import place_of, storable
from gateway.store.ids import new_id
from gateway.store.intake import NewAnswer, NewDelivery, NewMessage, NewOutput, NewSubmission
from gateway.store.journal import Journal, Raced
from gateway.store.moment import now
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
from gateway.store.states import Channel, DeliveryStatus, Direction, Event, Status, Verdict

__all__ = [
    "AnswerRecord",
    "AttemptRecord",
    "Body",
    "Channel",
    "Claim",
    "DeliveryRecord",
    "DeliveryStatus",
    "Direction",
    "ErrorGroup",
    "Event",
    "EventRecord",
    "Journal",
    "LedgerRecord",
    "MessageRecord",
    "NewAnswer",
    "NewDelivery",
    "NewMessage",
    "NewOutput",
    "NewSubmission",
    "OutputRecord",
    "Page",
    "Queue",
    "Raced",
    "Sighting",
    "Status",
    "SubmissionRecord",
    "Verdict",
    "new_id",
    "now",
    "place_of",
    "storable",
]
