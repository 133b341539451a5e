"""The XML adapter: `gateway.adapters.contract.Adapter` for XML 1.0 with XML Schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from gateway.adapters.contract import Limits, Node, Part, Spec, Tree
from gateway.adapters.xml.check import check
from gateway.adapters.xml.describe import describe
from gateway.adapters.xml.ease import without_blanks
from gateway.adapters.xml.enveloped import taken_out
from gateway.adapters.xml.locate import locate
from gateway.adapters.xml.reader import read
from gateway.findings import Finding, Where

_STARTS = (b"<", b"\xff\xfe", b"\xfe\xff", b"\x00<", b"\x00\x00", b"\x4c\x6f\xa7\x94")
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


class XmlAdapter:
    """Reads and writes XML; one message a file."""

    syntax = "xml"
    media_types = ("application/xml", "text/xml")

    def sniff(self, head: bytes) -> bool:
        """Whether the first bytes begin as XML does in one of its encodings, readable here or not."""
        bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        return bare.startswith(_STARTS)

    def split(self, data: bytes, limits: Limits) -> Iterator[Part]:
        """The one message of a file. Raises Unreadable when it cannot be read at all."""
        yield read(data, limits)

    def read(self, part: Part, spec: Spec, limits: Limits) -> Tree:
        """The tree of a message, which splitting has read already: out of its envelope, in its namespaces."""
        tag = spec.options.get("placeholder")
        if tag:
            without_blanks(part.head, str(tag))
        if part.head.tag != spec.options.get("root") and spec.options.get("envelopes"):
            return taken_out(part, spec)
        if spec.options.get("namespaces_missing") is None or str(part.head.tag).startswith("{"):
            return Tree(part, None, part.head)
        # Few formats allow it, and it needs a description of the schema.
        from gateway.adapters.xml.namespaces import with_namespaces

        return Tree(part, None, with_namespaces(part, spec))

    def check(self, tree: Tree, spec: Spec) -> list[Finding]:
        """Everything in which a tree differs from the schema, in document order."""
        return check(tree, spec)

    def write(self, tree: Tree, spec: Spec) -> bytes:
        """UTF-8 bytes with an XML declaration."""
        if tree.text is not None:
            return _DECLARATION + tree.text.encode("utf-8") + b"\n"
        return _DECLARATION + etree.tostring(tree.root, encoding="utf-8", with_tail=False) + b"\n"

    def locate(self, tree: Tree, nodes: Iterable[etree._Element]) -> list[Where]:
        """Path, line, column and offset of each element's start tag in the sender's bytes."""
        return locate(tree, nodes)

    def describe(self, spec: Spec) -> Node:
        """What the schema allows: names, order, cardinality, facets."""
        return describe(spec)
