"""Exact places of elements in the sender's bytes, made only when somebody asks.

The path is a JSON Pointer (RFC 6901) from the message's own object.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from lxml import etree

from gateway.adapters.contract import Limits, Part, Tree
from gateway.adapters.json.document import Document
from gateway.adapters.json.names import decoded
from gateway.adapters.json.tags import parts_of
from gateway.adapters.json.text import decode
from gateway.findings import Unreadable, Where

_UNLIMITED = Limits(1 << 62, 1 << 30, 1 << 62, 1 << 62, 1 << 62, 1 << 62)


def locate(tree: Tree, nodes: Iterable[etree._Element]) -> list[Where]:
    """Pointer, line and column (from 1) and byte offset of each element.

    Members stand at their names, items of arrays at their values. An element that is not in the
    tree, or a tree that did not come from bytes, has a path alone.
    """
    wanted = list(nodes)
    if not wanted:
        return []
    if tree.part is None or not tree.part.data:
        pointers = Pointers()
        return [Where(path=pointers.of(node)) for node in wanted]
    # The tree of the format has the elements of the head in the same order, under other names.
    numbers = _numbers(tree.root, wanted)
    last = max(numbers.values(), default=-1)
    heads = [node for node, _ in zip(tree.part.head.iter("*"), range(last + 1), strict=False)]
    known = [number for node in wanted if (number := numbers.get(node, len(heads))) < len(heads)]
    places = dict(zip(known, paths_of(tree.part, [heads[number] for number in known]), strict=True))
    pointers = Pointers()
    return [places.get(numbers.get(node, -1)) or Where(path=pointers.of(node)) for node in wanted]


def paths_of(part: Part, nodes: list[etree._Element]) -> list[Where]:
    """The places of elements of a part's head."""
    starts: list[int] = []
    pointers = Pointers()
    source = decode(part.data, part.offset, getattr(part, "line", 1), getattr(part, "column", 1))
    document = Document(source, _UNLIMITED, starts)
    try:
        document.message(document.gap(0))
    except Unreadable:
        return [Where(path=pointers.of(node)) for node in nodes]
    numbers = _numbers(part.head, nodes)
    begins = [starts[numbers[node]] if numbers.get(node, len(starts)) < len(starts) else 0 for node in nodes]
    places = source.wheres(begins)
    return [replace(places[begin], path=pointers.of(node)) for begin, node in zip(begins, nodes, strict=True)]


def _numbers(root: etree._Element, nodes: list[etree._Element]) -> dict[etree._Element, int]:
    """The place in document order of each of these elements, from 0."""
    asked, found = set(nodes), {}
    for number, node in enumerate(root.iter("*")):
        if node in asked:
            found[node] = number
    return found


class Pointers:
    """JSON Pointers of many elements; the children of a parent are counted once.

    Items of arrays are known by `list`, by their name, or by having siblings of it.
    """

    def __init__(self) -> None:
        self._steps: dict[etree._Element, str] = {}

    def of(self, node: etree._Element) -> str:
        """The pointer of an element from the root of its tree; that of the root is empty."""
        steps = []
        here = node
        while (parent := here.getparent()) is not None:
            if here not in self._steps:
                self._count(parent)
            steps.append(self._steps.get(here, str(here.tag)))
            here = parent
        return "".join(f"/{step}" for step in reversed(steps))

    def _count(self, parent: etree._Element) -> None:
        children = [(child, *parts_of(str(child.tag))) for child in parent.iterchildren("*")]
        nested = parent.get("type") == "array" or parts_of(str(parent.tag))[2] == "array"
        totals = Counter(name for _, name, _, _ in children)
        seen: Counter[str] = Counter()
        for position, (child, name, listing, _) in enumerate(children):
            step = decoded(name).replace("~", "~0").replace("/", "~1")
            if nested:
                step = str(position)
            elif child.get("list") == "yes" or listing == "list" or totals[name] > 1:
                step = f"{step}/{seen[name]}"
            seen[name] += 1
            self._steps[child] = step
