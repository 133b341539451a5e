"""Exact places of elements in the sender's bytes, also where libxml2 has lost count.

libxml2 keeps 16 bits of a line number in an element; lines past 65,535 are wrong there. Places
come from a second pass by expat instead, made only when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat

from lxml import etree

from gateway.adapters.contract import Tree
from gateway.adapters.xml.reader import normalized
from gateway.findings import Where


def locate(tree: Tree, nodes: Iterable[etree._Element]) -> list[Where]:
    """Path, line and column (from 1) and byte offset of each element's start tag."""
    wanted = list(nodes)
    if not wanted:
        return []
    if tree.part is None or not tree.part.data:
        return [Where(path=path_of(node)) for node in wanted]
    numbers = _ordinals(tree.root, set(wanted))
    places = _places(normalized(tree.part.data), set(numbers.values()))
    paths: dict[etree._Element, str] = {}
    found = []
    for node in wanted:
        if node not in paths:
            paths[node] = path_of(node)
        line, column, offset = places.get(numbers.get(node, -1), (None, None, None))
        found.append(Where(paths[node], line, column, offset=offset))
    return found


def path_of(node: etree._Element) -> str:
    """The path of an element in local names, with an ordinal where siblings share the name."""
    steps: list[str] = []
    here: etree._Element | None = node
    while here is not None:
        tag = str(here.tag)
        before = sum(1 for _ in here.itersiblings(tag, preceding=True))
        more = before or next(here.itersiblings(tag), None) is not None
        steps.append(tag.rpartition("}")[2] + (f"[{before + 1}]" if more else ""))
        here = here.getparent()
    return "/" + "/".join(steps[::-1])


def _ordinals(root: etree._Element, wanted: set[etree._Element]) -> dict[etree._Element, int]:
    """The place of each element in document order, from 0."""
    found = {}
    for number, node in enumerate(root.iter()):
        if node in wanted:
            found[node] = number
            if len(found) == len(wanted):
                break
    return found


class _Enough(Exception):
    """All places are known."""


def _places(text: bytes, wanted: set[int]) -> dict[int, tuple[int, int, int]]:
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

    def doctype(*_: object) -> None:
        raise _Enough

    reader.StartElementHandler = start
    reader.StartDoctypeDeclHandler = doctype
    try:
        reader.Parse(text, True)
    except (_Enough, expat.ExpatError):
        # The document was read before: what expat objects to is beyond the last place wanted.
        return found
    return found
