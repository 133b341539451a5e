"""The native paths of the elements and attributes of a tree, for ledgers."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree


def spots(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Everything in a tree that is a value: (element, attribute), the attribute empty for a text.

    An element that holds nothing is one when it does not even have an attribute.
    """
    for node in root.iter():
        for name in node.attrib:
            yield node, str(name)
        if not len(node) and (node.text or not node.attrib):
            yield node, ""


def local(name: str) -> str:
    """A tag or attribute without its namespace."""
    return name.rpartition("}")[2]


class Places:
    """The paths of many elements of one tree; the children of a parent are counted once."""

    def __init__(self) -> None:
        self._known: dict[etree._Element, str] = {}

    def of(self, node: etree._Element) -> str:
        """Names with ordinals from the root to an element."""
        if node not in self._known:
            parent = node.getparent()
            if parent is None:
                self._known[node] = f"/{local(str(node.tag))}"
            else:
                self._children(parent, self.of(parent))
        return self._known[node]

    def _children(self, parent: etree._Element, path: str) -> None:
        tags = [str(child.tag) for child in parent]
        seen: dict[str, int] = {}
        for child, tag in zip(parent, tags, strict=True):
            seen[tag] = seen.get(tag, 0) + 1
            ordinal = f"[{seen[tag]}]" if seen[tag] > 1 or tags.count(tag) > 1 else ""
            self._known[child] = f"{path}/{local(tag)}{ordinal}"
