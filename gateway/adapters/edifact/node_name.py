"""Names of the elements of a tree: which are segments, and which are groups of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

_GROUP = re.compile(r"SG\d+", re.ASCII)


def name_of(node: etree._Element) -> str:
    """The tag of an element as text."""
    return str(node.tag)


def is_group(node: etree._Element) -> bool:
    """Whether an element is a segment group."""
    return _GROUP.fullmatch(str(node.tag)) is not None


def segments_of(node: etree._Element) -> Iterator[etree._Element]:
    """The segments below a message or a group, in order."""
    for child in node:
        name = child.tag
        if not isinstance(name, str):
            continue
        if name.startswith("SG") and is_group(child):
            yield from segments_of(child)
        else:
            yield child
