"""Names of elements as people read them."""

from __future__ import annotations

from lxml import etree


def name_of(node: etree._Element) -> str:
    """The local name of an element."""
    return bare(str(node.tag))


def bare(name: str) -> str:
    """A name in Clark notation without its namespace."""
    return name.rpartition("}")[2]
