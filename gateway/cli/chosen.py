"""The formats that a command works on: the named ones, or all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway.cli.named import format_named
from gateway.cli.work import catalog

if TYPE_CHECKING:
    from gateway.formats import Format


def chosen(names: tuple[str, ...]) -> list[Format]:
    """The formats of these ids, or all formats; sorted by id."""
    found = [format_named(name) for name in names] if names else list(catalog())
    return sorted(found, key=lambda format: format.id)
