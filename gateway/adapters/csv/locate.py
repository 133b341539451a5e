"""Paths of elements from the root of their tree, and where they stand in the sender's sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from lxml import etree

from gateway.adapters.contract import Tree
from gateway.adapters.csv.grid import SheetTree
from gateway.findings import Where


def locate(tree: Tree, nodes: Iterable[etree._Element]) -> list[Where]:
    """Path and cell of each element, and line, column and byte where the sheet is delimited text.

    An item stands at the first filled cell of its row, the message at the first cell of its first.
    """
    paths = Paths()
    return [place(tree, node, paths.of(node)) for node in nodes]


def place(tree: Tree, node: etree._Element, path: str) -> Where:
    """Where an element of this path stands."""
    if not isinstance(tree, SheetTree):
        return Where(path)
    cell = tree.cells.get(node)
    if cell is None and node in tree.items:
        cell = next(iter(tree.items[node].values()))
    if cell is None and node is tree.root and tree.part is not None:
        rows = getattr(tree.part, "rows", [])
        cell = next(iter(rows[0].values())) if rows else None
    return replace(cell.where(), path=path) if cell is not None else Where(path)


class Paths:
    """Paths of many elements; the children of a parent are counted once."""

    def __init__(self) -> None:
        self._steps: dict[etree._Element, str] = {}

    def of(self, node: etree._Element) -> str:
        """The path of an element, with ordinals where its name is not alone."""
        steps: list[str] = []
        here: etree._Element | None = node
        while here is not None:
            parent = here.getparent()
            if parent is not None and here not in self._steps:
                self._count(parent)
            steps.append(self._steps.get(here, str(here.tag)))
            here = parent
        return "/" + "/".join(reversed(steps))

    def _count(self, parent: etree._Element) -> None:
        children = list(parent.iterchildren("*"))
        totals = Counter(str(child.tag) for child in children)
        seen: Counter[str] = Counter()
        for child in children:
            name = str(child.tag)
            seen[name] += 1
            self._steps[child] = f"{name}[{seen[name]}]" if totals[name] > 1 else name
