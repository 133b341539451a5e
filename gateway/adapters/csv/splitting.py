"""Cut a sheet into messages: rows in which the first column is the same are one message.

The first column is the key, whatever its heading; where it is empty, the row belongs to the one
above. Each message that shares its sheet with others is given the heading row for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from gateway.adapters.contract import Limits, Part
from gateway.adapters.csv import codes, delimited, workbook
from gateway.adapters.csv.grid import BROKEN, Cell, Grid, Row, SheetPart, told
from gateway.adapters.csv.headings import head_name
from gateway.adapters.csv.injection import plain
from gateway.adapters.csv.lines import line
from gateway.adapters.csv.package import OLE, ZIP
from gateway.adapters.csv.text import decode
from gateway.adapters.unreadable import noted, unreadable
from gateway.findings import Finding, Where

ROOT = "sheet"
"""the element of a message until its format names it"""
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def split(data: bytes, limits: Limits) -> Iterator[Part]:
    """The messages of a file. Raises Unreadable before the first one when the file cannot be read."""
    grid = read_grid(data, limits)
    if not grid.headings:
        raise unreadable(codes.EMPTY, "there is nothing to read", expected="a sheet with headings")
    if not grid.rows:
        last = max(grid.headings.values(), key=lambda cell: cell.column)
        raise unreadable(
            codes.NO_ROWS, "there are headings and nothing below them", expected="a row", where=last.where()
        )
    grid.remarks.extend(_of_rows(grid))
    groups, apart = _grouped(grid)
    remarks: dict[int, list[Finding]] = {}
    for row, finding in (*grid.remarks, *apart):
        remarks.setdefault(row, []).append(finding)
    for number, rows in enumerate(groups.values(), 1):
        first = next(iter(rows[0].values()))
        alone = len(groups) == 1
        offset = 0 if alone else first.offset or 0
        part = SheetPart(
            data if alone else _composed(grid.headings, rows), _head(grid.headings, rows), number, offset,
            headings=grid.headings, rows=rows, delimiter=grid.delimiter, kind=_kind(grid.headings),
        )  # fmt: skip
        numbers = {cell.row for row in rows for cell in row.values()}
        if number == 1:
            numbers.add(0)
        part.repairs.extend(finding for row in sorted(numbers) for finding in remarks.get(row, ()))
        yield part


def read_grid(data: bytes, limits: Limits) -> Grid:
    """The cells of a file of either kind. Raises Unreadable."""
    if not data or data.isspace():
        raise unreadable(codes.EMPTY, "there is nothing to read", expected="a sheet with headings")
    if len(data) > limits.bytes:
        message = f"the file has {len(data):,} bytes"
        raise unreadable(codes.TOO_LARGE, message, str(len(data)), f"at most {limits.bytes:,} bytes")
    if data.startswith((ZIP, OLE)):
        return workbook.grid(data, limits)
    source = decode(data)
    found = delimited.grid(source, limits)
    if source.remark is not None:
        found.remarks.append((0, source.remark))
    return found


def _grouped(grid: Grid) -> tuple[dict[str, list[Row]], list[tuple[int, Finding]]]:
    """The rows of each key in the order of the file, and remarks on those that stand apart."""
    key = min(grid.headings)
    groups: dict[str, list[Row]] = {}
    apart: list[tuple[int, Finding]] = []
    now = ""
    for row in grid.rows:
        cell = row.get(key)
        if cell is not None and cell.kind != BROKEN:
            name = plain(cell.text).strip()
            if name in groups and name != now:
                message = f"{told(cell.row, key, grid.headings[key].text)}: rows of {name[:40]!r} stand above already, others between"
                apart.append(
                    (
                        cell.row,
                        noted(codes.ROWS_APART, message, name, "rows of one message together", cell.where()),
                    )
                )
            now = name
        groups.setdefault(now, []).append(row)
    return groups, apart


def _of_rows(grid: Grid) -> Iterator[tuple[int, Finding]]:
    last = max(grid.headings)
    for row in grid.rows:
        for cell in row.values():
            yield from ((cell.row, finding) for finding in _of_cell(cell, grid))
        number = next(iter(row.values())).row
        if number in grid.widths:
            first = next(iter(row.values()))
            message = f"row {number} has {grid.widths[number]} values below {last} headings"
            where = Where(line=first.line, cell=f"A{number}", offset=first.offset)
            yield (
                number,
                noted(codes.SHORT_ROW, message, None, f"{last} values, of which some may be empty", where),
            )


def _of_cell(cell: Cell, grid: Grid) -> Iterator[Finding]:
    heading = grid.headings.get(cell.column)
    place = told(cell.row, cell.column, heading.text if heading else "")
    if heading is None:
        yield noted(
            codes.SURPLUS,
            f"{place} has a value and no heading",
            cell.text,
            "a heading above each value",
            cell.where(),
        )
    if cell.kind == BROKEN:
        message = (
            f"{place} holds {cell.text}" if cell.text else f"{place} holds a formula without a stored value"
        )
        yield noted(codes.NO_RESULT, message, cell.text, "a value", cell.where())
    elif cell.formula:
        message = f"{place} holds a formula; its stored value is read"
        yield noted(codes.FORMULA, message, cell.text, "a value that is typed", cell.where())
    if _BIDI.search(cell.text):
        expected = "text without U+202A to U+202E and U+2066 to U+2069"
        message = f"{place} holds a hidden direction character"
        yield noted(codes.BIDI_CONTROL, message, cell.text, expected, cell.where())


def _head(headings: Row, rows: list[Row]) -> etree._Element:
    """What identification looks at: an element for each heading, with the first value below it."""
    head = etree.Element(ROOT)
    for column, heading in headings.items():
        node = etree.SubElement(head, head_name(heading.text))
        value = next((row[column].text for row in rows if column in row), None)
        node.text = value[:200] if value else None
    return head


def _kind(headings: Row) -> str:
    names = [heading.text.strip()[:40] for heading in headings.values()]
    return f"a sheet with the columns {', '.join(names[:6])}{' ...' if len(names) > 6 else ''}"


def _composed(headings: Row, rows: list[Row]) -> bytes:
    """A sheet of its own as delimited text, for a message that shares its file with others."""
    width = max(max(row) for row in (headings, *rows))
    lines = [[row[c].text if c in row else "" for c in range(1, width + 1)] for row in (headings, *rows)]
    return "".join(line(texts, ",") for texts in lines).encode()
