"""What the records of a format allow, as a tree of nodes: names, order, cardinality, facets."""

from __future__ import annotations

import re

from gateway.adapters.contract import Facets, Node, Spec
from gateway.adapters.flat.layout import TOP, Field, Layout, Record, Style, layout_of
from gateway.adapters.flat.repeated import joins

_BASES = {"integer": "integer", "decimal": "decimal", "implied": "decimal"}


def describe(spec: Spec) -> Node:
    """The tree of what a format's messages may hold. Raises ValueError for unusable tables."""
    layout = layout_of(spec)
    return Node(layout.root, 1, 1, _records(layout, TOP, frozenset()))


def _records(layout: Layout, parent: str, above: frozenset[str]) -> tuple[Node, ...]:
    return tuple(
        _record(layout, record, parent, above)
        for record in layout.records.values()
        if parent in record.parents
    )


def _record(layout: Layout, record: Record, parent: str, above: frozenset[str]) -> Node:
    answered, _ = joins(record, parent, layout)
    own = any(each.type != "tag" and each.use != "same" for each in record.fields)
    fields = tuple(
        Node(each.name, int(each.required and not each.use), 1, (), facets(each, layout.style))
        for each in record.fields
        if each.type != "tag" and (each.use != "same" or not own) and each not in answered
    )
    below = _records(layout, record.name, above | {record.name})
    minimum = record.minimum if len(record.parents) == 1 else 0
    return Node(record.name, minimum, record.maximum, (*fields, *below))


def facets(field: Field, style: Style) -> Facets:
    """What a value of a field may look like."""
    base = _BASES.get(field.type, "string")
    if base != "string":
        return Facets(base, digits=(field.length, field.decimals if base == "decimal" else 0))
    if field.type in ("date", "time"):
        form = re.escape(style.date if field.type == "date" else style.time)
        pattern = re.sub(r"%([a-zA-Z])", lambda found: "[0-9]{4}" if found[1] == "Y" else "[0-9]{2}", form)
        return Facets("string", patterns=(pattern,))
    least = field.length if field.exact else 1
    return Facets("string", least, field.length, enumeration=tuple(sorted(field.codes)))
