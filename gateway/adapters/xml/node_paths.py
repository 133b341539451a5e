"""Find the elements that libxml2 names by path (`/md:MetaData/*[7]/*[3]`), each parent counted once.

An XPath evaluation for each path would look at all siblings again: with many mistakes that is
quadratic. Source: `xmlGetNodePath` of libxml2, which writes `prefix:name`, `name` without a
namespace and `*` in a default namespace, with an ordinal where a step fits several siblings.
"""

from __future__ import annotations

from lxml import etree


class NodePaths:
    """Elements of one tree by libxml2's paths; the tree must not change meanwhile."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._below: dict[etree._Element, dict[str, etree._Element]] = {}

    def find(self, path: str | None) -> etree._Element | None:
        """The element of a path, `None` when there is none."""
        steps = (path or "").split("/")[1:]
        here: etree._Element | None = self._root if steps else None
        for step in steps[1:]:
            here = self._children(here).get(step) if here is not None else None
        return here

    def _children(self, parent: etree._Element) -> dict[str, etree._Element]:
        found = self._below.get(parent)
        if found is None:
            found = self._below[parent] = _by_step(parent)
        return found


def _by_step(parent: etree._Element) -> dict[str, etree._Element]:
    found: dict[str, etree._Element] = {}
    counts: dict[str, int] = {}
    for position, child in enumerate(parent.iterchildren("*"), 1):
        name = str(child.tag)
        local = name.rpartition("}")[2]
        if name.startswith("{") and child.prefix is None:
            found.setdefault("*", child)
            found[f"*[{position}]"] = child
            continue
        step = f"{child.prefix}:{local}" if child.prefix else local
        counts[step] = counts.get(step, 0) + 1
        found.setdefault(step, child)
        found[f"{step}[{counts[step]}]"] = child
    return found
