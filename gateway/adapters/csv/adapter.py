"""The adapter of sheets: `gateway.adapters.contract.Adapter` for delimited text and workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from gateway.adapters.contract import Limits, Node, Part, Spec, Tree
from gateway.adapters.csv.annotate import annotate
from gateway.adapters.csv.check import check
from gateway.adapters.csv.describe import describe
from gateway.adapters.csv.locate import locate
from gateway.adapters.csv.reader import read
from gateway.adapters.csv.sniffing import sniff
from gateway.adapters.csv.splitting import split
from gateway.adapters.csv.writer import write
from gateway.findings import Finding, Where
from gateway.findings.language import ENGLISH


class CsvAdapter:
    """Reads and writes sheets: a heading row, a row an item, and a first column that tells messages apart."""

    syntax = "csv"
    media_types = ("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")

    def media_type_of(self, spec: Spec) -> str:
        """The media type of what is written for a format: its options choose the container."""
        return self.media_types[1 if spec.options.get("container") == "xlsx" else 0]

    def sniff(self, head: bytes) -> bool:
        """Whether the first bytes are those of a workbook, or a line of headings."""
        return sniff(head)

    def split(self, data: bytes, limits: Limits) -> Iterator[Part]:
        """The messages of a file: rows that have the same first column. Raises Unreadable."""
        yield from split(data, limits)

    def read(self, part: Part, spec: Spec, limits: Limits) -> Tree:
        """The tree of a message: header values, and an item for each row. Raises Unreadable."""
        return read(part, spec)

    def check(self, tree: Tree, spec: Spec) -> list[Finding]:
        """Everything in which a tree differs from the columns, row by row."""
        return check(tree, spec)

    def write(self, tree: Tree, spec: Spec) -> bytes:
        """Delimited text or a workbook, as the options of the format say."""
        return write(tree, spec)

    def annotate(
        self, data: bytes, findings: Sequence[Finding], limits: Limits, language: str = ENGLISH
    ) -> bytes:
        """A copy of a sheet as a workbook in which findings are marked at their cells. Raises Unreadable."""
        return annotate(data, findings, limits, language)

    def locate(self, tree: Tree, nodes: Iterable[etree._Element]) -> list[Where]:
        """Path and cell of each element; line, column and offset where the sheet is delimited text."""
        return locate(tree, nodes)

    def describe(self, spec: Spec) -> Node:
        """What the columns allow: names, order, cardinality, facets."""
        return describe(spec)
