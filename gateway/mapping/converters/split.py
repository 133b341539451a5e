"""`split:2,*`: one text that holds several codes of fixed widths; `*` takes what is left.

`split:1?,3`: two codes where the text is as long as both together; any other text is the second code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gateway.mapping.converters import Tables

ARITY = "1:n"
TYPE = str
EXAMPLES = [
    (("2", "*"), "IMA", ("IM", "A")),
    (("2", "2"), "4000", ("40", "00")),
    (("2", "*"), "IM", ("IM", None)),
    (("1?", "3"), "ZDCR", ("Z", "DCR")),
    (("1?", "3"), "705", (None, "705")),
]

Parts = tuple[str | None, ...]


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[str], Parts], Callable[[Parts], str]]:
    """Cuts by widths; a text that ends early leaves the later values out."""
    optional = arguments[0].endswith("?")
    widths = [None if a == "*" else int(a.rstrip("?")) for a in arguments]
    least = sum(width or 0 for width in widths[1:])

    def read(text: str) -> Parts:
        parts: list[str | None] = []
        rest = text
        if optional and len(text) != least + (widths[0] or 0):
            return (None, text)
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
        if optional and parts[0] is None:
            if parts[1] is not None and len(parts[1]) == least + (widths[0] or 0):
                raise ValueError("a text that does not look like both codes joined")
            return parts[1] or ""
        for part, width in zip(parts, widths, strict=True):
            ended = ended or part is None
            if part is not None and (ended or (width is not None and len(part) != width)):
                raise ValueError(f"values of the widths {', '.join(arguments)}, none left out before another")
        return "".join(part for part in parts if part is not None)

    return read, write
