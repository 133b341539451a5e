"""What a cell means below its heading: the text that the tree has, and remarks on what was repaired."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from gateway.adapters.csv import codes, values
from gateway.adapters.csv.columns import Column
from gateway.adapters.csv.grid import DATE, NUMBER, PERCENT, TEXT, Cell, told
from gateway.adapters.csv.injection import plain
from gateway.adapters.csv.numerals import KEPT
from gateway.adapters.csv.numerals import moment as of_serial
from gateway.adapters.unreadable import noted
from gateway.findings import Code, Finding

_SHORTENED = re.compile(r"\d[.,]\d+E\+\d\d+", re.ASCII)
_NUMBERS = ("decimal", "integer")
_TOGETHER = (codes.NUMBER_REPAIRED, codes.DATE_REPAIRED)
"""repairs that a whole sheet needs, or none of it"""


@dataclass(slots=True)
class Reading:
    """Reads the cells of one message; `mark` is the decimal mark that its sheet shows, `remarks` grow."""

    mark: str
    remarks: list[Finding] = field(default_factory=list)
    _first: dict[tuple[Code, str], Finding] = field(default_factory=dict)
    _further: Counter[tuple[Code, str]] = field(default_factory=Counter)

    def text(self, cell: Cell, column: Column | None) -> str:
        """The text of a cell in the tree."""
        text = plain(cell.text) if cell.kind == TEXT else cell.text
        if column is None:
            return text
        base = column.facets.base
        if base in _NUMBERS:
            return self._number(cell, text, column)
        if base in ("date", "datetime"):
            return self._date(cell, text, column)
        if base == "boolean":
            return text.strip().lower() if text.strip().lower() in ("true", "false") else text
        self._of_text(cell, text, column)
        return text.strip() if column.facets.enumeration else text

    def _number(self, cell: Cell, text: str, column: Column) -> str:
        if cell.kind == PERCENT:
            self._note(codes.PERCENT, cell, column, "is a percentage", "a number")
            return text
        if cell.kind != TEXT:
            if cell.noisy:
                self._note(
                    codes.NUMBER_REPAIRED,
                    cell,
                    column,
                    f"was rounded by a computer and is read as {text}",
                    "a number",
                )
            return text
        found = values.number(text, self.mark)
        if found is None:
            return text
        if found != text.strip():
            self._note(
                codes.NUMBER_REPAIRED, cell, column, f"is read as {found}", "digits and a decimal point"
            )
        return found

    def _date(self, cell: Cell, text: str, column: Column) -> str:
        if cell.kind == DATE:
            return text
        found = values.moment(text) if column.facets.base == "datetime" else values.day(text)
        if found is None and values.is_serial(text):
            found = of_serial(text, False)
        if found is None:
            return text
        if found != text.strip():
            self._note(codes.DATE_REPAIRED, cell, column, f"is read as {found}", "a date as CCYY-MM-DD")
        return found

    def _of_text(self, cell: Cell, text: str, column: Column) -> None:
        digits = sum(c.isdigit() for c in text)
        if (
            cell.lost
            or (cell.kind == NUMBER and digits > KEPT)
            or (cell.kind == TEXT and _SHORTENED.fullmatch(text.strip()))
        ):
            self._note(
                codes.DIGITS_LOST, cell, column, "is a number that has lost digits", "all digits, as text"
            )
        elif (
            cell.kind == NUMBER
            and column.facets.min_length != column.facets.max_length
            and not column.facets.enumeration
        ):
            self._note(codes.NUMBER_FOR_TEXT, cell, column, "was typed as a number", "a text")

    def _note(self, code: Code, cell: Cell, column: Column, words: str, expected: str) -> None:
        message = f"{told(cell.row, cell.column, column.heading)} {words}"
        made = noted(code, message, cell.text, expected, cell.where())
        if code not in _TOGETHER:
            self.remarks.append(made)
        elif (code, cell.kind) in self._first:
            self._further[(code, cell.kind)] += 1
        else:
            self._first[(code, cell.kind)] = made

    def together(self) -> list[Finding]:
        """All remarks; of a repair that many cells share, one, which says how many more there are."""
        found = list(self.remarks)
        for kind, first in self._first.items():
            more = self._further[kind]
            words = (
                f"; so are {more} others like it" if more > 1 else "; so is one other like it" if more else ""
            )
            found.append(replace(first, message=first.message + words))
        return found


def mark_of(cells: list[Cell], delimiter: str) -> str:
    """The decimal mark that number cells show beyond doubt; else that which goes with the delimiter."""
    marks = {found for cell in cells if cell.kind == TEXT and (found := values.mark(cell.text))}
    if len(marks) == 1:
        return marks.pop()
    return "," if not marks and delimiter == ";" and any("," in cell.text for cell in cells) else ""
