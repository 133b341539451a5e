"""The EDIFACT adapter: `gateway.adapters.contract.Adapter` for ISO 9735."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from gateway.adapters.contract import Limits, Node, Part, Spec, Tree
from gateway.adapters.edifact.check import check
from gateway.adapters.edifact.describe import describe
from gateway.adapters.edifact.locate import locate
from gateway.adapters.edifact.reader import read
from gateway.adapters.edifact.splitting import split
from gateway.adapters.edifact.tree import EdifactPart
from gateway.adapters.edifact.writer import write
from gateway.findings import Finding, Where

_STARTS = re.compile(
    rb"\s*(?:UNA[^A-Za-z0-9]|UNB[^A-Za-z0-9]|UI[BH]\+)|\xff\xfeU\0N\0[AB]|\xfe\xff\0U\0N\0[AB]"
)


class EdifactAdapter:
    """Reads and writes EDIFACT: interchanges of any number of messages."""

    syntax = "edifact"
    media_types = ("application/edifact",)

    def sniff(self, head: bytes) -> bool:
        """Whether the first bytes are a service string or an interchange header, readable here or not."""
        return _STARTS.match(head.removeprefix(b"\xef\xbb\xbf")) is not None

    def split(self, data: bytes, limits: Limits) -> Iterator[Part]:
        """The messages of a file, one at a time. Raises Unreadable when there is none.

        Wrong counts, references and trailers are repairs of severity error at the message that they
        belong to; those of the interchange stand at its last message.
        """
        yield from split(data, limits)

    def read(self, part: Part, spec: Spec, limits: Limits) -> Tree:
        """The tree of one message. Raises Unreadable when a limit is passed or the tables are no good."""
        if not isinstance(part, EdifactPart):
            part = next(split(part.data, limits))
        return read(part, spec, limits)

    def check(self, tree: Tree, spec: Spec) -> list[Finding]:
        """Everything in which a tree differs from the tables, in document order."""
        return check(tree, spec)

    def write(self, tree: Tree, spec: Spec) -> bytes:
        """An interchange of one message; options of the format: `una`, `syntax`, `line_breaks`."""
        return write(tree, spec)

    def locate(self, tree: Tree, nodes: Iterable[etree._Element]) -> list[Where]:
        """Path, segment, line, column and offset of each element in the sender's bytes."""
        return locate(tree, nodes)

    def describe(self, spec: Spec) -> Node:
        """What the tables allow: names, order, cardinality, facets."""
        return describe(spec)
