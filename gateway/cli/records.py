"""What the store holds, as commands print it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any


def as_json(record: object) -> Any:
    """A record as JSON has it: dataclasses as objects, moments as RFC 3339, enumerations as values."""
    if hasattr(record, "as_dict"):
        return as_json(record.as_dict())
    if is_dataclass(record) and not isinstance(record, type):
        return as_json(asdict(record))
    if isinstance(record, Mapping):
        return {str(key): as_json(value) for key, value in record.items()}
    if isinstance(record, (list, tuple, set, frozenset)):
        return [as_json(value) for value in record]
    if isinstance(record, Enum):
        return as_json(record.value)
    if isinstance(record, (datetime, date)):
        return record.isoformat()
    if isinstance(record, bytes):
        return f"{len(record)} bytes"
    return record if isinstance(record, (str, int, float, bool, type(None))) else str(record)


def columns(records: list[Any], names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The named values of each record as text; what a record does not have is a dash."""
    return [tuple(_text(record.get(name)) for name in names) for record in records]


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(_text(item) for item in value[:3]) + ("..." if len(value) > 3 else "") or "-"
    return "-" if value in (None, "") else str(value)
