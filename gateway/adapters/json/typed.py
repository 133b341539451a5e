"""The tree of a format: values have the types that its schema gives them, and others say so in their names."""

from __future__ import annotations

import copy

from lxml import etree

from gateway.adapters.contract import Spec
from gateway.adapters.json.document import ROOT
from gateway.adapters.json.shape import ANY, Shape, shape_of
from gateway.adapters.json.tags import tag_of


def root_of(spec: Spec) -> str:
    """The name of the root element of a format's trees: `root` of its options, else `object`."""
    return str(spec.options.get("root", ROOT))


def typed(head: etree._Element, spec: Spec) -> etree._Element:
    """The tree in which every value says its type (`document.py`) as the tree of a format (`tags.py`)."""
    root = copy.deepcopy(head)
    root.tag = root_of(spec)
    root.attrib.clear()
    waiting: list[tuple[etree._Element, bool, Shape]] = [(root, False, shape_of(spec))]
    while waiting:
        parent, nested, shape = waiting.pop()
        for node in parent:
            name = str(node.tag)
            held = shape.items if nested else shape.member(name)
            listing = "" if nested else _listing(node.get("list"), held)
            inside = ANY if listing else held.items if held.listed and not nested else held
            kind = node.get("type") or ("object" if len(node) else "string")
            expected = inside.kind or ("object" if len(node) else "string")
            if listing == "empty":
                kind = expected
            node.attrib.clear()
            if listing or kind != expected:
                node.tag = tag_of(name, listing, "" if kind == expected else kind)
            if len(node):
                waiting.append((node, kind == "array", inside if kind == expected else ANY))
    return root


def _listing(found: str | None, held: Shape) -> str:
    if found == "empty":
        return "empty"
    if found == "yes":
        return "" if held.listed else "list"
    return "single" if held.listed else ""
