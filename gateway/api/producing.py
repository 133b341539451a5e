"""Media types of what the gateway writes."""

from __future__ import annotations

from gateway.api.accepting import JSON
from gateway.formats.adapters import media_type_of as written_as
from gateway.service import Gateway

MODEL = "model"


def media_type_of(gateway: Gateway, format: str) -> str:
    """The media type of an output in a format, or in `model`. Raises UnknownFormat."""
    if format == MODEL:
        return JSON
    known = gateway.catalog.get(format)
    return written_as(known.syntax, known.spec)
