"""The contract of every adapter: bytes of one syntax to a tree and back.

A *syntax* is how bytes are written (XML, EDIFACT, flat, JSON, CSV); an adapter reads and writes
one. Between `read` and `write` a message of any syntax is an lxml element tree, so one path
language, one rule language and one mapping engine serve them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from lxml import etree

from gateway.findings import Finding, Where


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader accepts at most, before it spends time or memory on it."""

    bytes: int = 20_000_000
    depth: int = 64
    elements: int = 2_000_000
    attributes: int = 256
    """attributes of one element"""
    namespaces: int = 64
    """namespace declarations of one element"""
    text: int = 1_000_000
    """characters of one value"""


@dataclass(frozen=True, slots=True)
class Spec:
    """What an adapter must know of a format: its id, its schema files and its names.

    `schema` is the folder that holds the schema of the format's syntax; `official` is the
    publisher's own schema file when a site has laid it beside ours: it is then the judge.
    `namespaces` maps prefixes to namespace names; the prefix `""` is that of unprefixed names.
    `options` are the manifest's own keys for the syntax. `shared` are folders of schema files that
    several formats of the owner use: what a later one says wins, and `schema` wins over all.
    """

    format: str
    schema: Path
    namespaces: Mapping[str, str] = field(default_factory=dict)
    official: Path | None = None
    options: Mapping[str, object] = field(default_factory=dict)
    shared: tuple[Path, ...] = ()


@dataclass(slots=True)
class Part:
    """One message as it was cut out of its file, before its format is known.

    `head` is a tree that holds at least what identification looks at; `number` counts the
    messages of the file from 1; `offset` is the part's first byte in the file. `kind` is what the
    message calls itself (`INVOIC D.96A UN`), where its syntax makes it say so.
    """

    data: bytes
    head: etree._Element
    number: int = 1
    offset: int = 0
    repairs: list[Finding] = field(default_factory=list)
    kind: str = ""


@dataclass(slots=True)
class Tree:
    """One message as an element tree, with the bytes that it came from (or `b""`).

    `text` is the tree written as XML text when the tree was made by a mapping; `root` is then
    parsed from it the first time that somebody asks. `before` counts the elements of the bytes that
    start before the root: those of an envelope around it.
    """

    part: Part | None = None
    text: str | None = None
    _root: etree._Element | None = None
    before: int = 0

    @property
    def root(self) -> etree._Element:
        """The root element."""
        if self._root is None:
            if self.text is None:
                raise ValueError("an empty tree has no root")
            self._root = etree.fromstring(self.text.encode(), etree.XMLParser(huge_tree=False))
        return self._root


@dataclass(frozen=True, slots=True)
class Facets:
    """What a value may look like: its base type and limits, as the schema states them.

    `base` is one of `string decimal integer date datetime boolean`; `enumeration` is empty when
    any value is allowed; `digits` is (total, fraction).
    """

    base: str = "string"
    min_length: int | None = None
    max_length: int | None = None
    digits: tuple[int | None, int | None] = (None, None)
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    patterns: tuple[str, ...] = ()
    enumeration: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """One element or attribute that a format allows at one place, in writing order.

    `name` is the tag as it stands in trees (Clark notation, `{ns}Name`; attributes are
    `@Name` or `@{ns}Name`). `maximum` is `None` when unbounded. `facets` is `None` when the
    element has no text of its own. Attributes are children too and come first. `shared` when what
    is below holds itself again, or so much that nobody can list it: such a node is walked into only
    where something leads there, such as a row of a mapping.
    """

    name: str
    minimum: int
    maximum: int | None
    children: tuple[Node, ...] = ()
    facets: Facets | None = None
    shared: bool = False


class Adapter(Protocol):
    """Reads and writes one syntax. Every method but `split` and `read` is total: no exceptions."""

    syntax: str
    media_types: tuple[str, ...]

    def sniff(self, head: bytes) -> bool:
        """Whether these first bytes (up to 4,096) look like this syntax."""

    def split(self, data: bytes, limits: Limits) -> Iterator[Part]:
        """Cut a file into messages. Raises `Unreadable` when it cannot be read at all."""

    def read(self, part: Part, spec: Spec, limits: Limits) -> Tree:
        """The tree of one message. Raises `Unreadable` when it cannot be read at all."""

    def check(self, tree: Tree, spec: Spec) -> list[Finding]:
        """Everything in which the tree differs from the schema, in document order."""

    def write(self, tree: Tree, spec: Spec) -> bytes:
        """The bytes of a tree. `read(write(t))` equals `t`."""

    def locate(self, tree: Tree, nodes: Iterable[etree._Element]) -> list[Where]:
        """Where each of these elements of the tree stands in the sender's bytes."""

    def describe(self, spec: Spec) -> Node:
        """What the format allows, from its schema: names, order, cardinality, facets."""
