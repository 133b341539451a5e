"""Which columns a written sheet has, and the rows of values below them."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from gateway.adapters.contract import Spec
from gateway.adapters.csv.columns import Column, Columns, ColumnsUnusable, columns_of
from gateway.adapters.csv.headings import UNKNOWN, decoded
from gateway.adapters.csv.reader import ITEM

Key = tuple[bool, tuple[tuple[str, int], ...]]
"""a place: whether it is of the items, and its steps"""


@dataclass(slots=True)
class Layout:
    """The headings of a sheet with their columns (`None` for one that the format has not), and its rows."""

    headings: list[tuple[str, Column | None]] = field(default_factory=list)
    rows: list[dict[int, str]] = field(default_factory=list)


def layout(root: etree._Element, spec: Spec) -> Layout:
    """The sheet of a tree: all columns of the format, and those that the tree needs besides.

    The key stands in every row, other header values in the first, unless `[options] header` is `every`.
    """
    try:
        columns = columns_of(spec)
    except ColumnsUnusable:
        columns = Columns([], {})
    lists = {(column.item, name) for column in columns.columns for name, position in column.steps if position}
    header = _values(root, False, lists)
    items = [_values(node, True, lists) for node in root.iterchildren(ITEM)]
    found = Layout([(column.heading, column) for column in columns.columns])
    order: dict[Key, int] = {(column.item, column.steps): n for n, column in enumerate(columns.columns)}
    for values in (header, *items):
        for place in values:
            if place not in order:
                order[place] = len(found.headings)
                found.headings.append(_further(place, columns))
    every = str(spec.options.get("header", "first")) == "every"
    for number, values in enumerate(items or [{}]):
        shown = header if number == 0 or every else {p: v for p, v in header.items() if order[p] == 0}
        found.rows.append({order[place]: text for place, text in {**shown, **values}.items()})
    return found


def _values(parent: etree._Element, item: bool, lists: set[tuple[bool, str]]) -> dict[Key, str]:
    """The values of one level by their places."""
    found: dict[Key, str] = {}
    waiting: list[tuple[etree._Element, tuple[tuple[str, int], ...]]] = [(parent, ())]
    while waiting:
        node, steps = waiting.pop()
        seen: dict[str, int] = {}
        for child in node.iterchildren("*"):
            name = str(child.tag)
            if name == ITEM and not steps and not item:
                continue
            seen[name] = seen.get(name, 0) + 1
            position = seen[name] if (item, name) in lists or seen[name] > 1 else 0
            below = (*steps, (name, position))
            if child.text:
                found[(item, below)] = child.text
            waiting.append((child, below))
    return found


def _further(place: Key, columns: Columns) -> tuple[str, Column | None]:
    """The heading of a place that the format has no column for."""
    item, steps = place
    first = tuple((name, 1 if position else 0) for name, position in steps)
    of = next((column for column in columns.columns if (column.item, column.steps) == (item, first)), None)
    number = max(position for _, position in steps)
    if of is not None and number:
        further = of.at(number)
        return further.heading, further
    name = "/".join(f"{name} {position}" if position else name for name, position in steps)
    return decoded(name.removeprefix(UNKNOWN)), None
