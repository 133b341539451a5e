"""The name of an element of a tree."""

from __future__ import annotations

from lxml import etree


def name_of(node: etree._Element) -> str:
    """The tag of an element as text."""
    return str(node.tag)
