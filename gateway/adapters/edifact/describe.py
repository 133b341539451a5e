"""What a format allows, in the words of the contract: names, order, cardinality, facets."""

from __future__ import annotations

from functools import lru_cache

from gateway.adapters.contract import Node, Spec
from gateway.adapters.edifact.definition import Definition, definition
from gateway.adapters.edifact.layout import Layout, Piece
from gateway.adapters.edifact.structure import NOT_IN_TREES, Place


def describe(spec: Spec) -> Node:
    """The tree of what a format's messages may hold.

    Codes are no facets, because a code that is not in the directory's list is no error. Raises
    ValueError when the tables cannot be used.
    """
    return _described(definition(spec))


@lru_cache(maxsize=64)
def _described(known: Definition) -> Node:
    layouts: dict[str, tuple[Node, ...]] = {}
    return _place(known.message, layouts)


def _place(place: Place, layouts: dict[str, tuple[Node, ...]]) -> Node:
    if place.layout is not None:
        children = layouts.get(place.tag)
        if children is None:
            children = layouts[place.tag] = _segment(place.layout)
    else:
        children = tuple(_place(each, layouts) for each in place.children if each.tag not in NOT_IN_TREES)
    return Node(place.name, int(place.mandatory), place.repeats, children)


def _segment(layout: Layout) -> tuple[Node, ...]:
    return tuple(
        Node(slot.name, int(slot.mandatory), 1, _composite(slot.pieces))
        if slot.form is None
        else Node(slot.name, int(slot.mandatory), 1, (), slot.form.facets())
        for slot in layout.slots
    )


def _composite(pieces: tuple[Piece, ...]) -> tuple[Node, ...]:
    """One node a name: a list is a node that may come several times."""
    made: dict[str, Node] = {}
    for piece in pieces:
        made.setdefault(
            piece.name, Node(piece.name, int(piece.mandatory), piece.several, (), piece.form.facets())
        )
    return tuple(made.values())
