"""Printing: lines as they come, with nothing in them that a terminal would obey."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import BinaryIO, cast

from gateway.findings.escape import escape, width


def print_lines(lines: Iterable[str]) -> None:
    """Write lines to the standard output in UTF-8, whatever the locale says."""
    stream = standard_output()
    for line in lines:
        stream.write(line.encode("utf-8", "backslashreplace") + b"\n")
    stream.flush()


def standard_output() -> BinaryIO:
    """The standard output as bytes."""
    sys.stdout.flush()
    return cast(BinaryIO, sys.stdout.buffer)


def row(*cells: str) -> str:
    """Cells with tabs between them; tabs and line ends inside a cell are escaped."""
    return "\t".join(escape(cell) for cell in cells)


def table(rows: Sequence[Sequence[str]], head: Sequence[str] = ()) -> Iterable[str]:
    """Rows as aligned columns, the last one as long as it is."""
    cells = [[escape(cell) for cell in line] for line in ([head] if head else []) + list(rows)]
    if not cells:
        return
    widths = [max(width(line[n]) for line in cells) for n in range(len(cells[0]))]
    for line in cells:
        padded = [cell + " " * (widths[n] - width(cell)) for n, cell in enumerate(line[:-1])]
        yield "  ".join([*padded, line[-1]]).rstrip()
