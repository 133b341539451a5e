"""What a format tolerates beyond its schema: elements that nobody has listed, and a mark for no value.

Some formats have no schema of their publisher, and every user adds elements. A manifest with
`[options] open = true` says that the schema is what is known, not all that there may be; one with
`placeholder = "null"` says that an element which holds `<null/>` alone is empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from gateway.adapters.contract import Spec


@dataclass(frozen=True, slots=True)
class Ease:
    """`open` when unknown elements and attributes, and any order, are accepted; `placeholder` is a tag or empty."""

    open: bool = False
    placeholder: str = ""

    @classmethod
    def of(cls, spec: Spec) -> Ease:
        """What the manifest of a format says."""
        return cls(spec.options.get("open") is True, str(spec.options.get("placeholder") or ""))

    def __bool__(self) -> bool:
        return self.open or bool(self.placeholder)

    def says_nothing(self, node: etree._Element) -> bool:
        """Whether an element holds no value: nothing at all, or the placeholder alone.

        Only a format with a placeholder tells absent values by elements; in others an empty element is judged.
        """
        if not self.placeholder or node.attrib or (node.text and not node.text.isspace()):
            return False
        return len(node) == 0 or is_placeholder(node, self.placeholder)


def is_placeholder(node: etree._Element, tag: str) -> bool:
    """Whether an element holds one empty element of this tag, and nothing else."""
    if len(node) != 1 or node[0].tag != tag or node.attrib:
        return False
    mark = node[0]
    texts = (node.text, mark.text, mark.tail)
    return not len(mark) and not mark.attrib and not any(text and not text.isspace() for text in texts)


def without_blanks(root: etree._Element, tag: str) -> None:
    """Take away the line breaks and blanks around placeholders, which are no text of the element."""
    for mark in root.iter(tag):
        parent = mark.getparent()
        if parent is not None and is_placeholder(parent, tag):
            parent.text = mark.text = mark.tail = None
