"""The description of a schema that is too large for a tree: its types stand in it once, and lead to each other.

A library of aggregates that hold each other has a handful of types and no end of places. Each type is
described once; an element refers to the content of its type. Walking from the root gives the same nodes
as a tree would, as deep as somebody asks.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gateway.adapters.contract import Node
from gateway.adapters.xml.content import Content


@dataclass(frozen=True, slots=True)
class Reference(Content):
    """An element whose content is that of a numbered type."""

    of: int = 0


class Graph:
    """The types of a schema by number, as contents whose children may be references."""

    def __init__(self, types: tuple[Content, ...]) -> None:
        self.types = types
        self._children: list[tuple[Node, ...]] = []

    def at(self, reference: Reference) -> Content:
        """The node of an element, with everything below it."""
        if not self._children:
            self._link()
        return self._node(reference, self._children[reference.of])

    def _link(self) -> None:
        made = [
            tuple(self._node(each) if isinstance(each, Reference) else each for each in type_.children)
            for type_ in self.types
        ]
        for children in made:
            for child in children:
                if isinstance(child, _Shared):
                    # A node is frozen for those who read it; types that hold each other close the circle here.
                    object.__setattr__(child, "children", made[child.reference.of])
        self._children = made

    def _node(self, at: Reference, children: tuple[Node, ...] = ()) -> _Shared:
        of = self.types[at.of]
        return _Shared(
            at.name, at.minimum, at.maximum, children, None, True, of.ordered, of.open, of.loose, of.mixed,
            of.choices, self, at,
        )  # fmt: skip

    def __reduce__(self) -> tuple[type[Graph], tuple[tuple[Content, ...]]]:
        return Graph, (self.types,)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Shared(Content):
    """An element within a graph. It is pickled as its place there: the circle itself cannot be."""

    graph: Graph = field(default_factory=lambda: Graph(()))
    reference: Reference = field(default_factory=lambda: Reference("", 0, None))

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    def __reduce__(self) -> tuple[object, ...]:
        return _at, (self.graph, self.reference)


def _at(graph: Graph, reference: Reference) -> Content:
    return graph.at(reference)
