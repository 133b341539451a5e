"""Read delimited text into a grid. Source: RFC 4180, and what spreadsheet programs make of it.

Our own reader, because each cell must say where it stands, and an open quote must not swallow the
rest of the file.
"""

from __future__ import annotations

import re

from gateway.adapters.contract import Limits
from gateway.adapters.csv import codes
from gateway.adapters.csv.errors import is_error
from gateway.adapters.csv.grid import BROKEN, TEXT, Cell, Grid, Row
from gateway.adapters.csv.text import Text
from gateway.adapters.unreadable import unreadable
from gateway.findings import Code, Where

_END = re.compile(r"\r\n|\r|\n")


def grid(source: Text, limits: Limits) -> Grid:
    """The cells of a text. Raises Unreadable for quotes that do not fit and beyond the limits."""
    return _Reader(source, limits).grid()


class _Reader:
    def __init__(self, source: Text, limits: Limits) -> None:
        self.source, self.text, self.limits = source, source.text, limits
        self.plain = re.compile(rf"[^{re.escape(source.delimiter)}\r\n]*")
        self.empty = re.compile(rf"[{re.escape(source.delimiter)} ]*(?:\r\n|\r|\n|\Z)")
        self.count, self.line, self.begin = 0, 1 if source.start == 0 else 2, source.start
        self.known, self.offset = source.start, source.before + source.bytes(0, source.start)

    def grid(self) -> Grid:
        headings: Row | None = None
        rows: list[Row] = []
        widths: dict[int, int] = {}
        number, at = 1, self.source.start
        names: list[str] = []
        while at < len(self.text):
            row, width, at = self._row(number, at)
            if row and headings is None:
                headings, names = row, _texts(row)
            elif row and headings is not None and _texts(row) != names:
                rows.append(row)
                if width < max(headings):
                    widths[number] = width
            number += 1
        return Grid(headings or {}, rows, self.source.delimiter, [], widths)

    def _row(self, number: int, at: int) -> tuple[Row, int, int]:
        """The filled cells of the row that begins here, how many fields it has, and where the next begins."""
        row: Row = {}
        column = 0
        empty = self.empty.match(self.text, at)
        if empty:
            self.line, self.begin = self.line + 1, empty.end()
            return row, column, empty.end()
        while True:
            column += 1
            if column > self.limits.attributes:
                raise unreadable(
                    codes.TOO_WIDE, f"a row has more than {self.limits.attributes:,} columns", None,
                    f"at most {self.limits.attributes:,} columns", self._where(at),
                )  # fmt: skip
            value, end, line, begin = self._value(at)
            if value.strip():
                row[column] = self._cell(value, number, column, at)
            self.line, self.begin = line, begin
            if self.text.startswith(self.source.delimiter, end):
                at = end + 1
                continue
            ending = _END.match(self.text, end)
            if ending:
                self.line, self.begin = self.line + 1, ending.end()
                return row, column, ending.end()
            return row, column, end

    def _cell(self, value: str, row: int, column: int, at: int) -> Cell:
        self.count += 1
        if self.count > self.limits.elements:
            raise unreadable(
                codes.TOO_MANY, f"there are more than {self.limits.elements:,} filled cells", None,
                f"at most {self.limits.elements:,} cells", self._where(at),
            )  # fmt: skip
        if len(value) > self.limits.text:
            raise unreadable(
                codes.TEXT_TOO_LONG, "a value is too long", None, f"at most {self.limits.text:,} characters",
                self._where(at),
            )  # fmt: skip
        self.offset += self.source.bytes(self.known, at)
        self.known = at
        kind = BROKEN if is_error(value) else TEXT
        return Cell(value, row, column, kind, self.line, at - self.begin + 1, self.offset)

    def _value(self, at: int) -> tuple[str, int, int, int]:
        """The value that begins here, the index behind it, and the line and its begin there."""
        if self.text.startswith('"', at):
            return self._quoted(at)
        plain = self.plain.match(self.text, at)
        assert plain is not None
        bare = plain[0].strip()
        if len(bare) > 1 and bare[0] == '"' == bare[-1]:
            raise self._refused(codes.AFTER_QUOTE, "there are blanks around a quoted value", at)
        return plain[0], plain.end(), self.line, self.begin

    def _quoted(self, at: int) -> tuple[str, int, int, int]:
        pieces, here = [], at + 1
        while True:
            end = self.text.find('"', here)
            if end < 0:
                raise self._refused(codes.OPEN_QUOTE, "a quote is opened here and never closed", at)
            pieces.append(self.text[here:end])
            if not self.text.startswith('"', end + 1):
                break
            pieces.append('"')
            here = end + 2
        line, begin = self.line, self.begin
        for ending in _END.finditer(self.text, at, end):
            line, begin = line + 1, ending.end()
        after = end + 1
        if after < len(self.text) and self.text[after] not in (self.source.delimiter, "\r", "\n"):
            self.line, self.begin = line, begin
            raise self._refused(codes.AFTER_QUOTE, "there is text behind a closing quote", after)
        return "".join(pieces), after, line, begin

    def _where(self, at: int) -> Where:
        offset = self.offset + self.source.bytes(self.known, at)
        return Where(line=self.line, column=at - self.begin + 1, offset=offset)

    def _refused(self, code: Code, message: str, at: int) -> Exception:
        shown = self.text[at : at + 40]
        return unreadable(
            code, message, shown, "quotes that open and close around a whole value", self._where(at)
        )


def _texts(row: Row) -> list[str]:
    return [row[column].text for column in sorted(row)]
