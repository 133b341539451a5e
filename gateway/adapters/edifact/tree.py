"""Parts and trees of EDIFACT: those of the contract, with what reading knows besides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from gateway.adapters.contract import Part, Spec, Tree
from gateway.adapters.edifact.characters import Level
from gateway.adapters.edifact.definition import Definition
from gateway.adapters.edifact.lines import Lines
from gateway.adapters.edifact.service_string import ServiceString
from gateway.adapters.edifact.source import Source
from gateway.findings import Finding


@dataclass(frozen=True, slots=True)
class Header:
    """A header segment of the interchange: its bytes without terminator, and its place in the source."""

    raw: bytes
    start: int
    number: int


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands around a message: service characters, character set, UNB and UNG."""

    service: ServiceString
    level: Level
    version: str
    una: bytes
    unb: Header
    ung: Header | None = None


@dataclass(slots=True)
class EdifactPart(Part):
    """A message with its envelope; `body` are its segments from UNH on, without UNT.

    `start` is the place of the body in the source, `lines` the line that it is in.
    `data` is the whole file when it holds one message; else an interchange of this message alone,
    with the sender's UNB.
    """

    body: bytes = b""
    envelope: Envelope | None = None
    source: Source | None = None
    start: int = 0
    lines: Lines = field(default_factory=lambda: Lines(b""))


@dataclass(slots=True)
class EdifactTree(Tree):
    """A message as it was read: its XML, and what reading found out about it.

    `clean` when the definition of `spec` has nothing against its structure and characters; then only
    the segments of these numbers (UNB is 0) are `wrong` within. `noted` is what the tree does not show.
    """

    xml: bytes = b""
    spec: Spec | None = None
    known: Definition | None = None
    clean: bool = False
    wrong: Sequence[int] = ()
    noted: list[Finding] = field(default_factory=list)

    @property
    def root(self) -> etree._Element:
        """The root element, parsed when it is first asked for."""
        if self._root is None:
            self._root = etree.fromstring(self.xml, etree.XMLParser(resolve_entities=False, huge_tree=False))
        return self._root

    @property
    def untouched(self) -> bool:
        """Whether the tree is as it was read."""
        return self._root is None or etree.tostring(self._root, encoding="utf-8") == self.xml
