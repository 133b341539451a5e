"""The EDIFACT adapter: `gateway.adapters.contract.Adapter` for ISO 9735."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from gateway.adapters.contract import Limits, Node, Part, Spec, Tree
from gateway.adapters.edifact.describe import describe
from gateway.findings import Finding, Where

_STARTS = re.compile(rb"\s*(?:UNA[^A-Za-z0-9]|UNB[^A-Za-z0-9]|UI[BH]\+)")


class EdifactAdapter:
    """Reads and writes EDIFACT: interchanges of any number of messages."""

    syntax = "edifact"
    media_types = ("application/edifact",)

    def sniff(self, head: bytes) -> bool:
        """Whether the first bytes are a service string or an interchange header."""
        return _STARTS.match(head.removeprefix(b"\xef\xbb\xbf")) is not None

    def split(self, data: bytes, limits: Limits) -> Iterator[Part]:
        raise NotImplementedError

    def read(self, part: Part, spec: Spec, limits: Limits) -> Tree:
        raise NotImplementedError

    def check(self, tree: Tree, spec: Spec) -> list[Finding]:
        raise NotImplementedError

    def write(self, tree: Tree, spec: Spec) -> bytes:
        raise NotImplementedError

    def locate(self, tree: Tree, nodes: Iterable[etree._Element]) -> list[Where]:
        raise NotImplementedError

    def describe(self, spec: Spec) -> Node:
        """What the tables allow: names, order, cardinality, facets."""
        return describe(spec)
