"""Media types of what the gateway writes."""

from __future__ import annotations

from gateway.api.accepting import JSON
from gateway.formats import adapter_for
from gateway.service import Gateway

MODEL = "model"


def media_type_of(gateway: Gateway, format: str) -> str:
    """The media type of an output in a format, or in `model`. Raises UnknownFormat."""
    return JSON if format == MODEL else adapter_for(gateway.catalog.get(format).syntax).media_types[0]
