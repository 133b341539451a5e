"""`oneline`: a text of one line, for a format that has no line breaks; lines of the model are joined by spaces."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gateway.mapping.converters import Tables

ARITY = "1:1"
TYPE = str
EXAMPLES = [((), "5 Harbour Road, Xanadu", "5 Harbour Road, Xanadu")]


def make(arguments: Sequence[str], tables: Tables) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """Reads the text as it is, breaks included, and writes its lines with a space between them."""
    return str, _write


def _write(text: str) -> str:
    return " ".join(text.split("\n")) if "\n" in text else text
