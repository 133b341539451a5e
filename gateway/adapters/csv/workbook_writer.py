"""Write a sheet as a workbook whose bytes depend on its values alone.

Source: ECMA-376 (Office Open XML), part 1 and 2. Numbers are number cells where a spreadsheet keeps
all their digits, in a form that shows their decimals; days are dates; everything else is text.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from gateway.adapters.csv.columns import Column
from gateway.adapters.csv.grid import address, letters
from gateway.adapters.csv.injection import kept
from gateway.adapters.csv.layout import Layout
from gateway.adapters.csv.numerals import KEPT, serial
from gateway.adapters.csv.values import is_day

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NUMBER = re.compile(r"(?:-(?!0+(?:\.0+)?$))?(?:0|[1-9]\d*)(?:\.(\d{1,6}))?", re.ASCII)
_ODD = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|\r")
_TEXT, _HEADING, _DAY, _WHOLE = 1, 2, 3, 4
"""cell styles; those of numbers with one decimal and more follow that of whole numbers"""
_DECIMALS = 6
TIME = (1980, 1, 1, 0, 0, 0)
SHEET = "Declaration"


def workbook(made: Layout) -> bytes:
    """The bytes of a workbook with one sheet."""
    headings = [_inline(n, 1, heading, _HEADING) for n, (heading, _) in enumerate(made.headings)]
    rows = ["".join(headings)]
    for number, row in enumerate(made.rows, 2):
        rows.append("".join(_cell(n, number, row[n], made.headings[n][1]) for n in sorted(row)))
    return packed(
        {
            "[Content_Types].xml": _types(),
            "_rels/.rels": _related([("officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _related(
                [("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")]
            ),
            "xl/styles.xml": _styles(),
            "xl/worksheets/sheet1.xml": _sheet(rows, len(made.headings)),
        }
    )


def packed(parts: dict[str, str]) -> bytes:
    """A zip file of parts of XML, with the same bytes for the same parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, TIME)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            target.writestr(entry, (_HEAD + text).encode("utf-8", "replace"))
    return file.getvalue()


def _cell(column: int, row: int, text: str, of: Column | None) -> str:
    place, base = address(row, column + 1), of.facets.base if of is not None else "string"
    if base in ("decimal", "integer"):
        number = _NUMBER.fullmatch(text)
        if number and sum(c.isdigit() for c in text) <= KEPT:
            return f'<c r="{place}" s="{_WHOLE + len(number[1] or "")}"><v>{text}</v></c>'
    if base == "date" and is_day(text) and (day := serial(text)) is not None:
        return f'<c r="{place}" s="{_DAY}"><v>{day}</v></c>'
    return _inline(column, row, kept(text), _TEXT)


def _inline(column: int, row: int, text: str, style: int) -> str:
    written = escape(_ODD.sub(lambda odd: f"_x{ord(odd[0]):04X}_", text))
    return f'<c r="{address(row, column + 1)}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{written}</t></is></c>'


def _sheet(rows: list[str], width: int) -> str:
    lines = "".join(f'<row r="{n}">{cells}</row>' for n, cells in enumerate(rows, 1))
    view = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>'
    span = f"A1:{letters(max(width, 1))}{len(rows)}"
    return f'<worksheet xmlns="{_MAIN}"><dimension ref="{span}"/>{view}<sheetData>{lines}</sheetData></worksheet>'


def _styles() -> str:
    forms = ["yyyy-mm-dd", *("0." + "0" * n for n in range(1, _DECIMALS + 1))]
    named = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(form)}/>' for n, form in enumerate(forms)
    )
    used = [(0, 0), (49, 0), (49, 1), (164, 0), (1, 0), *((165 + n, 0) for n in range(_DECIMALS))]
    styles = "".join(
        f'<xf numFmtId="{form}" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for form, font in used
    )
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(forms)}">{named}</numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(used)}">{styles}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _related(targets: Iterable[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _types() -> str:
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("styles", "styles"))
    each = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{sheet}.{kind}+xml"/>' for name, kind in parts
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{each}</Types>'
    )
