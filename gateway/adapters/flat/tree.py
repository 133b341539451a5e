"""A message of records as it was cut and as it was read: where each element stands in the bytes."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from gateway.adapters.contract import Part, Tree

UNKNOWN_RECORD = "record."
"""begins the name of the element of a record that the format does not have"""
UNKNOWN_FIELD = "field."
"""begins the name of the element of a field that the format does not have, by its number"""


@dataclass(slots=True)
class FlatPart(Part):
    """One message; `line` is the number of its first line in the file."""

    line: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: line and column from 1, number of the field (0: the whole record), byte from 0."""

    line: int
    field: int
    column: int
    offset: int


@dataclass(slots=True)
class FlatTree(Tree):
    """The tree of a message, and the places of its elements."""

    places: dict[etree._Element, Place] = field(default_factory=dict)


def places_of(tree: Tree) -> dict[etree._Element, Place]:
    """The places of the elements of a tree; none where a mapping made it."""
    return tree.places if isinstance(tree, FlatTree) else {}
