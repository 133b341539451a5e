"""The cells of a sheet with their places, whichever file they came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from gateway.adapters.contract import Part, Tree
from gateway.findings import Finding, Where

TEXT, NUMBER, DATE, BOOLEAN, PERCENT, BROKEN = "text", "number", "date", "boolean", "percent", "broken"
"""kinds of cells: what a workbook says of them; cells of delimited text are texts, or broken (`#REF!`)"""

_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell: its text, its row and column (from 1), its kind, and its place in delimited text.

    A date is in ISO form; `noisy` is a number that a computer had rounded, `lost` one with more
    digits than it keeps; `formula` says that the text is a result.
    """

    text: str
    row: int
    column: int
    kind: str = TEXT
    line: int | None = None
    at: int | None = None
    offset: int | None = None
    formula: bool = False
    noisy: bool = False
    lost: bool = False

    def where(self, path: str | None = None) -> Where:
        """The place of the cell."""
        return Where(path, self.line, self.at, cell=address(self.row, self.column), offset=self.offset)


Row = dict[int, Cell]
"""the filled cells of a row by their columns"""


@dataclass(slots=True)
class Grid:
    """The cells of a sheet: its heading row, its other filled rows, and remarks with the rows they are about.

    `delimiter` is that of delimited text, empty for a workbook; `widths` are the numbers of fields
    of rows that are shorter than the heading row.
    """

    headings: Row
    rows: list[Row]
    delimiter: str = ""
    remarks: list[tuple[int, Finding]] = field(default_factory=list)
    widths: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class SheetPart(Part):
    """A message with its cells; `delimiter` is empty where it came out of a workbook."""

    headings: Row = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    delimiter: str = ""


@dataclass(slots=True)
class SheetTree(Tree):
    """A tree with the cells of its values, the row of each item, and the columns (from 1) by heading.

    `columns` are the columns of the sheet by the places that the format has for values.
    """

    cells: dict[etree._Element, Cell] = field(default_factory=dict)
    items: dict[etree._Element, Row] = field(default_factory=dict)
    columns: dict[str, Cell] = field(default_factory=dict)


def letters(column: int) -> str:
    """The letters of a column: 28 is `AB`."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def address(row: int, column: int) -> str:
    """The spreadsheet address of a cell: row 7, column 28 is `AB7`."""
    return f"{letters(column)}{row}"


def parted(cell: str) -> tuple[int, int] | None:
    """Row and column of an address."""
    found = _ADDRESS.fullmatch(cell)
    if found is None or len(found[1]) > 3 or len(found[2]) > 7:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def told(row: int, column: int, heading: str = "") -> str:
    """A cell in words: `row 7, column F "Commodity code"`."""
    return f"row {row}, column {letters(column)}" + (f' "{heading[:60]}"' if heading else "")
