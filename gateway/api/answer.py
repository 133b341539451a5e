"""Answers: JSON that can hold whatever a message held, and bytes that no browser runs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class Json(Response):
    """A JSON answer in ASCII: a lone surrogate of a message must not break it."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The bytes of the answer."""
        return json.dumps(content, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode()


def attachment(
    data: bytes, media_type: str | None, name: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Bytes to be saved, never shown; `name` is what the file is called."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", name)
    told = {"Content-Disposition": f'attachment; filename="{safe}"', **(headers or {})}
    return Response(data, headers=told, media_type=media_type or "application/octet-stream")


def as_json(record: DataclassInstance) -> dict[str, Any]:
    """A record of the store in JSON: names in camel case, moments as RFC 3339."""
    return {camel(name): _value(value) for name, value in asdict(record).items()}


def camel(name: str) -> str:
    """A Python name as JSON has it (`received_at` is `receivedAt`)."""
    first, *others = name.split("_")
    return first + "".join(other.capitalize() for other in others)


def _value(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, datetime | date) else value
