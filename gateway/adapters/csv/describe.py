"""What the columns allow, as a tree of nodes: names, order, cardinality, facets."""

from __future__ import annotations

from dataclasses import dataclass, field

from gateway.adapters.contract import Facets, Node, Spec
from gateway.adapters.csv.columns import Column, columns_of
from gateway.adapters.csv.reader import ITEM
from gateway.adapters.csv.splitting import ROOT


@dataclass(slots=True)
class _Made:
    """An element that is being described; `positions` are those that the columns have of its list."""

    below: dict[str, _Made] = field(default_factory=dict)
    positions: set[int] = field(default_factory=set)
    required: bool = False
    facets: Facets | None = None


def describe(spec: Spec) -> Node:
    """The tree of what a format's messages may hold. Raises ValueError for unusable columns."""
    columns = columns_of(spec).columns
    header, item = _Made(), _Made()
    for column in columns:
        _add(item if column.item else header, column)
    least = int(any(made.required for made in item.below.values()))
    children = _children(header)
    if item.below:
        children = (*children, Node(ITEM, least, None, _children(item)))
    return Node(str(spec.options.get("root", ROOT)), 1, 1, children)


def _add(level: _Made, column: Column) -> None:
    here = level
    for name, position in column.steps:
        here = here.below.setdefault(name, _Made())
        if position:
            here.positions.add(position)
    here.facets = column.facets
    here.required = here.required or column.required


def _children(made: _Made) -> tuple[Node, ...]:
    return tuple(
        Node(name, int(each.required), max(len(each.positions), 1), _children(each), each.facets)
        for name, each in made.below.items()
    )
