"""Code frames: the lines of a message around a finding, with a caret under its column."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from gateway.findings.escape import escape_character, width

CONTEXT = 2
"""lines shown before and after the line of the finding"""
WIDEST = 100
"""characters shown of one line; of a longer one a window around the column"""

_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BREAK = re.compile(r"\r\n|\n|\r")


class Source:
    """The bytes of a file as numbered lines, decoded when the first frame is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._lines: list[str] | None = None

    def line(self, number: int) -> str | None:
        """A line by its number from 1; `None` outside the file."""
        if self._lines is None:
            self._lines = [] if _packed(self._data) else _BREAK.split(_decoded(self._data))
        return self._lines[number - 1] if 0 < number <= len(self._lines) else None


def frame(source: Source, line: int, column: int | None, paint: str = "{}") -> Iterator[str]:
    """The lines around `line` with their numbers; `paint` is a pattern around the caret."""
    if source.line(line) is None:
        return
    numbers = [n for n in range(line - CONTEXT, line + CONTEXT + 1) if source.line(n) is not None]
    while len(numbers) > 1 and numbers[-1] != line and not (source.line(numbers[-1]) or "").strip():
        numbers.pop()
    gutter = len(str(numbers[-1]))
    yield f"{' ' * gutter} |"
    for number in numbers:
        shown, caret = _shown(source.line(number) or "", column if number == line else None)
        yield f"{number:>{gutter}} | {shown}".rstrip()
        if caret is not None:
            yield f"{' ' * gutter} | {' ' * caret}{paint.format('^')}"
    yield f"{' ' * gutter} |"


def _shown(text: str, column: int | None) -> tuple[str, int | None]:
    """A line as it may be printed, and the printed column of the caret from 0."""
    start = 0
    if column is not None and column > WIDEST * 3 // 4:
        start = column - WIDEST // 2
    before = "..." if start else ""
    after = "..." if len(text) > start + WIDEST else ""
    pieces = [_printed(character) for character in text[start : start + WIDEST]]
    shown = before + "".join(pieces) + after
    if column is None or column > len(text) + 1:
        return shown, None
    return shown, len(before) + width("".join(pieces[: column - 1 - start]))


def _printed(character: str) -> str:
    return "    " if character == "\t" else escape_character(character)


def _packed(data: bytes) -> bool:
    """Whether bytes are an archive such as a workbook, which has no lines."""
    return data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    declared = _ENCODING.match(data)
    try:
        return data.decode(declared[1].decode() if declared else "utf-8", "replace")
    except LookupError:
        return data.decode("utf-8", "replace")
