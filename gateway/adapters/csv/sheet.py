"""The cells of one sheet of a workbook. Source: ECMA-376, part 1, 18.3 (worksheets)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from gateway.adapters.contract import Limits
from gateway.adapters.csv import codes
from gateway.adapters.csv.errors import is_error
from gateway.adapters.csv.grid import BOOLEAN, BROKEN, DATE, NUMBER, PERCENT, TEXT, Cell, Row, parted
from gateway.adapters.csv.numerals import digits, is_date, is_percent, moment
from gateway.adapters.csv.package import Package
from gateway.adapters.csv.styles import Styles, text_of
from gateway.adapters.unreadable import unreadable

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_COLUMNS = 16_384


@dataclass(slots=True)
class Sheet:
    """The filled rows of a sheet, what is hidden of it, and the ranges of merged cells by their first."""

    rows: list[Row] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[tuple[int, int], str]] = field(default_factory=list)


def read_sheet(
    package: Package, name: str, strings: list[str], styles: Styles, since_1904: bool, limits: Limits
) -> Sheet:
    """The cells of a sheet. Raises Unreadable."""
    return _Reader(strings, styles, since_1904, limits).read(package, name)


class _Reader:
    def __init__(self, strings: list[str], styles: Styles, since_1904: bool, limits: Limits) -> None:
        self.strings, self.styles, self.since_1904, self.limits = strings, styles, since_1904, limits
        self.count = 0

    def read(self, package: Package, name: str) -> Sheet:
        found, number = Sheet(), 0
        for node in package.elements(name, "row", "col", "mergeCell"):
            kind = str(node.tag).rpartition("}")[2]
            if kind == "row":
                number = _whole(node.get("r")) or number + 1
                row = self._row(node, number)
                if row:
                    found.rows.append(row)
                if _true(node.get("hidden")):
                    found.hidden_rows.add(number)
            elif kind == "col" and _true(node.get("hidden")):
                last = min(_whole(node.get("max")), _COLUMNS)
                found.hidden_columns.update(range(_whole(node.get("min")), last + 1))
            elif kind == "mergeCell":
                span = str(node.get("ref", ""))
                first = parted(span.partition(":")[0])
                if first:
                    found.merged.append((first, span[:40]))
        return found

    def _row(self, node: etree._Element, number: int) -> Row:
        row: Row = {}
        column = 0
        for held in node.iterchildren("{*}c"):
            place = parted(str(held.get("r", "")))
            column = place[1] if place else column + 1
            cell = self._cell(held, number, column)
            if cell is None:
                continue
            row[column] = cell
            self.count += 1
            if self.count > self.limits.elements:
                raise unreadable(
                    codes.TOO_MANY, f"there are more than {self.limits.elements:,} filled cells", None,
                    f"at most {self.limits.elements:,} cells", cell.where(),
                )  # fmt: skip
            if len(row) > self.limits.attributes:
                raise unreadable(
                    codes.TOO_WIDE, f"a row has more than {self.limits.attributes:,} columns", None,
                    f"at most {self.limits.attributes:,} columns", cell.where(),
                )  # fmt: skip
        return dict(sorted(row.items()))

    def _cell(self, node: etree._Element, row: int, column: int) -> Cell | None:
        parts = {str(child.tag).rpartition("}")[2]: child for child in node}
        formula, stored = "f" in parts, parts.get("v")
        kind, raw = node.get("t", "n"), (stored.text or "") if stored is not None else ""
        style = self.styles.of(node.get("s"))
        if kind == "inlineStr":
            inline = parts.get("is")
            return self._text(
                text_of(inline, self.limits) if inline is not None else "", row, column, formula
            )
        if kind == "s":
            index = _whole(raw)
            return self._text(self.strings[index] if index < len(self.strings) else "", row, column, formula)
        if formula and not raw.strip() and kind != "str":
            return Cell("", row, column, BROKEN, formula=True)
        if kind == "e":
            return Cell(raw or "#N/A", row, column, BROKEN, formula=formula)
        if kind == "str":
            return self._text(raw, row, column, formula)
        if not raw.strip():
            return None
        if kind == "b":
            return Cell("true" if raw.strip() == "1" else "false", row, column, BOOLEAN, formula=formula)
        if kind == "d":
            return Cell(raw.strip()[:40], row, column, DATE, formula=formula)
        return self._number(raw, style, row, column, formula)

    def _text(self, text: str, row: int, column: int, formula: bool) -> Cell | None:
        if not text.strip():
            return None
        if len(text) > self.limits.text:
            raise unreadable(
                codes.TEXT_TOO_LONG, "a value is too long", None, f"at most {self.limits.text:,} characters",
                Cell("", row, column).where(),
            )  # fmt: skip
        odd = _CONTROL.search(text)
        if odd:
            message = f"a value holds the character U+{ord(odd[0]):04X}"
            raise unreadable(
                codes.CHARACTER,
                message,
                None,
                "text without control characters",
                Cell("", row, column).where(),
            )
        return Cell(text, row, column, BROKEN if is_error(text) else TEXT, formula=formula)

    def _number(self, raw: str, style: tuple[int, str], row: int, column: int, formula: bool) -> Cell:
        if is_date(*style):
            day = moment(raw, self.since_1904)
            if day is not None:
                return Cell(day, row, column, DATE, formula=formula)
        found = digits(raw, *style)
        if found is None:
            return Cell(raw.strip()[:200], row, column, TEXT, formula=formula)
        text, noisy, lost = found
        kind = PERCENT if is_percent(*style) else NUMBER
        return Cell(text, row, column, kind, formula=formula, noisy=noisy, lost=lost)


def _true(text: str | None) -> bool:
    return text in ("1", "true")


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0
