"""The values that samples have, by the places where a schema allows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway.formats.adapters import adapter_for

if TYPE_CHECKING:
    from lxml import etree

    from gateway.adapters.contract import Limits
    from gateway.cli.scaffold.wish import Sample
    from gateway.formats import Format

_SHOWN = 40
"""how many different values of one place tell enough"""

Names = tuple[str, ...]


def values_of(format: Format, samples: tuple[Sample, ...], limits: Limits) -> dict[Names, tuple[str, ...]]:
    """Some values of each place that samples have; what cannot be read has none."""
    from gateway.findings import Unreadable

    adapter = adapter_for(format.syntax)
    found: dict[Names, dict[str, None]] = {}
    for _, data in samples:
        try:
            for part in adapter.split(data, limits):
                _walk(adapter.read(part, format.spec, limits).root, (), found)
        except Unreadable:
            continue
    return {path: tuple(values) for path, values in found.items()}


def _walk(node: etree._Element, above: Names, found: dict[Names, dict[str, None]]) -> None:
    path = (*above, str(node.tag))
    text = (node.text or "").strip()
    if text:
        _note(path, text, found)
    for name, value in node.attrib.items():
        _note((*path, f"@{name}"), str(value), found)
    for child in node:
        if isinstance(child.tag, str):
            _walk(child, path, found)


def _note(path: Names, value: str, found: dict[Names, dict[str, None]]) -> None:
    known = found.setdefault(path, {})
    if len(known) < _SHOWN:
        known[value] = None
