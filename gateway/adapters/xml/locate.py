"""Exact places of elements in the sender's bytes, also where libxml2 has lost count.

libxml2 keeps 16 bits of a line number in an element; lines past 65,535 are wrong there. Places
come from a second pass by expat instead, made only when somebody asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple
from xml.parsers import expat

from lxml import etree

from gateway.adapters.contract import Tree
from gateway.adapters.xml.encoding import decode
from gateway.findings import Unreadable, Where


def locate(tree: Tree, nodes: Iterable[etree._Element]) -> list[Where]:
    """Path, line and column (from 1) and byte offset of each element's start tag.

    An element that is not in the tree, or a tree that did not come from bytes, has a path alone.
    """
    wanted = list(nodes)
    if not wanted:
        return []
    paths = Paths()
    if tree.part is None or not tree.part.data:
        return [Where(path=paths.of(node)) for node in wanted]
    numbers = {node: number + tree.before for node, number in ordinals(tree.root, set(wanted)).items()}
    places = _places(tree.part.data, set(numbers.values()))
    found = []
    for node in wanted:
        line, column, offset = places.get(numbers.get(node, -1), _Place(None, None, None))
        found.append(Where(paths.of(node), line, column, offset=offset))
    return found


def ordinals(root: etree._Element, wanted: set[etree._Element]) -> dict[etree._Element, int]:
    """The place in document order of each wanted element, from 0."""
    found: dict[etree._Element, int] = {}
    for number, node in enumerate(root.iter("*")):
        if node in wanted:
            found[node] = number
            if len(found) == len(wanted):
                break
    return found


class Paths:
    """The paths of many elements; the children of a parent are counted once.

    A step is a local name, with its prefix where siblings of other namespaces share it, and with
    an ordinal where siblings share the whole name.
    """

    def __init__(self) -> None:
        self._known: dict[etree._Element, str] = {}
        self._steps: dict[etree._Element, str] = {}

    def of(self, node: etree._Element) -> str:
        """The path of an element from the root of its tree."""
        trail = [node, *node.iterancestors()]
        path = ""
        for here in reversed(trail):
            known = self._known.get(here)
            if known is None:
                known = self._known[here] = f"{path}/{self._step(here)}"
            path = known
        return path

    def _step(self, node: etree._Element) -> str:
        if node not in self._steps:
            parent = node.getparent()
            if parent is None:
                return str(node.tag).rpartition("}")[2]
            self._count(parent)
        return self._steps[node]

    def _count(self, parent: etree._Element) -> None:
        children = [child for child in parent if isinstance(child.tag, str)]
        totals = Counter(str(child.tag) for child in children)
        locals_ = Counter(tag.rpartition("}")[2] for tag in totals)
        seen: Counter[str] = Counter()
        for child in children:
            tag = str(child.tag)
            seen[tag] += 1
            name = tag.rpartition("}")[2]
            if locals_[name] > 1 and child.prefix:
                name = f"{child.prefix}:{name}"
            self._steps[child] = f"{name}[{seen[tag]}]" if totals[tag] > 1 else name


class _Place(NamedTuple):
    line: int | None
    column: int | None
    offset: int | None


class _Enough(Exception):
    """All places are known, or there is a DOCTYPE, which is not gone into."""


def _places(data: bytes, wanted: set[int]) -> dict[int, _Place]:
    """Line, column and byte offset of start tags by their number in document order."""
    try:
        decoded = decode(data)
    except Unreadable:
        return {}
    found: dict[int, tuple[int, int, int]] = {}
    reader = expat.ParserCreate()
    number = -1
    last = max(wanted, default=-1)

    def start(name: str, attributes: object) -> None:
        nonlocal number
        number += 1
        if number in wanted:
            found[number] = (
                reader.CurrentLineNumber, reader.CurrentColumnNumber + 1, reader.CurrentByteIndex,
            )  # fmt: skip
        if number >= last:
            raise _Enough

    def stop(*_: object) -> None:
        raise _Enough

    reader.StartElementHandler = start
    reader.StartDoctypeDeclHandler = stop
    reader.EntityDeclHandler = stop
    # The document was read before: what expat objects to is beyond the last place wanted.
    with suppress(_Enough, expat.ExpatError):
        reader.Parse(decoded.text, True)
    offsets = decoded.offsets(place[2] for place in found.values())
    return {key: _Place(line, column, offsets[at]) for key, (line, column, at) in found.items()}
