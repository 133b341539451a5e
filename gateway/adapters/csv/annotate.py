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
from gateway.findings.language import ENGLISH, words

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_COLOURS = {Severity.ERROR: "F8CBAD", Severity.WARNING: "FFE699", Severity.INFO: "DDEBF7"}
_COLUMNS = ("cell", "column", "severity", "code", "rule", "found", "value", "expected", "fix")
"""the headings of the sheet of findings, as words of `gateway.findings.language`"""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST = 2_000
"""characters of a comment; the sheet of findings has all"""


def annotate(data: bytes, findings: Sequence[Finding], limits: Limits, language: str = ENGLISH) -> bytes:
    """The bytes of the marked workbook, labelled in the language of the findings.

    Raises Unreadable where there are no cells to mark.
    """
    from openpyxl import Workbook

    grid = read_grid(data, limits)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    _copy(sheet, grid)
    _mark(sheet, findings, language)
    _list(book, grid, findings, language)
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


def _mark(sheet: Worksheet, findings: Sequence[Finding], language: str) -> None:
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
        told = "\n\n".join(_words(finding, language) for finding in found)
        cell.comment = Comment(_CONTROL.sub("\ufffd", told[:_LONGEST]), "gateway", height=160, width=320)


def _words(finding: Finding, language: str) -> str:
    parts = [f"{finding.code.id} {finding.message}"]
    label = f"{words(language)['expected']}{words(language)['colon']}"
    parts += [f"{label}{finding.expected}"] if finding.expected else []
    parts += [finding.help] if finding.help else []
    return "\n".join(parts)


def _list(book: Workbook, grid: Grid, findings: Sequence[Finding], language: str) -> None:
    from openpyxl.styles import Font

    sheet = book.create_sheet(FINDINGS)
    headings = {cell.column: cell.text for cell in grid.headings.values()}
    titles = tuple(words(language)[f"sheet-{name}"] for name in _COLUMNS)
    rows = [titles, *(_row(finding, headings, language) for finding in findings)]
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type, cell.number_format = _CONTROL.sub("\ufffd", text), "s", "@"
            if number == 1:
                cell.font = Font(bold=True)
    for letter, width in zip("ABCDEFGHI", (8, 28, 10, 10, 12, 60, 30, 30, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


def _row(finding: Finding, headings: dict[int, str], language: str) -> tuple[str, ...]:
    place = parted(finding.where.cell) if finding.where.cell else None
    heading = headings.get(place[1], "") if place is not None else ""
    return (
        finding.where.cell or "", heading, words(language)[finding.severity.value], finding.code.id,
        finding.rule or "", finding.message, finding.value or "", finding.expected or "", finding.help or "",
    )  # fmt: skip
