"""Adapters by their place: the syntax `xml` is the package `gateway.adapters.xml`, which has `adapter`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache

import gateway.adapters
from gateway.adapters.contract import Adapter, Spec

HEAD = 4096
"""How many bytes of a file an adapter sees to recognise its syntax."""


def syntaxes() -> list[str]:
    """The names of all syntaxes that can be read and written."""
    return sorted(found.name for found in pkgutil.iter_modules(gateway.adapters.__path__) if found.ispkg)


@cache
def adapter_for(syntax: str) -> Adapter:
    """The adapter of a syntax. Raises LookupError when there is none."""
    if syntax not in syntaxes():
        raise LookupError(f"no adapter for the syntax {syntax!r}; there are {', '.join(syntaxes())}")
    found: Adapter = importlib.import_module(f"gateway.adapters.{syntax}").adapter
    return found


@cache
def adapters() -> tuple[Adapter, ...]:
    """All adapters."""
    return tuple(adapter_for(syntax) for syntax in syntaxes())


def recognise(data: bytes) -> Adapter | None:
    """The adapter whose syntax the first bytes of a file look like, or None."""
    return next((adapter for adapter in adapters() if adapter.sniff(data[:HEAD])), None)


def media_type_of(syntax: str, spec: Spec) -> str:
    """The media type of what an adapter writes for a format; of several that it reads, the first unless it says another."""
    adapter = adapter_for(syntax)
    chosen: Callable[[Spec], str] | None = getattr(adapter, "media_type_of", None)
    return adapter.media_types[0] if chosen is None else chosen(spec)
