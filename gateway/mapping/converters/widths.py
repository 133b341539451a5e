"""`widths:1,1`: codes of fixed widths in elements of their own, and one text in which they are joined.

The way back from `split`: there one text of the format is several values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gateway.mapping.converters import Tables

ARITY = "m:1"
TYPE = str
EXAMPLES = [
    (("1", "1"), ("1", "1"), "11"),
    (("1", "1"), ("2", None), "2"),
]

Parts = tuple[str | None, ...]


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[Parts], str], Callable[[str], Parts]]:
    """Arguments: the widths. Only the last codes may be absent; others raise ValueError."""
    widths = [int(a) for a in arguments]
    expected = f"codes of the widths {', '.join(arguments)}, none left out before another"

    def read(parts: Parts) -> str:
        text, ended = "", False
        for part, width in zip(parts, widths, strict=True):
            ended = ended or not part
            if part and (ended or len(part) != width):
                raise ValueError(expected)
            text += part or ""
        if not text:
            raise ValueError(expected)
        return text

    def write(text: str) -> Parts:
        parts: list[str | None] = []
        rest = text
        for width in widths:
            piece, rest = rest[:width], rest[width:]
            if piece and len(piece) < width:
                raise ValueError(expected)
            parts.append(piece or None)
        if rest:
            raise ValueError(expected)
        return tuple(parts)

    return read, write
