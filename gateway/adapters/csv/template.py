"""An empty workbook of a format to fill in: headings, what belongs below them, and lists of codes to choose from.

The sheet to fill in is the first; `Help` has a line for each column; the hidden sheet `_lists` holds the lists
that are too long to stand in a cell's own rule. The bytes depend on the format alone.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from gateway.adapters.contract import Spec
from gateway.adapters.csv.columns import Column, Columns, columns_of
from gateway.adapters.csv.grid import letters
from gateway.adapters.csv.judging import expectation
from gateway.adapters.csv.workbook import HELP, LISTS
from gateway.adapters.csv.workbook_writer import SHEET, TIME

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ROWS = 1000
"""rows that have rules and lists"""
_INLINE = 255
"""characters of a list that a rule can hold"""
_FORMS = {
    "string": "@",
    "date": "yyyy-mm-dd",
    "datetime": "@",
    "boolean": "@",
    "integer": "0",
    "decimal": "General",
}
_MANDATORY, _OPTIONAL, _ITEM = "FFF2CC", "DDEBF7", "E2EFDA"
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def template(spec: Spec) -> bytes:
    """The bytes of the workbook. Raises ValueError for unusable columns."""
    from openpyxl import Workbook

    columns = columns_of(spec)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    _headings(sheet, columns)
    _help(book.create_sheet(HELP), columns)
    _rules(book, sheet, columns)
    sheet.freeze_panes = "B2"
    file = io.BytesIO()
    book.save(file)
    return settled(file.getvalue())


def _headings(sheet: Worksheet, columns: Columns) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    for number, column in enumerate(columns.columns, 1):
        cell = sheet.cell(1, number, column.heading)
        cell.font = Font(bold=True)
        colour = _MANDATORY if _always(column) else _ITEM if column.item else _OPTIONAL
        cell.fill = PatternFill("solid", fgColor=colour)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.comment = Comment(_words(column, columns), "template", height=120, width=280)
        held = sheet.column_dimensions[letters(number)]
        held.width = min(max(len(column.heading) + 2, 12), 36)
        held.number_format = _FORMS[column.facets.base]


def _words(column: Column, columns: Columns) -> str:
    level = "on each row" if column.item else "on the first row of the declaration"
    if column is columns.key:
        level = "on each row"
    needed = (
        "mandatory" if _always(column) else "mandatory with its neighbours" if column.required else "optional"
    )
    return f"{column.help}\n{expectation(column.facets)}; {needed}; {level}".strip()


def _always(column: Column) -> bool:
    return column.required and len(column.steps) == 1


def _help(sheet: Worksheet, columns: Columns) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.append(["Column", "Stands", "Must be there", "What belongs there", "Form", "Codes"])
    for column in columns.columns:
        known = columns.codes.get(column.codes, {})
        listed = "; ".join(f"{code}: {name}" for code, name in known.items())
        needed = "yes" if _always(column) else "with its neighbours" if column.required else "no"
        stands = "on each row" if column.item or column is columns.key else "once"
        form = "" if known else expectation(column.facets)
        sheet.append([column.heading, stands, needed, column.help, form, listed])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for name, width in zip("ABCDEF", (32, 14, 20, 60, 40, 80), strict=True):
        sheet.column_dimensions[name].width = width
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = "@"
    sheet.freeze_panes = "A2"


def _rules(book: Workbook, sheet: Worksheet, columns: Columns) -> None:
    """Drop-down lists for codes and words, and rules of length for texts."""
    from openpyxl.worksheet.datavalidation import DataValidation

    places: dict[str, str] = {}
    for number, column in enumerate(columns.columns, 1):
        span = f"{letters(number)}2:{letters(number)}{ROWS + 1}"
        facets = column.facets
        words = facets.enumeration or (("true", "false") if facets.base == "boolean" else ())
        if words:
            rule = DataValidation(
                type="list", formula1=_listed(book, column.codes, words, places), allow_blank=True
            )
        elif facets.base == "string" and facets.max_length:
            low, high = str(facets.min_length or 1), str(facets.max_length)
            rule = DataValidation(
                type="textLength", operator="between", formula1=low, formula2=high, allow_blank=True
            )
        else:
            continue
        rule.errorTitle = column.heading[:32]
        rule.error = f"{expectation(facets)}"[:220]
        rule.showErrorMessage = True
        rule.add(span)
        sheet.add_data_validation(rule)


def _listed(book: Workbook, name: str, words: tuple[str, ...], places: dict[str, str]) -> str:
    """The formula of a list: its words, or where they stand on the sheet of lists."""
    inline = ",".join(words)
    if len(inline) <= _INLINE and not any("," in word for word in words):
        return f'"{inline}"'
    if name not in places:
        if LISTS not in book.sheetnames:
            book.create_sheet(LISTS).sheet_state = "hidden"
        sheet, column = book[LISTS], len(places) + 1
        for row, word in enumerate(words, 1):
            sheet.cell(row, column, word).number_format = "@"
        places[name] = f"'{LISTS}'!${letters(column)}$1:${letters(column)}${len(words)}"
    return places[name]


def settled(data: bytes) -> bytes:
    """A workbook without the times at which it was made."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            entry = zipfile.ZipInfo(name, TIME)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            target.writestr(
                entry, _STAMP.sub(b"1980-01-01T00:00:00Z", part) if name == "docProps/core.xml" else part
            )
    return file.getvalue()
