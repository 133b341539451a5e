"""`split:2,*`: one text that holds several codes of fixed widths; `*` takes what is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gateway.mapping.converters import Tables

ARITY = "1:n"
TYPE = str
EXAMPLES = [
    (("2", "*"), "IMA", ("IM", "A")),
    (("2", "2"), "4000", ("40", "00")),
    (("2", "*"), "IM", ("IM", None)),
]

Parts = tuple[str | None, ...]


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[str], Parts], Callable[[Parts], str]]:
    """Cuts by widths; a text that ends early leaves the later values out."""
    widths = [None if a == "*" else int(a) for a in arguments]

    def read(text: str) -> Parts:
        parts: list[str | None] = []
        rest = text
        for width in widths:
            piece = rest if width is None else rest[:width]
            rest = "" if width is None else rest[width:]
            if piece and width is not None and len(piece) < width:
                raise ValueError(f"text of the widths {', '.join(arguments)}")
            parts.append(piece or None)
        if rest:
            raise ValueError(f"text of the widths {', '.join(arguments)}")
        return tuple(parts)

    def write(parts: Parts) -> str:
        ended = False
        for part, width in zip(parts, widths, strict=True):
            ended = ended or part is None
            if part is not None and (ended or (width is not None and len(part) != width)):
                raise ValueError(f"values of the widths {', '.join(arguments)}, none left out before another")
        return "".join(part for part in parts if part is not None)

    return read, write
