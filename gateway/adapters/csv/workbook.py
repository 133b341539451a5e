"""Read the data sheet of a workbook into a grid: its first visible sheet that is filled.

Source: ECMA-376 (Office Open XML), part 1, 18 (SpreadsheetML). Results of formulas are read as they
were stored; nothing is computed, nothing outside is followed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gateway.adapters.contract import Limits
from gateway.adapters.csv import codes
from gateway.adapters.csv.grid import Grid, address
from gateway.adapters.csv.headings import folded
from gateway.adapters.csv.package import Package, refused
from gateway.adapters.csv.sheet import Sheet, read_sheet
from gateway.adapters.csv.styles import Styles, strings, styles
from gateway.adapters.unreadable import noted
from gateway.findings import Code, Finding, Where

LISTS, HELP, FINDINGS = "_lists", "Help", "Findings"
"""sheets of a template: the hidden one of the code lists, and the one that tells what belongs where"""


@dataclass(slots=True)
class _Named:
    name: str
    path: str
    visible: bool


@dataclass(slots=True)
class _Book:
    package: Package
    sheets: list[_Named] = field(default_factory=list)
    since_1904: bool = False
    strings: list[str] = field(default_factory=list)
    styles: Styles = field(default_factory=Styles)


def grid(data: bytes, limits: Limits) -> Grid:
    """The cells of a workbook's data sheet, with remarks. Raises Unreadable."""
    book = _opened(data, limits)
    read = [(named, _sheet(book, named, limits)) for named in book.sheets]
    filled = [(named, sheet) for named, sheet in read if sheet.rows]
    chosen = next((pair for pair in filled if pair[0].visible), None)
    if chosen is None:
        return Grid({}, [])
    named, sheet = chosen
    headings = sheet.rows[0]
    texts = [headings[column].text for column in sorted(headings)]
    rows = [row for row in sheet.rows[1:] if [row[column].text for column in sorted(row)] != texts]
    found = Grid(headings, rows)
    first = next(iter(headings.values())).row
    found.remarks.extend((0, each) for each in _of_book(book, named, sheet, filled))
    found.remarks.extend(_of_cells(found, sheet, first))
    return found


def _opened(data: bytes, limits: Limits) -> _Book:
    package = Package(data, limits)
    main = next(
        (name for name in package.targets("").values() if name.endswith("workbook.xml")), "xl/workbook.xml"
    )
    if main not in package.names:
        raise refused("the file is packed like a workbook and has none in it")
    book = _Book(package, strings=[], since_1904=False)
    targets = package.targets(main)
    for node in package.elements(main, "sheet", "workbookPr"):
        if str(node.tag).endswith("}workbookPr"):
            book.since_1904 = node.get("date1904") in ("1", "true")
            continue
        id = next((value for name, value in node.items() if name.endswith("}id")), "")
        path = targets.get(str(id), "")
        if path in package.names:
            visible = node.get("state", "visible") == "visible"
            book.sheets.append(_Named(str(node.get("name", "")), path, visible))
    book.strings = strings(package, _beside(main, targets, "sharedStrings.xml"), limits)
    book.styles = styles(package, _beside(main, targets, "styles.xml"))
    return book


def _beside(main: str, targets: dict[str, str], name: str) -> str:
    return next(
        (path for path in targets.values() if path.endswith(name)), f"{main.rpartition('/')[0]}/{name}"
    )


def _sheet(book: _Book, named: _Named, limits: Limits) -> Sheet:
    return read_sheet(book.package, named.path, book.strings, book.styles, book.since_1904, limits)


def _of_book(book: _Book, named: _Named, sheet: Sheet, filled: list[tuple[_Named, Sheet]]) -> list[Finding]:
    found = []
    names = {folded(cell.text) for cell in sheet.rows[0].values()}
    for other, held in filled:
        if other is named or (other.name == LISTS and not other.visible):
            continue
        same = {folded(cell.text) for cell in held.rows[0].values()} & names
        told = f"the sheet {other.name[:40]!r}"
        if not other.visible:
            found.append(
                _noted(codes.HIDDEN_SHEET, f"{told} is hidden and holds values; it is not read", other.name)
            )
        elif other.name in (HELP, FINDINGS) and not same:
            continue
        elif 2 * len(same) > len(names):
            found.append(
                _noted(
                    codes.OTHER_SHEET,
                    f"{told} has the same columns; only {named.name[:40]!r} is read",
                    other.name,
                )
            )
        else:
            found.append(
                _noted(codes.SHEET_NOT_READ, f"{told} is not read; {named.name[:40]!r} is", other.name)
            )
    if any(name.endswith("vbaProject.bin") for name in book.package.names):
        found.append(_noted(codes.MACROS, "the workbook has macros; they are not run", None))
    return found


def _of_cells(found: Grid, sheet: Sheet, first: int) -> list[tuple[int, Finding]]:
    remarks: list[tuple[int, Finding]] = []
    rows = {cell.row for row in found.rows for cell in row.values()}
    columns = {cell.column for row in found.rows for cell in row.values()}
    for number in sorted(rows & sheet.hidden_rows):
        remarks.append(
            (
                number,
                _noted(
                    codes.HIDDEN_CELLS,
                    f"row {number} is hidden; it is read all the same",
                    None,
                    address(number, 1),
                ),
            )
        )
    for column in sorted(columns & sheet.hidden_columns):
        heading = found.headings[column].text if column in found.headings else ""
        message = f"the column {heading[:60]!r} is hidden; it is read all the same"
        remarks.append((0, _noted(codes.HIDDEN_CELLS, message, None, address(first, column))))
    for (top, left), span in sheet.merged:
        if top in rows:
            message = f"the cells {span} are merged; the value counts for the first of them alone"
            remarks.append((top, _noted(codes.MERGED, message, span, address(top, left))))
    return remarks


def _noted(code: Code, message: str, value: str | None, cell: str | None = None) -> Finding:
    return noted(code, message, value, where=Where(cell=cell))
