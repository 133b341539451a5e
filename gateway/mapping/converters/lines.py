"""`lines`: lines in elements of different names, and one text with line breaks between them.

An element that is missing before others is an empty line, so that every line comes back to its place.
Where the text has more lines than there are elements, the last takes the rest with its breaks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gateway.mapping.converters import Tables

ARITY = "m:1"
TYPE = str
EXAMPLES = [
    (("3",), ("5 Harbour Road", "Xanadu", None), "5 Harbour Road\nXanadu"),
    (("3",), (None, "Xanadu", None), "\nXanadu"),
    (("2",), ("One", "Two\nThree"), "One\nTwo\nThree"),
]

Lines = tuple[str | None, ...]


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[Lines], str], Callable[[str], Lines]]:
    """Argument: the number of elements. Lines that are all empty raise ValueError."""
    (count,) = (int(a) for a in arguments)

    def read(lines: Lines) -> str:
        text = "\n".join(line or "" for line in lines).rstrip("\n")
        if not text:
            raise ValueError("a line that is not empty")
        return text

    def write(text: str) -> Lines:
        lines = text.split("\n", count - 1)
        return (*(line or None for line in lines), *[None] * (count - len(lines)))

    return read, write
