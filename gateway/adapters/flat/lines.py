"""Lines of a file: any line end is read, and the terminator of the format where it is another character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ENDS = re.compile(rb"\r\n|\n|\r")
MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its number from 1, its first byte from 0, and its bytes without the end."""

    number: int
    offset: int
    data: bytes


def lines(data: bytes, terminator: bytes = b"\n", first: int = 1, offset: int = 0) -> Iterator[Line]:
    """The filled lines of bytes; `first` and `offset` are number and place of the first one."""
    ends = _ENDS if terminator in (b"\n", b"\r\n", b"\r") else re.compile(re.escape(terminator) + rb"[\r\n]*")
    at = len(MARK) if data.startswith(MARK) and not offset else 0
    number = first
    while at < len(data):
        found = ends.search(data, at)
        end = len(data) if found is None else found.start()
        raw = data[at:end].rstrip(b"\x1a")
        if raw.strip(b" \t\r\n\x00"):
            yield Line(number, offset + at, raw)
        number += 1
        at = len(data) if found is None else found.end()
