"""The adapter of flat records: `gateway.adapters.contract.Adapter` for delimited and fixed-width files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from gateway.adapters.contract import Limits, Node, Part, Spec, Tree
from gateway.adapters.flat.check import check
from gateway.adapters.flat.describe import describe
from gateway.adapters.flat.locate import locate
from gateway.adapters.flat.reader import read
from gateway.adapters.flat.sniffing import sniff
from gateway.adapters.flat.splitting import split
from gateway.adapters.flat.writer import write
from gateway.findings import Finding, Where


class FlatAdapter:
    """Reads and writes records of a line each, of which keys or order tell what belongs to what."""

    syntax = "flat"
    media_types = ("text/plain",)

    def sniff(self, head: bytes) -> bool:
        """Whether the first bytes are lines of records: a tag, and separators or columns after it."""
        return sniff(head)

    def split(self, data: bytes, limits: Limits) -> Iterator[Part]:
        """The messages of a file: from each header record to its trailer. Raises Unreadable."""
        yield from split(data, limits)

    def read(self, part: Part, spec: Spec, limits: Limits) -> Tree:
        """The tree of a message: a record is an element below that to which it belongs. Raises Unreadable."""
        return read(part, spec, limits)

    def check(self, tree: Tree, spec: Spec) -> list[Finding]:
        """Everything in which a tree differs from the records and fields of the format, in document order."""
        return check(tree, spec)

    def write(self, tree: Tree, spec: Spec) -> bytes:
        """The records of a tree, table by table or each with those below it, as the options say."""
        return write(tree, spec)

    def locate(self, tree: Tree, nodes: Iterable[etree._Element]) -> list[Where]:
        """Path, line, column and offset of each element in the sender's bytes."""
        return locate(tree, nodes)

    def describe(self, spec: Spec) -> Node:
        """What the records allow: names, order, cardinality, facets."""
        return describe(spec)
