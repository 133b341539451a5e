"""A copy of a sheet as a workbook in which what was found is marked: a colour and a comment at each cell.

The copy is made of the values that were read, at their own cells: macros, formulas and anything hidden in the file
of the sender are not in it. The sheet `Findings` lists everything, with what has no cell. Who corrects the
marked cells can send the copy in again.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gateway.adapters.contract import Limits
from gateway.adapters.csv.grid import Grid, address, parted
from gateway.adapters.csv.splitting import read_grid
from gateway.adapters.csv.template import settled
from gateway.adapters.csv.workbook import FINDINGS
from gateway.adapters.csv.workbook_writer import SHEET
from gateway.findings import Finding, Severity

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_COLOURS = {Severity.ERROR: "F8CBAD", Severity.WARNING: "FFE699", Severity.INFO: "DDEBF7"}
_COLUMNS = ("Cell", "Column", "Severity", "Code", "Rule", "What was found", "Value", "Expected", "What to do")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST = 2_000
"""characters of a comment; the sheet of findings has all"""


def annotate(data: bytes, findings: Sequence[Finding], limits: Limits) -> bytes:
    """The bytes of the marked workbook. Raises Unreadable where there are no cells to mark."""
    from openpyxl import Workbook

    grid = read_grid(data, limits)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    _copy(sheet, grid)
    _mark(sheet, findings)
    _list(book, grid, findings)
    file = io.BytesIO()
    book.save(file)
    return settled(file.getvalue())


def _copy(sheet: Worksheet, grid: Grid) -> None:
    from openpyxl.styles import Font

    for cell in (cell for row in (grid.headings, *grid.rows) for cell in row.values()):
        copied = sheet.cell(cell.row, cell.column)
        # What begins like a formula is a text like any other.
        copied.value, copied.data_type, copied.number_format = _CONTROL.sub("\ufffd", cell.text), "s", "@"
    first = min((cell.row for cell in grid.headings.values()), default=1)
    for cell in grid.headings.values():
        sheet.cell(cell.row, cell.column).font = Font(bold=True)
    sheet.freeze_panes = address(first + 1, 2)


def _mark(sheet: Worksheet, findings: Sequence[Finding]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    at: dict[tuple[int, int], list[Finding]] = defaultdict(list)
    for finding in findings:
        place = parted(finding.where.cell) if finding.where.cell else None
        if place is not None:
            at[place].append(finding)
    for (row, column), found in at.items():
        worst = min((finding.severity for finding in found), key=list(_COLOURS).index)
        cell = sheet.cell(row, column)
        cell.fill = PatternFill("solid", fgColor=_COLOURS[worst])
        words = "\n\n".join(_words(finding) for finding in found)
        cell.comment = Comment(_CONTROL.sub("\ufffd", words[:_LONGEST]), "gateway", height=160, width=320)


def _words(finding: Finding) -> str:
    parts = [f"{finding.code.id} {finding.message}"]
    parts += [f"expected: {finding.expected}"] if finding.expected else []
    parts += [finding.help] if finding.help else []
    return "\n".join(parts)


def _list(book: Workbook, grid: Grid, findings: Sequence[Finding]) -> None:
    from openpyxl.styles import Font

    sheet = book.create_sheet(FINDINGS)
    headings = {cell.column: cell.text for cell in grid.headings.values()}
    rows = [_COLUMNS, *(_row(finding, headings) for finding in findings)]
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type, cell.number_format = _CONTROL.sub("\ufffd", text), "s", "@"
            if number == 1:
                cell.font = Font(bold=True)
    for letter, width in zip("ABCDEFGHI", (8, 28, 10, 10, 12, 60, 30, 30, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


def _row(finding: Finding, headings: dict[int, str]) -> tuple[str, ...]:
    place = parted(finding.where.cell) if finding.where.cell else None
    heading = headings.get(place[1], "") if place is not None else ""
    return (
        finding.where.cell or "", heading, finding.severity.value, finding.code.id, finding.rule or "",
        finding.message, finding.value or "", finding.expected or "", finding.help or "",
    )  # fmt: skip
