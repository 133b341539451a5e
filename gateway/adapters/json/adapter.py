"""The JSON adapter: `gateway.adapters.contract.Adapter` for RFC 8259 with JSON Schema 2020-12."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from gateway.adapters.contract import Limits, Node, Part, Spec, Tree
from gateway.adapters.json.check import check
from gateway.adapters.json.describe import describe
from gateway.adapters.json.locate import locate
from gateway.adapters.json.reader import split
from gateway.adapters.json.shape import shape_of
from gateway.adapters.json.typed import typed
from gateway.adapters.json.writer import write
from gateway.findings import Finding, Where

_STARTS = re.compile(rb"[ \t\r\n]*[{\[]|\xff\xfe[{\[]|\xfe\xff\x00[{\[]")


class JsonAdapter:
    """Reads and writes JSON: one object a message, or an array of them."""

    syntax = "json"
    media_types = ("application/json",)

    def sniff(self, head: bytes) -> bool:
        """Whether the first bytes open an object or an array."""
        return _STARTS.match(head.removeprefix(b"\xef\xbb\xbf")) is not None

    def split(self, data: bytes, limits: Limits) -> Iterator[Part]:
        """The messages of a file: its one object, or each object of its array. Raises Unreadable."""
        yield from split(data, limits)

    def read(self, part: Part, spec: Spec, limits: Limits) -> Tree:
        """The tree of a message, which splitting has read already, with the types of its format."""
        return Tree(part, None, typed(part.head, spec))

    def check(self, tree: Tree, spec: Spec) -> list[Finding]:
        """Everything in which a tree differs from the schema, in document order."""
        return check(tree, spec)

    def write(self, tree: Tree, spec: Spec) -> bytes:
        """UTF-8 bytes, one member a line, numbers as they are written in the tree."""
        return write(tree.root, shape_of(spec))

    def locate(self, tree: Tree, nodes: Iterable[etree._Element]) -> list[Where]:
        """JSON Pointer, line, column and offset of each element's member or array item."""
        return locate(tree, nodes)

    def describe(self, spec: Spec) -> Node:
        """What the schema allows: names, order, cardinality, facets."""
        return describe(spec)
