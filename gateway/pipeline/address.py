"""The address of an output: who sends it to whom, when and under which reference.

A message that is written for a receiver needs an envelope that its source may not have had. Only
what is absent is completed, and only what the target's mapping has a place for: a format without
an envelope is not affected.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gateway.formats import Format

if TYPE_CHECKING:
    from gateway.model import Message

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
REFERENCE_LENGTH = 14
"""characters that a control reference may have (ISO 9735, data elements 0020 and 0062)"""

_PLACES = {
    "sender": ("envelope", "sender", "id"),
    "receiver": ("envelope", "receiver", "id"),
    "prepared_date_time": ("envelope", "preparedDateTime"),
    "interchange_id": ("envelope", "interchangeId"),
    "native_id": ("envelope", "nativeId"),
}
"""what is completed, and where the model has it"""


@dataclass(frozen=True, slots=True)
class Address:
    """Who sends an output to whom, when, and under which control reference (14 characters at most)."""

    sender: str
    receiver: str
    at: datetime
    reference: str


def new_reference() -> str:
    """A fresh control reference of 14 capital letters and digits: the time, and five random ones."""
    moment, text = time.time_ns() // 1_000_000, ""
    while moment:
        moment, digit = divmod(moment, 36)
        text = _DIGITS[digit] + text
    # Nine digits of milliseconds reach beyond the year 5000.
    return text.rjust(9, "0")[-9:] + "".join(secrets.choice(_DIGITS) for _ in range(REFERENCE_LENGTH - 9))


def is_addressed(format: Format | None) -> bool:
    """Whether an output in this format names its sender, receiver or references: one for each receiver."""
    return format is not None and bool(_wanted(format))


def completed(message: Message, format: Format, address: Address) -> Message:
    """The message with an envelope as its receiver needs it; what is there already stays."""
    wanted = _wanted(format)
    if not wanted:
        return message
    from gateway.model import Envelope, Participant

    envelope = message.envelope or Envelope()
    given: dict[str, Any] = {
        "sender": (envelope.sender or Participant()).model_copy(update={"id": address.sender}),
        "receiver": (envelope.receiver or Participant()).model_copy(update={"id": address.receiver}),
        # Minutes and no zone: the coarsest that an interchange has.
        "prepared_date_time": f"{address.at.astimezone(UTC):%Y-%m-%dT%H:%M}",
        "interchange_id": address.reference,
        "native_id": address.reference,
    }
    lacking = {name: given[name] for name in wanted if _absent(envelope, name)}
    if not lacking:
        return message
    return message.model_copy(update={"envelope": envelope.model_copy(update=lacking)})


def _absent(envelope: Any, name: str) -> bool:
    value = getattr(envelope, name)
    return value is None or (name in ("sender", "receiver") and value.id is None)


@lru_cache(maxsize=64)
def _wanted(format: Format) -> tuple[str, ...]:
    """What of an address the mapping of a format has a place for."""
    from gateway.mapping import MappingError, mapping_of

    if format.mapping_dir is None:
        return ()
    try:
        rows = mapping_of(format).parts.rows
    except MappingError:
        return ()
    held = {
        tuple(step.name for step in path)
        for row in rows
        if row.kind == "value"
        for path in (*row.models, *row.otherwise)
    }
    return tuple(name for name, path in _PLACES.items() if path in held)
