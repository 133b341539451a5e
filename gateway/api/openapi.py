"""What the OpenAPI description says beyond what the framework sees by itself."""

from __future__ import annotations

from typing import Any

from gateway.api.headers import media_types
from gateway.api.problem import MEDIA_TYPE

_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "findings": {"type": "array", "items": {"type": "object"}},
        "findingsTotal": {"type": "integer"},
        "messageId": {"type": "string"},
    },
}
_CONTENT = {MEDIA_TYPE: {"schema": _PROBLEM}}

PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {"description": "The request was refused.", "content": _CONTENT},
    "5XX": {"description": "The gateway failed.", "content": _CONTENT},
}
"""the answers of every route that are problems"""


def raw_body(*headers: str) -> dict[str, Any]:
    """The description of a body that is taken as it is, and of headers that routes read themselves."""
    content = {name: {"schema": {"type": "string", "format": "binary"}} for name in sorted(media_types())}
    return {
        "requestBody": {"required": True, "content": content},
        "parameters": [
            {"name": name, "in": "header", "required": False, "schema": {"type": "string"}}
            for name in headers
        ],
    }
