"""Paths of elements from the root of their tree, and where they stand in the sender's file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from lxml import etree

from gateway.adapters.contract import Tree
from gateway.adapters.flat.tree import places_of
from gateway.findings import Where


def locate(tree: Tree, nodes: Iterable[etree._Element]) -> list[Where]:
    """Path, line, column and byte of each element; the column is that at which its field begins."""
    steps: dict[etree._Element, str] = {}
    places = places_of(tree)
    found = []
    for node in nodes:
        path, place = _path(node, steps), places.get(node)
        found.append(
            Where(path) if place is None else Where(path, place.line, place.column, offset=place.offset)
        )
    return found


def _path(node: etree._Element, known: dict[etree._Element, str]) -> str:
    steps: list[str] = []
    here: etree._Element | None = node
    while here is not None:
        parent = here.getparent()
        if parent is not None and here not in known:
            _count(parent, known)
        steps.append(known.get(here, str(here.tag)))
        here = parent
    return "/" + "/".join(reversed(steps))


def _count(parent: etree._Element, known: dict[etree._Element, str]) -> None:
    children = list(parent.iterchildren("*"))
    totals = Counter(str(child.tag) for child in children)
    seen: Counter[str] = Counter()
    for child in children:
        name = str(child.tag)
        seen[name] += 1
        known[child] = f"{name}[{seen[name]}]" if totals[name] > 1 else name
